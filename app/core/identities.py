"""Blocks keep their ids where they are unchanged or only edited, so that links and numbers hold.

>>> from app.core.blocks import read_markdown
>>> before = read_markdown("The first one.\\n\\nThe second one, a little longer.").blocks
>>> now = read_markdown("New.\\n\\nThe second one, a little shorter.")
>>> [block.ident == before[1].ident for block in keep_identities(now, before).blocks]
[False, True]
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Protocol

from app.core.blocks import Document
from app.core.paragraphs import same_paragraphs


class Lasting(Protocol):
    """A block of either text, as far as is asked of it."""

    @property
    def ident(self) -> str: ...
    @property
    def text(self) -> str: ...


def keep_identities(document: Document, earlier: Sequence[Lasting]) -> Document:
    """Give each block the id of the earlier block that it was; a new one has one of its own."""
    sources = same_paragraphs(
        [block.text for block in earlier], [block.text for block in document.blocks]
    )
    taken = {earlier[source].ident for source in sources if source is not None}
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(2))
    blocks = []
    for block, source in zip(document.blocks, sources, strict=True):
        if source is None:
            ident = block.ident
            while ident in taken:  # the words that a block once began with may come back
                stem = block.ident.partition("-")[0]
                ident = f"{stem}-{next(numbers[stem])}"
            taken.add(ident)
        else:
            ident = earlier[source].ident
        blocks.append(replace(block, ident=ident))
    return Document(tuple(blocks), document.text)
