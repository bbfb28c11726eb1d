"""What stands in the margin beside each block: a few threads whole, a number for the rest.

Hundreds of threads never stand there at once: the first two that begin in a block, so many on a
page, and whichever was asked for. Beyond that a block says how many it has, and they come when
they are looked at.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

BLOCK_THREADS = 2  # whole, beside one block
PAGE_THREADS = 12  # whole, on a page: a few screens; its cost is theirs


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of a text in the order of their beginnings: one field is one of each. There are
    thousands, so none is an object of its own."""

    starts: Sequence[int] = ()  # code points
    ends: Sequence[int] = ()
    ids: Sequence[int] = ()
    authors: Sequence[int] = ()
    questions: Sequence[int] = ()  # 1 for an open one, else 0

    def among(self, ids: Collection[int]) -> "Marks":
        """Those with these ids."""
        chosen = [number in ids for number in self.ids]
        columns = (self.starts, self.ends, self.ids, self.authors, self.questions)
        return Marks(*(list(compress(column, chosen)) for column in columns))


@dataclass(frozen=True, slots=True)
class Beside:
    """What one block has: ids of threads to stand whole, and how many marks and open questions
    begin in it. `is_later` where the page is full, and even the first ones are to come."""

    whole: tuple[int, ...]
    marks: int
    questions: int
    is_later: bool

    @property
    def rest(self) -> int:
        return self.marks - len(self.whole)


def beside_blocks(
    marks: Marks, starts: Sequence[int], focus: int | None = None
) -> Iterator[Beside]:
    """Share marks among blocks that begin at `starts`, by where they begin. One that begins before
    the first block is beside none, one on no block's text beside the block before it."""
    left = PAGE_THREADS
    bounds = [bisect_left(marks.starts, start) for start in starts]
    for first, end in zip(bounds, [*bounds[1:], len(marks.ids)], strict=True):
        here = marks.ids[first:end]
        is_asked = focus is not None and focus in here
        is_full = left < BLOCK_THREADS and not is_asked
        ids = [] if is_full else list(here[:BLOCK_THREADS])
        left -= len(ids)
        if focus is not None and is_asked and focus not in ids:
            ids.append(focus)
        yield Beside(
            whole=tuple(ids),
            marks=len(here),
            questions=sum(marks.questions[first:end]),
            is_later=is_full and bool(here),
        )
