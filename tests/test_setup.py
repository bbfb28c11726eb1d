"""What the commands in `bin/` share: the set-up does only what is missing, and speaks plainly.

uv is played by a script that notes what it was asked for, in a folder of the test's own.
"""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = ["requirements.lock", "requirements-dev.lock", ".ci/setup.sh", ".ci/tools.lock"]
UV = f"""#!/bin/sh
case "$1" in
  --version) ;;
  venv)
    echo "venv" >>asked
    mkdir -p .venv/bin
    ln -s {sys.executable} .venv/bin/python
    echo "VIRTUAL_ENV=$PWD/.venv" >.venv/bin/activate ;;
  pip)
    for lock; do :; done # the last argument
    echo "$lock" >>asked
    rm -f .venv/bin/pytest
    [ "$lock" = requirements.lock ] || touch .venv/bin/pytest ;;
esac
"""


class Clone:
    """A folder with the set-up in it and nothing installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in FILES:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
        tools = folder / "tools"
        tools.mkdir()
        (tools / "uv").write_text(UV)
        (tools / "uv").chmod(0o755)

    def prepare(self, wanted: str) -> list[str]:
        """Prepare the set `wanted`; return what uv was asked for."""
        asked = self.folder / "asked"
        asked.write_text("")
        subprocess.run(
            ["bash", "-euc", f". .ci/setup.sh; prepare_environment {wanted}"],
            cwd=self.folder,
            env={"PATH": f"{self.folder}/tools:{os.environ['PATH']}", "PYTHON": sys.executable},
            check=True,
            capture_output=True,
        )
        return asked.read_text().split()


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def test_what_is_ready_is_left_alone(clone: Clone) -> None:
    assert clone.prepare("run") == ["venv", "requirements.lock"]
    assert clone.prepare("run") == []


def test_the_tools_are_added_to_what_the_server_needs(clone: Clone) -> None:
    clone.prepare("run")
    assert clone.prepare("develop") == ["requirements-dev.lock"]
    assert clone.prepare("develop") == []


def test_running_never_takes_the_tools_away(clone: Clone) -> None:
    clone.prepare("develop")
    assert clone.prepare("run") == []


def test_a_changed_lock_is_installed_with_the_tools_where_they_are(clone: Clone) -> None:
    clone.prepare("develop")
    with (clone.folder / "requirements-dev.lock").open("a") as lock:
        lock.write("# changed\n")
    assert clone.prepare("run") == ["requirements-dev.lock"]


def test_a_moved_folder_gets_a_new_environment(clone: Clone, tmp_path: Path) -> None:
    clone.prepare("run")
    moved = clone.folder.rename(tmp_path.with_name(tmp_path.name + "-moved"))
    clone.folder = moved
    assert clone.prepare("run") == ["venv", "requirements.lock"]


def test_a_taken_port_is_told_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = free_port("127.0.0.1", str(taken.getsockname()[1]))
    assert "is taken" in said
    assert "PORT=8001" in said


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_what_is_no_port_is_told_in_words(port: str) -> None:
    assert "is not a port" in free_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_told_in_words() -> None:
    assert "not an address of this machine" in free_port("192.0.2.1", "8000")


def free_port(host: str, port: str) -> str:
    """Return what is said of a host and port that cannot be had."""
    command = [sys.executable, str(ROOT / ".ci/free_port.py"), host, port]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert asked.returncode == 1
    return asked.stderr
