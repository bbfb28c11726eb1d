"""What two texts have in common, and where: one alignment serves every span of a reading.

Words are matched, not letters. Rows of words that are unique in both texts come first, the
longest first; between them, shorter rows; between those, the longest common row of words. What
is left over on both sides is looked at once more, out of order: that has *moved*. No word is
given away twice, so a passage that was deleted does not find a twin that was there before.

    >>> alignment = Alignment.of("One. Two and three.", "Zero. One. Two or three.")
    >>> [alignment.new[run.new : run.new_end] for run in alignment.runs]
    ['One. Two ', ' three.']

Work is bounded for any two texts: see `_CELLS`.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Self

from rapidfuzz.distance import LCSseq

from app.core.edges import SPACELESS
from app.core.seeding import Match, chain, seeds, shared_ends

TOKENS = re.compile(rf"[^\W{SPACELESS}]+|[{SPACELESS}]|\n|[^\S\n]+|[^\w\s]")
_ROWS = (12, 6, 3)  # words and what is between them: lengths of seeds, one after the other
_CELLS = 60_000_000  # of a table of words by words: a gap beyond it is only searched for seeds
_MOVED = 16  # code points: less is no passage that was carried elsewhere


@dataclass(frozen=True, slots=True)
class Run:
    """`old[old : old_end] == new[new : new_end]`, in code points."""

    old: int
    new: int
    length: int
    is_moved: bool = False

    @property
    def old_end(self) -> int:
        return self.old + self.length

    @property
    def new_end(self) -> int:
        return self.new + self.length


@dataclass(frozen=True)
class Alignment:
    """The runs that two texts share, one to one, in the order of the old text."""

    old: str
    new: str
    runs: tuple[Run, ...]

    @classmethod
    def of(cls, old: str, new: str) -> Self:
        return cls(old, new, tuple(_Aligner(old, new).runs()))

    @cached_property
    def starts(self) -> list[int]:
        """Where each run starts in the old text, to search by bisection."""
        return [run.old for run in self.runs]


class _Aligner:
    def __init__(self, old: str, new: str) -> None:
        numbers: dict[str, int] = {}
        before, after = TOKENS.findall(old), TOKENS.findall(new)
        self.old = [numbers.setdefault(token, len(numbers)) for token in before]
        self.new = [numbers.setdefault(token, len(numbers)) for token in after]
        self.old_at = [0, *accumulate(map(len, before))]
        self.new_at = [0, *accumulate(map(len, after))]
        self.cells = _CELLS

    def runs(self) -> Iterable[Run]:
        straight = self._in_order(0, len(self.old), 0, len(self.new), _ROWS)
        moved = self._moved(straight)
        marked = [(match, False) for match in straight] + [(match, True) for match in moved]
        runs: list[Run] = []
        for match, is_moved in sorted(marked):
            runs.append(self._in_code_points(match, is_moved))
        return _joined(runs)

    def _in_code_points(self, match: Match, is_moved: bool) -> Run:
        start = self.old_at[match.old]
        return Run(start, self.new_at[match.new], self.old_at[match.old_end] - start, is_moved)

    def _weigh(self, match: Match) -> int:
        return self.old_at[match.old_end] - self.old_at[match.old]

    def _in_order(
        self, old: int, old_end: int, new: int, new_end: int, rows: Sequence[int]
    ) -> list[Match]:
        before, after = self.old[old:old_end], self.new[new:new_end]
        head, tail = shared_ends(before, after)
        found: list[Match] = []
        if head:
            found.append(Match(old, new, head))
        inner = self._between(old + head, old_end - tail, new + head, new_end - tail, rows)
        found += inner
        if tail:
            found.append(Match(old_end - tail, new_end - tail, tail))
        return found

    def _between(
        self, old: int, old_end: int, new: int, new_end: int, rows: Sequence[int]
    ) -> list[Match]:
        if old == old_end or new == new_end:
            return []
        if not rows:
            return self._common(old, old_end, new, new_end)
        found = seeds(self.old[old:old_end], self.new[new:new_end], rows[0])
        chained = chain([match.shifted(old, new) for match in found], self._weigh)
        matches: list[Match] = []
        for match in [*chained, Match(old_end, new_end, 0)]:
            matches += self._in_order(old, match.old, new, match.new, rows[1:])
            if match.length:
                matches.append(match)
            old, new = match.old_end, match.new_end
        return matches

    def _common(self, old: int, old_end: int, new: int, new_end: int) -> list[Match]:
        """The longest common row of words, without words that agree by chance."""
        cells = (old_end - old) * (new_end - new)
        if cells > self.cells:
            return []
        blocks = LCSseq.opcodes(self.old[old:old_end], self.new[new:new_end])
        matches = [
            Match(old + block.a, new + block.b, block.size)
            for block in blocks.as_matching_blocks()
            if block.size
        ]
        return self._sieved(matches, old, old_end, new, new_end)

    def _sieved(
        self, matches: list[Match], old: int, old_end: int, new: int, new_end: int
    ) -> list[Match]:
        """Drop what agrees between two changes that are both longer than it."""
        kept: list[Match] = []
        for number, match in enumerate(matches):
            before = kept[-1] if kept else Match(old, new, 0)
            after = matches[number + 1] if number + 1 < len(matches) else Match(old_end, new_end, 0)
            left = self._change(before, match)
            right = self._change(match, after)
            if self._weigh(match) > min(left, right):
                kept.append(match)
        return kept

    def _change(self, before: Match, after: Match) -> int:
        return max(
            self.old_at[after.old] - self.old_at[before.old_end],
            self.new_at[after.new] - self.new_at[before.new_end],
        )

    def _moved(self, straight: Sequence[Match]) -> list[Match]:
        """What stands elsewhere: rows that are unique in what neither side has given away yet."""
        found: list[Match] = []
        for length in (12, 6, 3):
            given = [*straight, *found]
            before, old_places = _left_over(self.old, [(m.old, m.old_end) for m in given], -2)
            after, new_places = _left_over(self.new, [(m.new, m.new_end) for m in given], -3)
            matches = [
                Match(old_places[m.old], new_places[m.new], m.length)
                for m in seeds(before, after, length)
            ]
            found += self._disjoint([m for m in matches if self._weigh(m) >= _MOVED])
        return found

    def _disjoint(self, matches: list[Match]) -> list[Match]:
        old_taken, new_taken = bytearray(len(self.old)), bytearray(len(self.new))
        kept = []
        for match in sorted(matches, key=self._weigh, reverse=True):
            if any(old_taken[match.old : match.old_end]) or any(
                new_taken[match.new : match.new_end]
            ):
                continue
            old_taken[match.old : match.old_end] = b"\1" * match.length
            new_taken[match.new : match.new_end] = b"\1" * match.length
            kept.append(match)
        return kept


def _left_over(
    words: Sequence[int], given: Iterable[tuple[int, int]], wall: int
) -> tuple[list[int], list[int]]:
    """What is not given away, with a wall at every cut, and where each word of it stands."""
    left: list[int] = []
    places: list[int] = []
    reached = 0
    for start, end in [*sorted(given), (len(words), len(words))]:
        if start > reached:
            left += words[reached:start]
            left.append(wall)
            places += range(reached, start + 1)
            wall -= 2  # so that no wall is a word, or like another
        reached = max(reached, end)
    return left, places


def _joined(runs: Iterable[Run]) -> Iterable[Run]:
    last: Run | None = None
    for run in runs:
        if last and (last.old_end, last.new_end) == (run.old, run.new):
            last = Run(last.old, last.new, last.length + run.length, last.is_moved)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def same_paragraphs(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each new paragraph the old one that it is: unchanged, edited or moved, one to one.

    >>> same_paragraphs(["One fine day.", "It rained."], ["A new one.", "One fine, dry day."])
    [None, 0]
    """
    alignment = Alignment.of("\n".join(old), "\n".join(new))
    shared = _shared_by_paragraph(alignment, _edges(old), _edges(new))
    found: list[int | None] = [None] * len(new)
    taken: set[int] = set()
    for (before, after), common in sorted(shared.items(), key=lambda each: (-each[1], each[0])):
        is_same = 2 * common >= min(len(old[before]), len(new[after])) and common > 0
        if is_same and found[after] is None and before not in taken:
            found[after] = before
            taken.add(before)
    return found


def _edges(paragraphs: Sequence[str]) -> list[int]:
    return [0, *accumulate(len(paragraph) + 1 for paragraph in paragraphs)]


def _shared_by_paragraph(
    alignment: Alignment, old_edges: Sequence[int], new_edges: Sequence[int]
) -> Counter[tuple[int, int]]:
    """How many code points each old paragraph shares with each new one."""
    shared: Counter[tuple[int, int]] = Counter()
    for run in alignment.runs:
        at = 0
        while at < run.length:
            before = bisect_right(old_edges, run.old + at) - 1
            after = bisect_right(new_edges, run.new + at) - 1
            step = min(
                run.length - at,
                old_edges[before + 1] - run.old - at,
                new_edges[after + 1] - run.new - at,
            )
            shared[before, after] += step
            at += step
    return shared
