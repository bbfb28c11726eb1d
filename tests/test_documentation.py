"""What the documentation names exists, and what exists is named.

The README's tables list folders and commands, `docs/operations.md` settings and `flask` commands;
everywhere, links and paths lead somewhere.
"""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import click
import pytest
from flask import Flask

from app import commands

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
OPERATIONS = ROOT / "docs" / "operations.md"
DECISIONS = ROOT / "docs" / "decisions"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

document = pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: str(page.relative_to(ROOT)))


def test_every_folder_is_in_the_readme_and_the_reverse() -> None:
    listed = {cell for cell in first_cells(README) if cell.endswith("/") and cell.count("/") <= 2}
    inside = {name for name in listed if name.count("/") == 2 and not name.startswith("app/")}
    assert listed - inside == {f"{name}/" for name in [*folders("."), *folders("app")]}


def test_every_command_in_bin_is_in_the_readme_and_the_reverse() -> None:
    listed = {cell for cell in first_cells(README) if re.fullmatch(r"bin/\w+", cell)}
    assert listed == {f"bin/{path.name}" for path in (ROOT / "bin").iterdir()}


def test_every_setting_is_in_operations_and_the_reverse() -> None:
    listed = {cell for cell in first_cells(OPERATIONS) if re.fullmatch(r"[A-Z][A-Z_]+", cell)}
    in_application = re.findall(
        r'(?:environment\.get\(|_number\(environment, )"([A-Z_]+)"',
        (ROOT / "app" / "settings.py").read_text(),
    )
    scripts = "".join(path.read_text() for path in (ROOT / ".ci").glob("*.sh"))
    in_scripts = re.findall(r"\$\{([A-Z_]+):-", scripts)
    assert listed == {*in_application, *in_scripts}


def test_settings_are_read_in_one_file() -> None:
    elsewhere = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "app").rglob("*.py")
        if path.name != "settings.py" and re.search(r"os\.environ|getenv", path.read_text())
    ]
    assert elsewhere == []


def test_every_flask_command_is_in_operations_and_the_reverse() -> None:
    listed = {
        cell.removeprefix("flask --app wsgi ")
        for cell in first_cells(OPERATIONS)
        if cell.startswith("flask --app wsgi ")
    }
    assert {re.split(r" [A-Z<\[-]", command)[0] for command in listed} == flask_commands()


@document
def test_every_flask_command_that_is_named_exists(page: Path) -> None:
    named = re.findall(r"flask --app wsgi ([a-z][\w-]*(?: [a-z][\w|-]*)?)", page.read_text())
    spelt_out = {each for command in named for each in alternatives(command)}
    flask_s_own = {command for command in spelt_out if command.split()[0] in {"run", "shell"}}
    assert spelt_out - flask_s_own <= flask_commands()


@document
def test_every_command_of_bin_that_is_named_exists(page: Path) -> None:
    named = re.findall(r"(?<![\w./])bin/(\w+)", page.read_text())
    assert [name for name in named if not (ROOT / "bin" / name).is_file()] == []


@document
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text())
    inside = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in inside if not (page.parent / link).exists()] == []


@document
def test_every_path_that_is_named_exists(page: Path) -> None:
    tops = "|".join(re.escape(name) for name in folders("."))
    named = re.findall(rf"`((?:{tops})/[^`\s]*)`", page.read_text())
    assert [path for path in named if not list(ROOT.glob(path.rstrip("/")))] == []


def test_every_page_that_the_code_names_exists() -> None:
    files = [path for top in ("app", "tests", "bench") for path in (ROOT / top).rglob("*.py")]
    named = {name for path in files for name in re.findall(r"docs/[\w./-]+\.md", path.read_text())}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_decisions_are_numbered_in_order_and_have_their_three_parts() -> None:
    pages = sorted(DECISIONS.glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        parts = re.findall(r"^(?:## |\*\*)(\w+)", page.read_text(), flags=re.MULTILINE)
        assert parts == ["Context", "Choice", "Consequences"], page.name


def first_cells(page: Path) -> Iterator[str]:
    """The code in the first cell of each table row of a page."""
    for row in re.findall(r"^\| *`([^`]+)`", page.read_text(), flags=re.MULTILINE):
        yield str(row)


def folders(parent: str) -> list[str]:
    """The folders of `parent` that are the project's own, as paths from the root."""
    found = [path for path in (ROOT / parent).iterdir() if path.is_dir()]
    return sorted(str(path.relative_to(ROOT)) for path in found if not is_ignored(path.name))


def is_ignored(name: str) -> bool:
    # Read here, not asked of git: the tests pass where there is no git.
    patterns = (ROOT / ".gitignore").read_text().split()
    return name == ".git" or any(fnmatch(name, pattern.strip("/")) for pattern in patterns)


def flask_commands() -> set[str]:
    """The project's own commands: `{"packs load", "packs lint", ...}`."""
    application = Flask("documentation")
    commands.register(application)
    return set(leaves(application.cli))


def leaves(group: click.Group, path: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, f"{path}{name} ")
        else:
            yield f"{path}{name}"


def alternatives(command: str) -> list[str]:
    """`packs load|lint` stands for both."""
    group, _, names = command.partition(" ")
    return [f"{group} {name}" for name in names.split("|")] if names else [group]
