"""What lies over a block, kept: laying it is a pure function, so the next page with the same input
takes what the last one made.

Another student's page, or the page after one new highlight, differs in a few blocks. The key is
the whole input, so nothing in here can be stale.
"""

from collections.abc import Sequence
from functools import lru_cache

from app.core import overlay
from app.core.coverage import Run, within
from app.models import Block

KEPT_BLOCKS = 4_096  # some 20 readings of 200 blocks; a few kilobytes each


def lay(block: Block, spans: Sequence[overlay.Term | overlay.Note], runs: Sequence[Run]) -> str:
    """Lay terms, notes and the runs of a whole text over one of its blocks."""
    return _laid(block.html, block.start, (*spans, *within(runs, block.start, block.end)))


@lru_cache(maxsize=KEPT_BLOCKS)
def _laid(html: str, start: int, spans: tuple[overlay.Span, ...]) -> str:
    return overlay.overlay(html, spans, start)
