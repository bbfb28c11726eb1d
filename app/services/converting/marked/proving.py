"""Blocks as Markdown that reads as they do: rendered, and compared character by character.

Markdown has more ways to take a text for something else than can be listed. So what was written is
read back, and a block that does not read the same is kept as HTML.
"""

import re
from collections.abc import Sequence
from unicodedata import normalize

from bs4 import Tag

from app.core.blocks import read_markdown
from app.core.markdown import Tangled
from app.services.converting.marked.as_html import as_html
from app.services.converting.marked.parting import parted
from app.services.converting.marked.writing import written

_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f\u200b]+|\[\^\d+\]")  # and marks: a note is no text


def write(tag: Tag) -> str:
    """What a tag holds, as Markdown; the tag is empty then."""
    blocks = parted(tag)
    return _proven(blocks, [written(block) for block in blocks])


def _proven(blocks: Sequence[Tag], texts: Sequence[str]) -> str:
    text = "\n\n".join(texts)
    said = _seen("".join(block.get_text() for block in blocks))
    if _read(text) == said or not blocks:
        return text
    if len(blocks) == 1:
        return as_html(blocks[0])
    half = len(blocks) // 2
    return "\n\n".join((_proven(blocks[:half], texts[:half]), _proven(blocks[half:], texts[half:])))


def _read(text: str) -> str | None:
    """What a reader would see; nothing where it cannot be rendered."""
    try:
        return _seen(read_markdown(text).text)
    except Tangled:
        return None


def _seen(text: str) -> str:
    return _UNSEEN.sub("", normalize("NFC", text))
