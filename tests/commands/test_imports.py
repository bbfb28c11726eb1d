"""Documents brought from the command line."""

import json
from pathlib import Path
from zipfile import ZipFile

from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import CourseReading, Reading
from tests.conftest import Cast

TEXT = "# The queue\n\nA clerk spoke.\n"
GIVEN = ("--author", "Ann Li and Bo Chen", "--date", "2019", "--rights", "CC BY 4.0")


def run(app: Flask, *args: object) -> Result:
    return app.test_cli_runner().invoke(args=["readings", "import", *map(str, args)])


def test_a_dry_run_tells_what_it_would_become_and_writes_nothing(
    app: Flask, session: Session, cast: Cast, tmp_path: Path
) -> None:
    (tmp_path / "queue.md").write_text(TEXT)
    result = run(app, tmp_path / "queue.md", "--dry-run", "--json", *GIVEN)
    said = json.loads(result.output)
    assert (said["title"], said["kind"], said["date"]) == ("The queue", "article", "2019")
    assert said["authors"] == ["Ann Li", "Bo Chen"]
    assert {"kind": "paragraph", "number": 1, "text": "A clerk spoke."} in said["blocks"]
    assert said["proposed_removals"] == []
    assert session.scalar(select(func.count(Reading.id))) == 1


def test_what_is_wrong_with_one_is_said_and_the_others_are_made(
    app: Flask, session: Session, cast: Cast, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(TEXT)
    (tmp_path / "b.md").write_text("")
    result = run(app, tmp_path, "--course", "hukou", *GIVEN)
    assert result.exit_code == 1
    assert "b.md: This file is empty." in result.output
    reading = session.scalars(select(Reading).where(Reading.slug == "the-queue")).one()
    assert session.scalars(select(CourseReading).filter_by(reading_id=reading.id)).all()


def test_a_date_that_is_missing_names_its_option(app: Flask, cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT)
    result = run(app, tmp_path / "a.md")
    assert result.exit_code == 1
    assert "(--date)" in result.output


STORY = """\
A card for the south

By Ann Example and Bo Sample

PUBLISHED : Sunday, 30 September, 2007, 12:00am

Every newcomer to the southern port is to carry a card that says where they live, officials told \
a meeting on Friday, and nobody at the meeting asked what it would cost.

Photo: Reuters

The hukou stays with the village, they said, and the card comes on top of it for everybody.
"""


def test_a_newspapers_text_says_what_it_is_and_what_may_not_belong(
    app: Flask, cast: Cast, tmp_path: Path
) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(STORY.encode("utf-16"))
    said = json.loads(run(app, file, "--dry-run", "--json").stdout)
    assert said["title"] == "A card for the south"
    assert said["authors"] == ["Ann Example", "Bo Sample"]
    assert (said["date"], said["language"]) == ("2007-09-30", "en")
    lines = [(one["line"], one["text"]) for one in said["proposed_removals"]]
    assert (9, "Photo: Reuters") in lines
    assert any("UTF-16" in sentence for sentence in said["told"])


def test_what_is_proposed_stays_unless_one_says_so(
    app: Flask, session: Session, cast: Cast, tmp_path: Path
) -> None:
    file = tmp_path / "story.txt"
    file.write_text(STORY)
    for slug, options in (("whole", ()), ("cut", ("--remove-proposed",))):
        result = run(app, file, "--rights", "Ours", "--slug", slug, *options)
        assert result.exit_code == 0, result.output
    texts = {
        reading.slug: reading.newest.text if reading.newest else ""
        for reading in session.scalars(select(Reading))
    }
    assert "Photo: Reuters" in texts["whole"]
    assert "Photo: Reuters" not in texts["cut"]


def test_a_zip_stands_for_the_documents_in_it(app: Flask, cast: Cast, tmp_path: Path) -> None:
    packed = tmp_path / "texts.zip"
    with ZipFile(packed, "w") as archive:
        archive.writestr("texts/one.txt", STORY)
        archive.writestr("more/two.md", "# Two\n\nSaid.")
        archive.writestr("__MACOSX/._one.txt", "no")
    said = json.loads(run(app, packed, "--dry-run", "--json").stdout)
    assert [one["title"] for one in said] == ["A card for the south", "Two"]
