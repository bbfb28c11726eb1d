"""A long list cut into what is shown and what folds: the first and the newest stay, and the kept.

>>> [(list(part), is_folded) for part, is_folded in parts(6, kept={2})]
[([0], False), ([1], True), ([2], False), ([3], True), ([4, 5], False)]
"""

from collections.abc import Collection, Iterator
from itertools import groupby

FIRST = 1  # how a talk began
NEWEST = 2  # where it stands
SHORTEST = FIRST + NEWEST  # up to so many, nothing folds


def parts(count: int, kept: Collection[int] = ()) -> Iterator[tuple[range, bool]]:
    """Cut the places 0 to count-1 into runs, each with whether it folds; `kept` never do."""

    def folds(place: int) -> bool:
        return count > SHORTEST and FIRST <= place < count - NEWEST and place not in kept

    for is_folded, run in groupby(range(count), folds):
        places = list(run)
        yield range(places[0], places[-1] + 1), is_folded
