"""Documents brought from the command line."""

import json
from pathlib import Path

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
