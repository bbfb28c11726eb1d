"""A text revised from the command line."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Annotation, Event, Occurrence, Placement, Revision
from tests.conftest import TEXT, Cast
from tests.scene import Scene, stage

CUT = TEXT.replace("The police said that a *residence permit* is not a hukou. ", "")
FRONT = """\
---
title: A card for everybody
author: Interleaf tests
kind: article
date: "2007-09"
language: en
voice: press
rights: CC BY 4.0
source:
  title: A card
  publisher: Somebody
  date: "2007"
  url: https://example.org/
  rights: theirs
---
"""


@pytest.fixture
def scene(session: Session, cast: Cast) -> Scene:
    return stage(session, cast)


def revise(app: Flask, folder: Path, content: str | bytes, *options: str) -> Result:
    file = folder / "a-card, mended.md"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    args = ["readings", "revise", "a-card", str(file), *options]
    return app.test_cli_runner().invoke(args=args)


def test_a_dry_run_says_what_would_become_of_the_marks_and_writes_nothing(
    app: Flask, session: Session, scene: Scene, tmp_path: Path
) -> None:
    result = revise(app, tmp_path, CUT, "--dry-run")
    assert result.exit_code == 0
    assert "Since revision 1, paragraphs: 1 edited" in result.output
    assert "16 lost" in result.output
    assert "lost: question by Ming on “The police said”" in result.output
    assert result.output.endswith("Nothing was written.\n")
    assert session.scalar(select(func.count(Revision.id))) == 1
    assert session.scalar(select(func.count(Placement.id))) == 0


def test_it_is_published_with_its_message_its_marks_and_its_terms(
    app: Flask, session: Session, scene: Scene, tmp_path: Path
) -> None:
    before = "Before it all.\n\n" + TEXT
    result = revise(app, tmp_path, before, "--message", "A first paragraph")
    assert "Published as revision 2." in result.output
    newest = session.scalars(Revision.newest_of(scene.cast.reading)).one()
    assert (newest.number, newest.message, newest.author_id) == (2, "A first paragraph", None)
    stand = session.scalars(select(Annotation.revision_id).distinct()).all()
    assert stand == [newest.id]
    assert session.scalars(select(Occurrence.id).where(Occurrence.revision_id == newest.id)).all()
    told = session.scalars(select(Event).where(Event.kind == "revision published")).all()
    assert {(event.course_id, event.actor_id) for event in told} == {
        (scene.cast.hukou, None),
        (scene.cast.other, None),
    }


def test_one_course_s_marks_may_be_told_of_alone(app: Flask, scene: Scene, tmp_path: Path) -> None:
    result = revise(app, tmp_path, CUT, "--dry-run", "--course", "other")
    assert "by Sven" in result.output
    assert "by Ming" not in result.output
    assert (
        "no course nowhere reads a-card" in revise(app, tmp_path, CUT, "--course", "nowhere").output
    )


def test_a_pack_is_taken_for_its_text(
    app: Flask, session: Session, scene: Scene, tmp_path: Path
) -> None:
    result = revise(app, tmp_path, FRONT + CUT)
    assert "Published as revision 2." in result.output
    assert session.scalars(Revision.newest_of(scene.cast.reading)).one().source == CUT


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"One.\n\nTwo \xff.", ":3: this is not UTF-8"),
        ("", ":1: the file is empty"),
        ("---\ntitle: [\n---\nText", "broken YAML"),
        (FRONT.replace("voice: press\n", "") + CUT, "voice"),
        ("Fine.\n\n" + "[" * 600, ":3: One paragraph has over 500 brackets"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line_and_nothing_is_published(
    app: Flask, session: Session, scene: Scene, tmp_path: Path, content: str | bytes, fault: str
) -> None:
    result = revise(app, tmp_path, content)
    assert result.exit_code == 1
    assert "a-card, mended.md:" in result.output
    assert fault in result.output
    assert session.scalar(select(func.count(Revision.id))) == 1


def test_a_text_that_stands_already_is_not_published_again(
    app: Flask, session: Session, scene: Scene, tmp_path: Path
) -> None:
    result = revise(app, tmp_path, TEXT.replace("\n", "\r\n"))
    assert "says this already" in result.output
    assert session.scalar(select(func.count(Revision.id))) == 1


def test_a_reading_that_is_not_there_is_said(app: Flask, cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_text("Text")
    result = app.test_cli_runner().invoke(args=["readings", "revise", "nowhere", str(file)])
    assert (result.exit_code, result.output) == (1, "Error: there is no reading nowhere\n")
