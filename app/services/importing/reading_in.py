"""A document read: converted, prepared as a reading of its kind, and what is known of it.

No database: this takes seconds, and nobody is to wait for a lock meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from app.core.blocks import Document as Blocks
from app.core.blocks import read_markdown
from app.core.importing import Converted, Fact, Prepared
from app.core.importing.knowing import known
from app.core.importing.sized import sized
from app.core.kinds import prepare
from app.core.markdown import Tangled
from app.services.converting import Unreadable
from app.services.converting.convert import convert
from app.services.importing.unpacking import Document

LONGEST_TEXT = 2_000_000  # characters, as of a reading that is edited
NOTHING = "There is no text in it that could be shown."


@dataclass(frozen=True, slots=True)
class Read:
    """A document that can be a reading; `facts` is all that is known, guesses and all."""

    document: Document
    converted: Converted
    prepared: Prepared
    facts: Mapping[str, Fact]
    blocks: Blocks = field(repr=False)

    @property
    def text_digest(self) -> str:
        return digest(self.converted.text.encode())


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that cannot be; `fault` is a sentence or two, for who sent it."""

    document: Document
    fault: str


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def read_in(document: Document, kind: str | None = None) -> Read | Unread:
    """Convert and prepare. Whatever is wrong with the file is said, never raised."""
    if document.fault:
        return Unread(document, document.fault)
    try:
        converted = convert(document.name, document.content)
        if len(converted.text) > LONGEST_TEXT:
            return Unread(document, f"Its text is longer than {LONGEST_TEXT:,} characters.")
        prepared = prepared_of(converted, kind)
        facts = known(prepared, document.name)
        blocks = blocks_of(prepared.markdown, facts)
    except Unreadable as fault:
        line = f"Line {fault.line}: " if fault.line else ""
        return Unread(document, line + str(fault))
    except Tangled as tangled:
        return Unread(document, f"Line {tangled.line}: {tangled}")
    if not blocks.blocks:
        return Unread(document, NOTHING)
    return Read(document, converted, prepared, facts, blocks)


def prepared_of(converted: Converted, kind: str | None) -> Prepared:
    """A text as a reading of a kind, its pictures with their sizes."""
    prepared = prepare(converted, kind)
    sizes = {picture.digest: (picture.width, picture.height) for picture in converted.pictures}
    return Prepared(
        prepared.kind,
        sized(prepared.markdown, sizes),
        prepared.facts,
        prepared.removals,
        prepared.told,
        prepared.details,
    )


def blocks_of(markdown: str, facts: Mapping[str, Fact]) -> Blocks:
    """The text as it will be read. Raises `Tangled`."""
    language = facts["language"].value if "language" in facts else "en"
    return read_markdown(markdown, language)
