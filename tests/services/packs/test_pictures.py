"""Pictures go with the packs of their readings, and come back the same."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.packs import PackFaults
from app.models import Picture, Reading, ReadingPicture
from app.services.converting.pictures import picture
from app.services.importing.publishing import show_pictures
from app.services.importing.waiting import store_pictures
from app.services.packs import load
from app.services.packs.exporting import export
from tests.conftest import Cast
from tests.services.converting.books import drawn


@pytest.fixture
def shown(session: Session, cast: Cast, tmp_path: Path) -> str:
    """The digest of a picture that a reading shows, exported into tmp_path."""
    found = picture(drawn())
    store_pictures(session, [found])
    reading = session.get_one(Reading, cast.reading)
    reading.source = {"title": "A card", "rights": "CC BY 4.0"}
    text = f"A map:\n\n![A map](/pictures/{found.digest})"
    reading.publish(text)
    show_pictures(session, reading, text)
    session.flush()
    export(session, tmp_path)
    return found.digest


def forget(session: Session) -> None:
    session.execute(ReadingPicture.__table__.delete())  # type: ignore[attr-defined] # a table's
    session.execute(Picture.__table__.delete())  # type: ignore[attr-defined] # a table's
    session.flush()


def test_a_picture_that_was_exported_is_loaded_the_same(
    session: Session, shown: str, tmp_path: Path
) -> None:
    file = tmp_path / "readings" / "pictures" / f"{shown}.webp"
    content = file.read_bytes()
    forget(session)
    load(session, tmp_path / "readings", tmp_path / "annotations")
    found = session.scalars(select(Picture)).one()
    assert (found.digest, found.content, found.width) == (shown, content, 60)
    assert session.scalars(select(ReadingPicture.digest)).all() == [shown]
    export(session, tmp_path / "again")
    again = tmp_path / "again" / "readings"
    assert (again / "pictures" / file.name).read_bytes() == content
    assert (again / "a-card.md").read_bytes() == (tmp_path / "readings/a-card.md").read_bytes()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "shows a picture that is not there"),
        (b"no picture", "damaged"),
        (picture(drawn((30, 30))).content, "is another than named"),
    ],
)
def test_a_picture_that_is_missing_or_changed_is_named_by_its_line(
    session: Session, shown: str, tmp_path: Path, content: bytes | None, says: str
) -> None:
    file = tmp_path / "readings" / "pictures" / f"{shown}.webp"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    forget(session)
    with pytest.raises(PackFaults, match=says) as found:
        load(session, tmp_path / "readings", tmp_path / "annotations")
    lines = (tmp_path / "readings/a-card.md").read_text().split("\n")
    assert shown in lines[found.value.faults[0].line - 1]
    assert session.scalars(select(Picture)).all() == []
