"""A class list as CSV, read row by row; every fault names its line.

>>> parse("name,group\\nLi Ming,Plum\\n李梅,Orchid\\n").rows[1].name
'李梅'
>>> parse("name,role\\nLi Ming,king\\n").faults
(Fault(line=2, text='“king” is no role: use student, assistant or instructor.'),)
"""

import codecs
import csv
from dataclasses import dataclass
from io import StringIO
from typing import Literal, get_args

from email_validator import EmailNotValidError, validate_email

from app.core.people import USERNAME, clean_name

Role = Literal["instructor", "assistant", "student"]
ROLES: tuple[Role, ...] = get_args(Role)
MOST_ROWS = 500  # a lecture; each password costs a twentieth of a second to hash
LONGEST_ADDRESS = 254  # characters; RFC 5321 lets none be longer
LONGEST_GROUP = 80  # characters; the column's width
COLUMNS = {
    "name": "name",
    "email": "email",
    "e-mail": "email",
    "username": "username",
    "user name": "username",
    "group": "group",
    "role": "role",
}
SEPARATORS = ",;\t"  # by comma; by semicolon where a comma is the decimal sign; a pasted table


@dataclass(frozen=True, slots=True)
class Row:
    """One person. `line` counts from 1, the header included; what was left out is empty."""

    line: int
    name: str
    email: str
    username: str
    group: str
    role: Role


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Roster:
    """What a list says, and what is wrong with it: with one fault, nothing of it is used."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file; `encoding` as a reader would name it."""

    text: str
    encoding: str
    is_certain: bool


class UnreadableError(ValueError):
    """The bytes are no text that we know; the message says what to do."""


def decode(content: bytes) -> Decoded:
    """Read a file as UTF-8 or UTF-16, else as GB18030, which Excel writes in China. Raises
    `UnreadableError`."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        attempts = [("utf-16", "UTF-16", True)]
    else:
        attempts = [("utf-8-sig", "UTF-8", True), ("gb18030", "GB18030", False)]
    for codec, name, is_certain in attempts:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return Decoded(text, name, is_certain)
    raise UnreadableError("This is no text file in UTF-8. Save the sheet as “CSV UTF-8”.")


def parse(text: str) -> Roster:
    """Read a list. Nothing is looked up: what the course and the site know is checked later."""
    try:
        rows, faults = _read(text.removeprefix("\ufeff").splitlines())
    except _UnusableError as unusable:
        return Roster((), (unusable.fault,))
    faults += _repeated(rows)
    return Roster(tuple(rows), tuple(sorted(faults, key=lambda fault: fault.line)))


def clean_address(text: str) -> str:
    """Bring an e-mail address into the form it is kept in. Raises `ValueError`."""
    try:
        if len(text) > LONGEST_ADDRESS:  # before it is read, which takes time
            raise EmailNotValidError
        return validate_email(text, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise ValueError(f"“{text[:80]}” is no e-mail address.") from None


class _UnusableError(Exception):
    """Nothing can be made of the whole list."""

    def __init__(self, line: int, text: str) -> None:
        self.fault = Fault(line, text)


def _read(lines: list[str]) -> tuple[list[Row], list[Fault]]:
    before = next((number for number, line in enumerate(lines) if line.strip()), None)
    if before is None:
        raise _UnusableError(1, "The list is empty.")
    separator = max(SEPARATORS, key=lines[before].count)
    table = csv.reader(StringIO("\n".join(lines[before:])), delimiter=separator, strict=True)
    rows: list[Row] = []
    faults: list[Fault] = []
    try:
        columns = _columns(next(table), before + 1)
        for cells in table:
            if len(rows) + len(faults) == MOST_ROWS:
                raise _UnusableError(before + table.line_num, f"More than {MOST_ROWS} people.")
            if any(cell.strip() for cell in cells):
                try:
                    rows.append(_row(before + table.line_num, columns, cells))
                except ValueError as fault:
                    faults.append(Fault(before + table.line_num, str(fault)))
    except csv.Error:
        line = before + table.line_num
        raise _UnusableError(line, "A quotation mark is opened and not closed.") from None
    if not rows and not faults:
        raise _UnusableError(before + 1, "The list has a first line and nobody under it.")
    return rows, faults


def _columns(cells: list[str], line: int) -> list[str]:
    columns = [COLUMNS.get(cell.strip().casefold(), "") for cell in cells]
    known = [column for column in columns if column]
    if "name" not in known:
        raise _UnusableError(line, "The first line has no column “name”.")
    if len(set(known)) < len(known):
        raise _UnusableError(line, "A column stands twice in the first line.")
    return columns


def _row(line: int, columns: list[str], values: list[str]) -> Row:
    """Raises `ValueError` with what is wrong."""
    if any(value.strip() for value in values[len(columns) :]):
        raise ValueError("There are more cells than columns.")
    cells = dict(zip(columns, values, strict=False))
    email, username = cells.get("email", "").strip(), cells.get("username", "").strip().lower()
    group, role = " ".join(cells.get("group", "").split()), cells.get("role", "").strip().lower()
    if username and not USERNAME.fullmatch(username):
        raise ValueError(
            f"“{username[:40]}” is no user name: 3 to 32 of a to z, digits, full stop, - and _."
        )
    if role and role not in ROLES:
        raise ValueError(f"“{role[:40]}” is no role: use student, assistant or instructor.")
    return Row(
        line,
        clean_name(cells.get("name", "")),
        clean_address(email) if email else "",
        username,
        _clean_group(group) if group else "",
        next((known for known in ROLES if known == role), "student"),
    )


def _clean_group(text: str) -> str:
    if len(text) > LONGEST_GROUP:
        raise ValueError(f"A group’s name has at most {LONGEST_GROUP} characters.")
    return clean_name(text)


def _repeated(rows: list[Row]) -> list[Fault]:
    """Whoever stands in the list twice."""
    seen: dict[tuple[str, str], int] = {}
    faults = []
    for row in rows:
        for key in _keys(row):
            if key in seen:
                faults.append(Fault(row.line, _same(key, seen[key])))
            seen.setdefault(key, row.line)
    return faults


def _keys(row: Row) -> list[tuple[str, str]]:
    keys = [("address", row.email), ("user name", row.username)]
    by_name = ("name", row.name.casefold()) if not row.email and not row.username else ("name", "")
    return [key for key in [*keys, by_name] if key[1]]


def _same(key: tuple[str, str], line: int) -> str:
    what, value = key
    if what == "name":
        return f"The name is also on line {line}; give both a user name to tell them apart."
    return f"The {what} “{value}” is also on line {line}."
