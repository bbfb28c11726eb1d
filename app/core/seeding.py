"""Stretches that two sequences of words have in common: what an alignment is grown from.

A row of words that occurs once on either side is a *seed*: it can only be itself. It grows both
ways while the words agree.

    >>> seeds([1, 2, 3, 4, 9], [7, 2, 3, 4, 8], length=2)
    [Match(old=1, new=1, length=3)]

Of seeds that cross, `chain` keeps the heaviest that stand in one order; the others have moved.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

PARAGRAPH = 20  # code points: a shorter one, as a heading, is no landmark by itself
Weigh = Callable[["Match"], int]


class Match(NamedTuple):
    """`old[old : old + length] == new[new : new + length]`, in words or in code points."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        return self.old + self.length

    @property
    def new_end(self) -> int:
        return self.new + self.length

    def shifted(self, old: int, new: int) -> "Match":
        return Match(self.old + old, self.new + new, self.length)

    def without_first(self, count: int) -> "Match":
        return Match(self.old + count, self.new + count, self.length - count)


def seeds(old: Sequence[int], new: Sequence[int], length: int) -> list[Match]:
    """Every row of `length` that is unique in both, grown as far as both agree; in old order."""
    found: list[Match] = []
    for at, there in _unique_in_both(old, new, length):
        if found and at - there == found[-1].old - found[-1].new and at < found[-1].old_end:
            continue
        found.append(_grown(old, new, Match(at, there, length)))
    return found


def chain(matches: Sequence[Match], weigh: Weigh) -> list[Match]:
    """The heaviest of these that stand in the same order in both, trimmed where they overlap."""
    kept: list[Match] = []
    for match in _heaviest(sorted(matches), weigh):
        over = max(kept[-1].old_end - match.old, kept[-1].new_end - match.new, 0) if kept else 0
        if over < match.length:
            kept.append(match.without_first(over))
    return kept


def shared_paragraphs(old: str, new: str) -> list[Match]:
    """Whole lines that both texts have, in one order, in code points.

    Those at both ends, and between them those that are unique in both, with their neighbours.
    """
    known: dict[str, int] = {}
    before, after = old.split("\n"), new.split("\n")
    old_lines = [known.setdefault(line, len(known)) for line in before]
    new_lines = [known.setdefault(line, len(known)) for line in after]
    old_at = [0, *accumulate(len(line) + 1 for line in before)]
    new_at = [0, *accumulate(len(line) + 1 for line in after)]
    head, tail = shared_ends(old_lines, new_lines)
    old_rest, new_rest = len(before) - tail, len(after) - tail
    inner = [
        match.shifted(head, head)
        for match in seeds(old_lines[head:old_rest], new_lines[head:new_rest], 1)
        if old_at[head + match.old_end] - old_at[head + match.old] > PARAGRAPH
    ]
    lines = chain(inner, lambda match: old_at[match.old_end] - old_at[match.old])
    found = []
    for line in [Match(0, 0, head), *lines, Match(old_rest, new_rest, tail)]:
        length = old_at[line.old_end] - old_at[line.old]
        if line.old_end == len(before) or line.new_end == len(after):
            length -= 1  # after the last line there is no line break
        found.append(Match(old_at[line.old], new_at[line.new], length))
    return [match for match in found if match.length > 0]


def shared_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How much is the same at the beginning, and of the rest at the end."""
    longest = min(len(old), len(new))
    head = 0
    while head < longest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < longest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _unique_in_both(old: Sequence[int], new: Sequence[int], length: int) -> list[tuple[int, int]]:
    """Where rows stand that are unique in either text, in the order of the old one."""
    if len(old) > len(new):  # rows of the shorter text are counted, the others looked up
        return sorted((at, there) for there, at in _unique_in_both(new, old, length))
    rows = list(_rows(old, length))
    counts = Counter(rows)
    unique = {row: at for at, row in enumerate(rows) if counts[row] == 1}
    hits = [(there, row) for there, row in enumerate(_rows(new, length)) if row in unique]
    counts = Counter(row for _, row in hits)
    return sorted((unique[row], there) for there, row in hits if counts[row] == 1)


def _rows(words: Sequence[int], length: int) -> Iterator[tuple[int, ...]]:
    return zip(*(words[at:] for at in range(length)), strict=False)


def _grown(old: Sequence[int], new: Sequence[int], seed: Match) -> Match:
    at, there, _ = seed
    while at and there and old[at - 1] == new[there - 1]:
        at, there = at - 1, there - 1
    end, there_end = seed.old_end, seed.new_end
    while end < len(old) and there_end < len(new) and old[end] == new[there_end]:
        end, there_end = end + 1, there_end + 1
    return Match(at, there, end - at)


def _heaviest(matches: Sequence[Match], weigh: Weigh) -> list[Match]:
    """The heaviest increasing row, by a tree of the best weights up to each place (Fenwick)."""
    starts = sorted({match.new for match in matches})
    best: list[tuple[int, int]] = [(0, -1)] * (len(starts) + 1)  # weight, and the match it ends in
    before = [-1] * len(matches)
    for number, match in enumerate(matches):
        place = bisect_left(starts, match.new)
        weight, before[number] = _best_up_to(best, place)
        _raise_from(best, place + 1, (weight + weigh(match), number))
    row, number = [], _best_up_to(best, len(starts))[1]
    while number >= 0:
        row.append(matches[number])
        number = before[number]
    return row[::-1]


def _best_up_to(best: list[tuple[int, int]], place: int) -> tuple[int, int]:
    found = (0, -1)
    while place:
        found = max(found, best[place])
        place &= place - 1
    return found


def _raise_from(best: list[tuple[int, int]], place: int, value: tuple[int, int]) -> None:
    while place < len(best):
        best[place] = max(best[place], value)
        place += place & -place
