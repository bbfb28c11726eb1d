"""The source of a text as somebody sends it: Markdown, or a whole reading pack. What is wrong with
it is said by its line.

    >>> read_source("card.md", "One.\\r\\n\\r\\nTwo.".encode(), {}, "en").body
    'One.\\n\\nTwo.'
    >>> try:
    ...     read_source("card.md", b"One.\\n\\xff", {}, "en")
    ... except PackFaults as found:
    ...     print(found.faults[0])
    card.md:2: this is not UTF-8: save the file as UTF-8
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.core.blocks import Document, read_markdown
from app.core.markdown import Tangled
from app.core.packs.faults import Fault, PackFaults
from app.core.packs.reading import parse_reading
from app.core.packs.yaml import Broken, decode

_FRONT = re.compile(rb"(\xef\xbb\xbf)?---[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Source:
    """`is_pack`: there was front matter before the text, which is right, and left aside here."""

    body: str
    document: Document = field(repr=False)
    is_pack: bool = False


def read_source(path: str, content: bytes, schema: Mapping[str, Any], language: str) -> Source:
    """Read Markdown; where it begins with front matter, as a pack. Raises PackFaults.

    `path` is how faults call it, and its last part a reading's id.
    """
    if _FRONT.match(content):
        pack = parse_reading(path, content, schema)
        return Source(pack.body, pack.document, is_pack=True)
    try:
        body = decode(content)
        document = read_markdown(body, language)
    except Broken as broken:
        raise PackFaults([Fault(path, broken.line, broken.message)]) from broken
    except Tangled as tangled:
        raise PackFaults([Fault(path, tangled.line, str(tangled))]) from tangled
    if not document.blocks:
        raise PackFaults([Fault(path, 1, "nothing of the text can be shown")])
    return Source(body, document)
