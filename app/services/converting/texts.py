"""Plain text and Markdown, read as they are."""

from collections.abc import Mapping
from typing import Any

from app.core.importing import FACTS, Converted, Fact, Form
from app.core.importing.decoding import NoText, decoded
from app.core.packs.reading import front_of
from app.core.packs.yaml import Broken
from app.services.converting.unreadable import SAVE_AS_TEXT, Unreadable


def text(name: str, content: bytes) -> Converted:
    """Lines as they stand in the file. Raises `Unreadable`."""
    lines, told = text_in(content)
    return Converted(name, Form.PLAIN, lines, told=told)


def markdown(name: str, content: bytes) -> Converted:
    """Markdown, with what its front matter says. Raises `Unreadable`."""
    whole, told = text_in(content)
    try:
        front, body = front_of(whole)
    except Broken as broken:
        raise Unreadable(broken.message, broken.line) from broken
    return Converted(name, Form.MARKDOWN, body, _facts(front), told=told)


def text_in(content: bytes) -> tuple[str, tuple[str, ...]]:
    """(text, what is to be told of its encoding). Raises `Unreadable`."""
    try:
        lines, told = decoded(content)
    except NoText as fault:
        raise Unreadable(f"{fault} {SAVE_AS_TEXT}") from fault
    return lines, (told,) if told else ()


def _facts(front: Mapping[str, Any]) -> dict[str, Fact]:
    """What the front matter of a reading pack says about it."""
    source = front.get("source")
    values = {**(source if isinstance(source, Mapping) else {}), **front}
    return {
        name: Fact(str(values[name]).strip(), "the file’s front matter", is_guessed=False)
        for name in FACTS
        if isinstance(values.get(name), str | int) and str(values[name]).strip()
    }
