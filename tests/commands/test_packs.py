"""`flask packs`, as it is typed."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import Cast
from tests.services.packs_at_hand import (
    CASES,
    edit,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(CASES, tmp_path / "packs")


def test_the_commands_say_what_they_do(
    app: Flask, cast: Cast, folder: Path, tmp_path: Path
) -> None:
    run = app.test_cli_runner().invoke
    places = [str(folder / "readings"), str(folder / "annotations")]
    assert "there is no course nowhere" in run(args=["packs", "load", "--course", "nowhere"]).output
    done = run(args=["packs", "load", "--course", "hukou", *places])
    assert (done.exit_code, done.output) == (0, "5 packs loaded, 0 unchanged\n")
    assert run(args=["packs", "lint", *places]).exit_code == 0
    edit(folder / "readings" / "city.md", "The city", "The PSB")
    assert run(args=["packs", "lint", *places]).exit_code == 0
    assert run(args=["packs", "lint", "--strict", *places]).exit_code == 1
    edit(folder / "readings" / "city.md", "kind: article", "kind: novel")
    failed = run(args=["packs", "lint", *places])
    assert (failed.exit_code, "city.md:4: kind" in failed.output) == (1, True)
    failed = run(args=["packs", "load", *places])
    assert (failed.exit_code, "nothing was loaded" in failed.output) == (1, True)
    # The cast's own reading names no source: it is written, and the schema says what it lacks.
    assert "telegram.md" in run(args=["packs", "export", str(tmp_path / "out")]).output
