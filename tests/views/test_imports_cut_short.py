"""Whatever cuts an import short, half of it is never there: the process is really killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import CourseReading, Event, Import, Occurrence, Reading, Revision
from app.settings import Settings
from app.views import imports
from tests.scene import Scene
from tests.views.test_imports import GIVEN, TEXT, bring

As = Callable[[int | None], FlaskClient]
ROOT = Path(__file__).parents[2]
# Dies before the statement that begins with its first argument, by a signal that nothing catches.
DYING = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from app.factory import create_app
from app.settings import from_environment

@event.listens_for(Engine, "before_cursor_execute")
def note(connection, cursor, statement, *rest):
    if statement.startswith(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)

create_app(from_environment(os.environ)).test_cli_runner().invoke(args=sys.argv[2:])
"""
TRACES = (Reading, Revision, CourseReading, Occurrence, Event, Import)


def traces(session: Session) -> dict[str, int]:
    return {
        model.__name__: session.scalar(select(func.count()).select_from(model)) or 0
        for model in TRACES
    }


@pytest.mark.parametrize(
    "when",
    [
        "INSERT INTO revision",
        "INSERT INTO block",
        "INSERT INTO import",
        "INSERT INTO course_reading",
        "INSERT INTO occurrence",
        "INSERT INTO event",
    ],
)
def test_an_import_that_is_killed_leaves_no_trace_and_can_be_made_again(
    session: Session, scene: Scene, settings: Settings, tmp_path: Path, when: str
) -> None:
    (tmp_path / "queue.md").write_text(TEXT)
    path, course = str(tmp_path / "queue.md"), ("--course", "hukou")
    command = ["readings", "import", path, *course, "--author", "Ann Li", "--date", "2019"]
    command += ["--rights", "CC BY 4.0"]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "INTERLEAF_ENV": "test",
        "INTERLEAF_INSTANCE": str(settings.instance),
        "SECRET_KEY": "a key for tests only, long enough to pass",
    }
    before = traces(session)

    def make(when: str) -> int:
        script = [sys.executable, "-c", DYING, when, *command]
        return subprocess.run(script, env=environment, check=False).returncode

    assert make(when) == -signal.SIGKILL
    assert traces(session) == before
    assert make("never") == 0
    assert traces(session)["Reading"] == before["Reading"] + 1


def test_two_who_publish_the_same_import_at_once_make_one_reading(
    session: Session, scene: Scene, as_: As
) -> None:
    ines = as_(scene.cast.ines)
    url = bring(ines, text=TEXT).location
    clients = [as_(scene.cast.ines) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda one: one.post(f"{url}/reading", data=GIVEN), clients)
    assert {answer.status_code for answer in answers} == {303}
    assert session.scalar(select(func.count(Reading.id))) == 2


def test_more_than_one_request_may_carry_is_refused_in_words(
    session: Session, scene: Scene, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LARGEST_UPLOAD", 1_000)
    answer = bring(as_(scene.cast.ines), ("a.md", b"word " * 1_000))
    assert answer.status_code == 413
    assert "too much at once" in answer.text
    assert traces(session)["Import"] == 0


def test_of_too_many_documents_the_first_ones_wait(session: Session, scene: Scene, as_: As) -> None:
    files = [(f"{number}.md", f"# Text {number}\n\nA word.\n".encode()) for number in range(32)]
    answer = bring(as_(scene.cast.ines), *files)
    assert answer.status_code == 422
    assert "More than 30 documents at once" in answer.text
    assert traces(session)["Import"] == 30
