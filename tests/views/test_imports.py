"""Documents brought to a course: looked at, mended, published; half an import leaves no trace."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.models import CourseReading, Event, Import, Occurrence, Reading, Revision
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
IMPORTS = "/courses/hukou/imports"
TEXT = "# The queue\n\nA clerk spoke of the residence permit.\n\nPeople stood from six.\n"
GIVEN = {"version": "1", "author": "Ann Li", "date": "2019-05", "rights": "CC BY 4.0"}


def bring(client: FlaskClient, *files: tuple[str, bytes], **fields: str) -> TestResponse:
    sent = [(BytesIO(content), name) for name, content in files]
    return client.post(IMPORTS, data={"file": sent, **fields})


def test_a_text_is_read_and_becomes_a_reading_with_its_terms(
    session: Session, scene: Scene, as_: As
) -> None:
    ines = as_(scene.cast.ines)
    waiting = bring(ines, ("queue.md", TEXT.encode()))
    assert waiting.status_code == 303
    page = ines.get(waiting.location).text
    assert "<strong>A guess</strong> (" in page
    assert "<strong>Not known</strong>: to be filled in" in page
    answer = ines.post(f"{waiting.location}/reading", data=GIVEN | {"week": "2", "after": "0"})
    assert answer.status_code == 303
    reading = session.scalars(select(Reading).where(Reading.slug == "the-queue")).one()
    assert (reading.date, reading.author, reading.home_id) == ("2019-05", "Ann Li", 1)
    item = session.scalars(select(CourseReading).filter_by(reading_id=reading.id)).one()
    assert (item.position, item.week) == (1, 2)
    revision = session.scalars(Revision.newest_of(reading.id)).one()
    assert session.scalars(select(Occurrence).filter_by(revision_id=revision.id)).all()
    assert session.scalars(select(Event.kind).filter_by(reading_id=reading.id)).all() == [
        "reading added"
    ]
    assert "at 1 place" in ines.get(answer.location).text
    assert ines.get("/courses/hukou/readings/the-queue").status_code == 200


def test_a_date_that_nothing_says_is_asked_for_and_what_was_typed_stays(
    session: Session, scene: Scene, as_: As
) -> None:
    ines = as_(scene.cast.ines)
    url = bring(ines, text=TEXT).location
    answer = ines.post(f"{url}/reading", data={"version": "1", "author": "Typed Name"})
    assert answer.status_code == 422
    assert "Nothing says when this document was written" in answer.text
    assert "Typed Name" in answer.text
    assert session.scalar(select(func.count(Reading.id))) == 1


def test_a_form_that_is_sent_twice_publishes_once(session: Session, scene: Scene, as_: As) -> None:
    ines = as_(scene.cast.ines)
    url = bring(ines, text=TEXT).location
    answers = [ines.post(f"{url}/reading", data=GIVEN) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert session.scalar(select(func.count(Reading.id))) == 2


def test_a_stale_form_says_who_changed_it_and_keeps_what_was_typed(scene: Scene, as_: As) -> None:
    ines = as_(scene.cast.ines)
    url = bring(ines, text=TEXT).location
    assert ines.patch(url, data={"version": "1", "title": "First"}).status_code == 303
    answer = ines.patch(url, data={"version": "1", "title": "Second"})
    assert answer.status_code == 409
    assert "Ines changed it" in answer.text
    assert "Second" in answer.text
    assert 'value="First"' in ines.get(url).text


def test_the_same_document_again_is_offered_as_a_new_revision(
    session: Session, scene: Scene, as_: As
) -> None:
    ines = as_(scene.cast.ines)
    ines.post(f"{bring(ines, text=TEXT).location}/reading", data=GIVEN)
    url = bring(ines, text=TEXT.replace("six", "seven")).location
    assert "Make it a new revision" in ines.get(url).text
    refused = ines.post(f"{url}/reading", data=GIVEN)
    assert refused.status_code == 422
    assert "is another" in refused.text
    row = session.scalars(select(Import).where(Import.state == "waiting")).one()
    revisions = "/courses/hukou/readings/the-queue/revisions"
    form = {"text": row.markdown, "based_on": "1", "message": "", "import": str(row.id)}
    preview = ines.post(f"{revisions}/preview", data=form)
    assert f'name="import" value="{row.id}"' in preview.text
    assert ines.post(revisions, data=form).status_code == 303
    session.refresh(row)
    assert row.state == "published"


def test_of_several_files_the_good_ones_wait_and_each_fault_is_named(
    session: Session, scene: Scene, as_: As
) -> None:
    archive = BytesIO()
    with ZipFile(archive, "w") as written:
        written.writestr("folder/one.md", TEXT)
        written.writestr("__MACOSX/one.md", "x")
    ines = as_(scene.cast.ines)
    answer = bring(ines, ("all.zip", archive.getvalue()), ("nothing.txt", b" \n"))
    assert answer.status_code == 422
    assert "<strong>nothing.txt</strong>: This file is empty." in answer.text
    assert session.scalars(select(Import.name)).all() == ["one.md"]


@pytest.mark.parametrize("content", [b"", b"a\0b"])
def test_what_cannot_be_read_leaves_no_trace(
    session: Session, scene: Scene, as_: As, content: bytes
) -> None:
    answer = bring(as_(scene.cast.ines), ("bad.txt", content))
    assert answer.status_code == 422
    assert session.scalar(select(func.count(Import.id))) == 0


def test_another_kind_keeps_what_the_converter_said(
    session: Session, scene: Scene, as_: As
) -> None:
    ines = as_(scene.cast.ines)
    page = b"<h1>A rule</h1><p>Article 1 One.</p><p>Article 2 Two.</p><iframe src=x></iframe>"
    url = bring(ines, ("a.html", page)).location
    assert "1 embedded thing" in ines.get(url).text
    assert ines.patch(url, data={"version": "1", "kind": "regulation"}).status_code == 303
    row = session.scalars(select(Import)).one()
    assert row.kind == "regulation"
    assert any("1 embedded thing" in said for said in row.told)
    assert any("It has 2 articles" in said for said in row.told)


def test_another_kind_does_not_take_the_guesses_of_the_first_for_typed(
    session: Session, scene: Scene, as_: As
) -> None:
    ines = as_(scene.cast.ines)
    text = (
        "O 130738Z APR 07\nFM AMEMBASSY BEIJING\nTO SECSTATE WASHDC\n\nTAGS: PGOV CH\n"
        "SUBJECT: CARDS FOR MIGRANTS\n\n1. (U) The city gives cards."
    )
    url = bring(ines, text=text).location
    row = session.scalars(select(Import)).one()
    typed = {"publisher": "An archive"}
    for kind, title, voice in (
        ("article", "pasted", "press"),
        ("cable", "CARDS FOR MIGRANTS", "embassy"),
    ):
        shown = {name: row.value(name) for name in ("title", "date", "voice", "language")}
        data = shown | typed | {"kind": kind, "version": str(row.version)}
        assert ines.patch(url, data=data).status_code == 303
        session.expire_all()
        assert (row.kind, row.given) == (kind, typed)
        assert (row.value("title"), row.value("voice")) == (title, voice)


def test_what_is_discarded_is_gone(session: Session, scene: Scene, as_: As) -> None:
    ines = as_(scene.cast.ines)
    url = bring(ines, text=TEXT).location
    assert ines.delete(url).status_code == 303
    assert ines.get(url).status_code == 404
    assert session.scalar(select(func.count(Import.id))) == 0
