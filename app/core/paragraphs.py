"""Which paragraph of one text is which of another, so that its id and its number hold.

>>> same_paragraphs(["One fine day.", "It rained."], ["A new one.", "One fine, dry day."])
[None, 0]
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from app.core.aligning import Alignment
from app.core.likeness import likeness

SHARED = 0.5  # of the shorter of two paragraphs, that makes them one
_FEW = 400  # pairs of paragraphs that are left between two others: more are not compared


def same_paragraphs(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each new paragraph the old one that it is: unchanged, edited or moved, one to one."""
    alignment = Alignment.of("\n".join(old), "\n".join(new))
    shared = _shared(alignment, _edges(old), _edges(new))
    likely = ((length, before, after) for (before, after), length in shared.items())
    found: dict[int, int] = {}
    taken: set[int] = set()
    for length, before, after in sorted(likely, key=lambda each: (-each[0], each[1], each[2])):
        if length >= SHARED * max(1, min(len(old[before]), len(new[after]))):
            _pair(found, taken, before, after)
    for before, after in list(_left_between(old, new, found, taken)):
        _pair(found, taken, before, after)
    return [found.get(after) for after in range(len(new))]


def _pair(found: dict[int, int], taken: set[int], before: int, after: int) -> None:
    if after not in found and before not in taken:
        found[after] = before
        taken.add(before)


def _edges(paragraphs: Sequence[str]) -> list[int]:
    return [0, *accumulate(len(paragraph) + 1 for paragraph in paragraphs)]


def _shared(
    alignment: Alignment, old_edges: Sequence[int], new_edges: Sequence[int]
) -> Counter[tuple[int, int]]:
    """How many code points each old paragraph shares with each new one."""
    shared: Counter[tuple[int, int]] = Counter()
    for run in alignment.runs:
        at = 0
        while at < run.length:
            before = bisect_right(old_edges, run.old + at) - 1
            after = bisect_right(new_edges, run.new + at) - 1
            old_left = old_edges[before + 1] - run.old - at
            new_left = new_edges[after + 1] - run.new - at
            step = min(run.length - at, old_left, new_left)
            shared[before, after] += step
            at += step
    return shared


def _left_between(
    old: Sequence[str], new: Sequence[str], found: dict[int, int], taken: set[int]
) -> Iterator[tuple[int, int]]:
    """Short paragraphs that share no long row of words, but are alike and between the same two."""
    last = -1
    gap: list[int] = []
    for after in range(len(new) + 1):
        if after < len(new) and after not in found:
            gap.append(after)
            continue
        until = found.get(after, len(old))
        left = [before for before in range(last + 1, until) if before not in taken]
        if len(left) * len(gap) <= _FEW:
            pairs = [(likeness(old[i], new[j]), -i, -j) for i in left for j in gap]
            yield from ((-i, -j) for like, i, j in sorted(pairs, reverse=True) if like > SHARED)
        last, gap = until, []
