"""A file becomes text. Plain text and Markdown are read; what else it may be is named, with what
to do about it."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from app.core.importing import FACTS, Converted, Fact, Form
from app.core.importing.decoding import NoText, decoded
from app.core.packs.reading import front_of
from app.core.packs.yaml import Broken

MARKDOWN = frozenset({".md", ".markdown"})
_SAVE_AS_TEXT = "Open it, save its text as .txt or .md, and send that; or paste the text."
_OTHERS = (  # how a file begins, and what it is then
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word, EPUB or other packed document"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_PAGES = frozenset({".html", ".htm", ".xhtml", ".mhtml"})


class Unreadable(ValueError):
    """A file that cannot be converted. The message says why and what to do; `line` where that is
    known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def convert(name: str, content: bytes) -> Converted:
    """Read a file by what it is; its name says what it claims to be. Raises `Unreadable`."""
    for beginning, what in _OTHERS:
        if content.startswith(beginning):
            raise Unreadable(f"This is {what}, which cannot be read yet. {_SAVE_AS_TEXT}")
    suffix = PurePath(name).suffix.lower()
    if suffix in _PAGES:
        raise Unreadable(f"This is a web page, which cannot be read yet. {_SAVE_AS_TEXT}")
    try:
        text, told = decoded(content)
    except NoText as fault:
        raise Unreadable(f"{fault} {_SAVE_AS_TEXT}") from fault
    said = (told,) if told else ()
    if suffix not in MARKDOWN:
        return Converted(name, Form.PLAIN, text, told=said)
    try:
        front, body = front_of(text)
    except Broken as broken:
        raise Unreadable(broken.message, broken.line) from broken
    return Converted(name, Form.MARKDOWN, body, _facts(front), told=said)


def _facts(front: Mapping[str, Any]) -> dict[str, Fact]:
    """What the front matter of a reading pack says about it."""
    source = front.get("source")
    values = {**(source if isinstance(source, Mapping) else {}), **front}
    return {
        name: Fact(str(values[name]).strip(), "the file’s front matter", is_guessed=False)
        for name in FACTS
        if isinstance(values.get(name), str | int) and str(values[name]).strip()
    }
