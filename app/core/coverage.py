"""How many marks lie over each place of a text: `(start, end, is mine, is staff's) → runs`.

Readers' marks are counted, never listed: one sweep over the places where any of them begins or
ends, whatever their number. A run is a stretch between two such places.

    >>> runs_of([(0, 4, False, False), (2, 6, True, False)])
    [Run(0, 2, 1, False, False), Run(2, 4, 2, True, False), Run(4, 6, 1, True, False)]
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

TOLD_APART = 4  # from so many marks on, a run is drawn by doublings: 4 to 7, 8 to 15, ...

Mark = tuple[int, int, bool, bool]  # start, end (code points), is mine, is staff's


class Run(NamedTuple):
    """A stretch of text and how many marks lie over all of it. A tuple, as there are thousands
    and each is part of a key."""

    start: int
    end: int
    depth: int
    is_mine: bool = False
    is_staff: bool = False

    def __repr__(self) -> str:
        return f"Run{tuple(self)}"


def runs_of(marks: Iterable[Mark]) -> list[Run]:
    """Sweep over marks in any order; empty ones count nowhere. Runs are in the order of the text,
    none over another, and two that touch differ."""
    all_of, mine, staff = _Depth(), _Depth(), _Depth()
    for start, end, is_mine, is_staff in marks:
        if start >= end:
            continue
        all_of[start] += 1
        all_of[end] -= 1
        for depth, counts in ((mine, is_mine), (staff, is_staff)):
            if counts:
                depth[start] += 1
                depth[end] -= 1
    return _joined(_swept(all_of, mine, staff), itemgetter(slice(2, None)))


def as_drawn(runs: Iterable[Run]) -> list[Run]:
    """Join runs that touch and are drawn alike, though one has a few marks more. The count is
    then the greatest: on a crowded sentence every letter would else be an element of its own."""
    return _joined(runs, _look)


class _Depth(defaultdict[int, int]):
    """By how much a number changes at each place."""

    def __init__(self) -> None:
        super().__init__(int)


def _swept(all_of: _Depth, mine: _Depth, staff: _Depth) -> Iterator[Run]:
    count = of_mine = of_staff = 0
    for start, end in pairwise(sorted(all_of)):
        count += all_of[start]
        of_mine += mine.get(start, 0)
        of_staff += staff.get(start, 0)
        if count:
            yield Run(start, end, count, of_mine > 0, of_staff > 0)


def _joined(runs: Iterable[Run], look: Callable[[Run], object]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.end == run.start and look(last) == look(run):
            joined[-1] = last._replace(end=run.end, depth=max(last.depth, run.depth))
        else:
            joined.append(run)
    return joined


def _look(run: Run) -> tuple[bool, bool, int]:
    level = run.depth if run.depth < TOLD_APART else TOLD_APART + run.depth.bit_length()
    return run.is_mine, run.is_staff, level
