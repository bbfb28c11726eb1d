"""A reading pack: YAML front matter between two lines of ---, then Markdown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from app.core.blocks import Document, read_markdown
from app.core.folding import fold
from app.core.markdown import RENDERER_VERSION, Tangled
from app.core.packs.faults import Fault, PackFaults
from app.core.packs.schema import violations
from app.core.packs.yaml import Broken, Sourced, decode, read_yaml, write_yaml

LOADER_VERSION = 1  # raise it when the same file must be loaded anew
LONGEST_ID = 80  # characters: the width of the columns
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class SenseHere:
    """What a form means in this reading: `layer/term#sense`."""

    form: str
    layer: str
    term: str
    sense: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class ReadingPack:
    """`front` is the front matter as it stands, without the senses; `digest` is of both parts,
    the body's in the second half."""

    path: str
    slug: str
    front: Mapping[str, Any]
    senses: tuple[SenseHere, ...]
    body: str
    body_line: int
    document: Document = field(repr=False)
    digest: str

    @property
    def date(self) -> str:
        return str(self.front["date"])

    @property
    def voice(self) -> str:
        return str(self.front["voice"])

    def says_the_same_text(self, digest: str) -> bool:
        """Was the body the same when the pack had this digest?"""
        return digest[32:] == self.digest[32:]


def parse_reading(path: str, content: bytes, schema: Mapping[str, Any]) -> ReadingPack:
    """Read a file's content; its name is the reading's id. Raises PackFaults."""
    try:
        text = decode(content)
        front, body, body_line = _split(text)
        sourced = read_yaml(front, first_line=2)
    except Broken as broken:
        raise PackFaults([Fault(path, broken.line, broken.message)]) from broken
    faults = [Fault(path, line, message) for line, message in violations(sourced, schema)]
    faults += [Fault(path, 1, message) for message in wrong_name(path)]
    if not faults:
        faults += _doubles(path, sourced)
    if not body.strip():
        faults.append(Fault(path, body_line, "there is no text under the front matter"))
    if faults:
        raise PackFaults(faults)
    try:
        document = read_markdown(body, sourced.value["language"])
    except Tangled as tangled:
        raise PackFaults([Fault(path, body_line + tangled.line - 1, str(tangled))]) from tangled
    if not document.blocks:
        raise PackFaults([Fault(path, body_line, "nothing of the text can be shown")])
    return ReadingPack(
        path=path,
        slug=PurePath(path).stem,
        front={key: value for key, value in sourced.value.items() if key != "senses"},
        senses=tuple(_senses(sourced)),
        body=body,
        body_line=body_line,
        document=document,
        digest=digest_of(front) + digest_of(body),
    )


def write_reading(front: Mapping[str, Any], body: str) -> str:
    """The file that `parse_reading` reads so."""
    return f"---\n{write_yaml(front)}---\n{body}"


def digest_of(text: str) -> str:
    """Half a digest: 128 bits of what was read, by which version of the reader."""
    versions = f"{LOADER_VERSION}.{RENDERER_VERSION}\n"
    return sha256((versions + text).encode()).hexdigest()[:32]


def wrong_name(path: str) -> list[str]:
    """What is wrong with a file's name, which is to be an id."""
    stem = PurePath(path).stem
    if _ID.fullmatch(stem) and len(stem) <= LONGEST_ID:
        return []
    return [
        f"the file's name is the id: small letters, digits and hyphens, at most {LONGEST_ID},"
        f" not “{stem[:LONGEST_ID]}”"
    ]


def front_of(text: str) -> tuple[Mapping[str, Any], str]:
    """(front matter, body) of a text that begins with any, unchecked; else nothing and the text.
    Raises `Broken`."""
    if not text.startswith("---\n"):
        return {}, text
    front, body, _ = _split(text)
    value = read_yaml(front, first_line=2).value
    return (value, body) if isinstance(value, Mapping) else ({}, text)


def _split(text: str) -> tuple[str, str, int]:
    """(front matter, body, line of the body). Raises Broken."""
    fences = list(_FENCE.finditer(text))
    if not fences or fences[0].start() != 0:
        raise Broken(1, "a reading pack begins with front matter between two lines of ---")
    if len(fences) == 1:
        raise Broken(1, "the front matter is not closed by a line of ---")
    opening, closing = fences[:2]
    body = text[closing.end() + 1 :]
    line = text.count("\n", 0, closing.end()) + 2
    return text[opening.end() + 1 : closing.start()], body, line


def _senses(sourced: Sourced) -> list[SenseHere]:
    found = []
    for place, row in enumerate(sourced.value.get("senses", [])):
        layer, _, rest = row["sense"].partition("/")
        term, _, sense = rest.partition("#")
        line = sourced.line("senses", place)
        found.append(SenseHere(row["form"], layer, term, sense, row["reason"], line))
    return found


def _doubles(path: str, sourced: Sourced) -> list[Fault]:
    seen: set[tuple[str, str]] = set()
    faults = []
    for sense in _senses(sourced):
        key = sense.layer, fold(sense.form)
        if key in seen:
            message = f"“{sense.form}” is given a sense of {sense.layer} twice"
            faults.append(Fault(path, sense.line, message))
        seen.add(key)
    return faults


def reading_digest(content: bytes) -> str | None:
    """The digest that a pack of this content has, or None where it cannot be read."""
    try:
        front, body, _ = _split(decode(content))
    except Broken:
        return None
    return digest_of(front) + digest_of(body)
