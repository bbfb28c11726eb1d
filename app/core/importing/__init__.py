"""What an import is made of, from the bytes of a file to a reading that waits to be published:

    name, bytes → `services.converting.convert` → Converted → `core.kinds.prepare` → Prepared

Nothing here is decided for good: a fact says what it rests on, and a line that does not seem to
belong is proposed for removal, never removed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

FACTS = (
    "title",
    "subtitle",
    "author",
    "publisher",
    "date",  # of the document: 2007, 2007-04 or 2007-04-13
    "language",  # BCP 47
    "voice",
    "rights",
    "url",
)


class Form(StrEnum):
    """How a converted text is written."""

    PLAIN = "plain"  # lines as they stood in the file; paragraphs are still to be found
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known about a document. `basis` says what it rests on, in words for its reader:
    “the file's own properties”, “the second line”. What `is_guessed` is shown as a guess."""

    value: str
    basis: str
    is_guessed: bool = True


@dataclass(frozen=True, slots=True)
class Removal:
    """A paragraph that does not seem to belong to the text. `line` is its first in the converted
    text, `place` its first in the prepared Markdown; both from 1."""

    line: int
    place: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, re-encoded by us. The text has it as `![alt](/pictures/<digest>)`; `digest` is
    the SHA-256 of its content in hexadecimal; sizes are in pixels."""

    digest: str
    content: bytes = field(repr=False)
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Converted:
    """A file's text, with what the file says about itself. `told`: what was left out or could not
    be read, a sentence each."""

    name: str
    form: Form
    text: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text as a reading of its kind. `details` is what the kind read in it, for those who show
    it; plain values only."""

    kind: str
    markdown: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    removals: tuple[Removal, ...] = ()
    told: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
