"""How many marks lie over each place of a text: where each begins and ends → runs.

Readers' marks are counted, never listed: one sweep over the places where any of them begins or
ends, whatever their number. A run is a stretch between two such places.

    >>> runs_of(([0, 2], [4, 6]), mine=([2], [6]))
    [Run(0, 2, 1, False, False), Run(2, 4, 2, True, False), Run(4, 6, 1, True, False)]
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, repeat
from operator import itemgetter, sub
from typing import NamedTuple

TOLD_APART = 4  # from so many marks on, a run is drawn by doublings: 4 to 7, 8 to 15, ...

Marks = tuple[Iterable[int], Iterable[int]]  # all starts and, in the same order, all ends


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


def runs_of(marks: Marks, mine: Marks = ((), ()), staff: Marks = ((), ())) -> list[Run]:
    """Sweep over marks in any order, of which some are mine and some the staff's; none is empty.
    Runs are in the order of the text, none over another, and two that touch differ."""
    return _joined(_swept(marks, mine, staff), int)


def drawn_runs(marks: Marks, mine: Marks = ((), ()), staff: Marks = ((), ())) -> list[Run]:
    """The same, but runs that touch and are drawn alike are one, though one has a few marks more.
    The depth is then the greatest: on a crowded sentence every letter would else be an element of
    its own."""
    return _joined(_swept(marks, mine, staff), _level)


def within(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """The part of runs inside a stretch: one that reaches out is cut."""
    first = bisect_right(runs, start, key=itemgetter(1))
    last = bisect_left(runs, end, key=itemgetter(0))
    found = list(runs[first:last])
    if found and found[0].start < start:
        found[0] = found[0]._replace(start=start)
    if found and found[-1].end > end:
        found[-1] = found[-1]._replace(end=end)
    return found


def _swept(*kinds: Marks) -> Iterator[tuple[int, int, int, int, int]]:
    """(start, end, how many of each kind lie over it) between each two places where anything
    begins or ends. No line of Python is run for each mark, and few for each place."""
    steps = [(Counter(starts), Counter(ends)) for starts, ends in kinds]
    begin, end = steps[0]
    places = sorted(begin.keys() | end.keys())
    depths = (
        accumulate(map(sub, map(begin.get, places, repeat(0)), map(end.get, places, repeat(0))))
        for begin, end in steps
    )
    return zip(places, places[1:], *depths, strict=False)


def _joined(
    runs: Iterable[tuple[int, int, int, int, int]], level: Callable[[int], int]
) -> list[Run]:
    """Join what touches and is alike, by loose variables: it is walked for every page."""
    joined: list[Run] = []
    begun = ended = most = reached = 0
    was_mine = was_staff = False
    for start, end, depth, mine, staff in runs:
        is_mine, is_staff, height = mine > 0, staff > 0, level(depth)
        if height == reached and is_mine == was_mine and is_staff == was_staff:
            ended = end
            if depth > most:
                most = depth
            continue
        if most:
            joined.append(Run(begun, ended, most, was_mine, was_staff))
        begun, ended, most, reached = start, end, depth, height
        was_mine, was_staff = is_mine, is_staff
    if most:
        joined.append(Run(begun, ended, most, was_mine, was_staff))
    return joined


@lru_cache(maxsize=1_024)
def _level(depth: int) -> int:
    return depth if depth < TOLD_APART else TOLD_APART + depth.bit_length()
