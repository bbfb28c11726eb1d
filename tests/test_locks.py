"""The two lock files agree with each other and with `pyproject.toml`, and name no address."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SERVER, EVERYTHING, SET_UP = "requirements.lock", "requirements-dev.lock", ".ci/tools.lock"
ISSO = "bench/isso.lock"
FROM_NPM = [f"bench/npm/{name}/package-lock.json" for name in ("lighthouse", "marks")]


@pytest.mark.parametrize("lock", [SERVER, EVERYTHING, SET_UP, ISSO, *FROM_NPM])
def test_a_lock_names_no_address(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text()


@pytest.mark.parametrize("lock", [SERVER, EVERYTHING, SET_UP, ISSO])
def test_every_locked_package_has_a_hash(lock: str) -> None:
    assert [name for name, hashes in packages(lock).items() if not hashes] == []


@pytest.mark.parametrize("lock", FROM_NPM)
def test_every_package_locked_for_npm_has_a_hash(lock: str) -> None:
    locked = json.loads((ROOT / lock).read_text())["packages"]
    assert [name for name, its in locked.items() if name and not its.get("integrity")] == []


def test_the_larger_set_contains_the_smaller() -> None:
    everything = packages(EVERYTHING)
    assert {pin: everything.get(pin) for pin in packages(SERVER)} == packages(SERVER)


def test_every_package_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    assert names(project["project"]["dependencies"]) <= names(packages(SERVER))
    assert names([*groups["dev"], *groups["bench"]]) <= names(packages(EVERYTHING))


def packages(lock: str) -> dict[str, set[str]]:
    """Return the hashes of each pin: `{"flask==3.1.3": {"sha256:9c8...", ...}}`."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / lock).read_text(), flags=re.MULTILINE)
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    return {
        entry.split(" \\")[0].strip(): set(re.findall(r"--hash=(\S+)", entry))
        for entry in entries
        if entry.strip()
    }


def names(requirements: list[str] | dict[str, set[str]]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9._-]", requirement)[0] for requirement in requirements}
