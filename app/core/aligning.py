"""What two texts have in common, and where: one alignment serves every span of a reading.

Words are matched, not letters, and capitals and kinds of quotation mark aside. Paragraphs that
are unique in both texts come first, then rows of words that are, the longest first; between those
the longest common row of words. What is left over on both sides is looked at once more, out of
order: that has *moved*. No word is given away twice, so a passage that was deleted does not find
a twin that was there before.

    >>> alignment = Alignment.of("One. Two and three.", "Zero. One. Two or three.")
    >>> [alignment.new[run.new : run.new_end] for run in alignment.runs]
    ['One. Two ', ' three.']

Work is bounded for any two texts: rows are looked up, which takes the length of the texts, and
tables of words by words are only made while `CELLS` last.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Self

from app.core.likeness import common_rows
from app.core.runs import Run, exactly, polished
from app.core.seeding import Match, chain, seeds, shared_ends, shared_paragraphs
from app.core.words import Words, letters

CELLS = 400_000_000  # of tables of words by words, for two texts: about a tenth of a second
GAP_CELLS = 60_000_000  # of one such table, which takes an eighth of that in bytes
MOVED = 16  # letters' worth: less is no passage that was carried elsewhere
_OLD_WALL, _NEW_WALL = -2, -3  # between stretches of words; they are like nothing
_ROWS = (12, 6, 3)  # lengths of seeds in tokens: words, and what is between them
_SIEVED = 6  # rows of so few tokens may agree by chance


@dataclass(frozen=True)
class Alignment:
    """What two texts share, one to one, in the order of the old text.

    `alike` holds runs of the same words, of which capitals and quotation marks may differ.
    """

    old: str
    new: str
    alike: tuple[Run, ...]

    @classmethod
    def of(cls, old: str, new: str) -> Self:
        aligner = _Aligner(old, new)
        straight = aligner.straight()
        return cls(old, new, aligner.polished([*straight, *aligner.moved(straight)]))

    @classmethod
    def in_order(cls, old: str, new: str) -> Self:
        """Without what has moved: for short texts, of which one is somewhere in the other."""
        aligner = _Aligner(old, new)
        return cls(old, new, aligner.polished(aligner.straight()))

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Runs of the same letters: what a difference is drawn from."""
        return tuple(exact for run in self.alike for exact in exactly(self.old, self.new, run))

    def pieces(self, start: int, end: int) -> list[Run]:
        """What is left of a stretch of the old text: runs, cut to it."""
        found = []
        number = max(0, bisect_right(self._starts, start) - 1)
        while number < len(self.alike) and (run := self.alike[number]).old < end:
            number += 1
            first, last = max(start, run.old), min(end, run.old_end)
            if first < last:
                found.append(Run(first, run.new + first - run.old, last - first, run.is_moved))
        return found

    def expected(self, at: int) -> int:
        """Where something at a place of the old text would stand, by what stood before it."""
        straight = self._straight
        number = bisect_right(straight, at, key=lambda run: run.old) - 1
        if number < 0:
            return 0
        return straight[number].new + min(at - straight[number].old, straight[number].length)

    @cached_property
    def _starts(self) -> list[int]:
        return [run.old for run in self.alike]

    @cached_property
    def _straight(self) -> list[Run]:
        return [run for run in self.alike if not run.is_moved]


class _Aligner:
    def __init__(self, old: str, new: str) -> None:
        self.texts = old, new
        self.paragraphs = shared_paragraphs(old, new)
        gaps = list(_gaps(self.paragraphs, len(old), len(new)))
        known: dict[str, int] = {}
        self.old = Words(old, [(gap[0], gap[1]) for gap in gaps], known, _OLD_WALL)
        self.new = Words(new, [(gap[2], gap[3]) for gap in gaps], known, _NEW_WALL)
        self.cells = CELLS

    def straight(self) -> list[tuple[Match, bool]]:
        """What stands in the same order, between the paragraphs that both texts have."""
        found: list[Match] = []
        old_edges = [*self.old.edges, len(self.old.numbers)]
        new_edges = [*self.new.edges, len(self.new.numbers)]
        for (old, old_end), (new, new_end) in zip(
            pairwise(old_edges), pairwise(new_edges), strict=True
        ):
            found += self._in_order(old, old_end - 1, new, new_end - 1, _ROWS)
        return [(match, False) for match in found]

    def polished(self, matches: Sequence[tuple[Match, bool]]) -> tuple[Run, ...]:
        """Runs in code points, of matches and whether they have moved."""
        runs = [Run(match.old, match.new, match.length) for match in self.paragraphs]
        for match, is_moved in matches:
            runs += self._in_code_points(match, is_moved)
        return tuple(polished(*self.texts, sorted(runs, key=lambda run: run.old)))

    def _in_code_points(self, match: Match, is_moved: bool) -> Iterator[Run]:
        """Words that are as long: of those that are not, as ß and ss, there is no run."""
        at, there = self.old.at[match.old], self.new.at[match.new]
        length = self.old.length(match.old, match.old_end)
        if length == self.new.length(match.new, match.new_end):
            yield Run(at, there, length, is_moved)
            return
        for by in range(match.length):
            at, there = self.old.at[match.old + by], self.new.at[match.new + by]
            length = self.old.at[match.old + by + 1] - at
            if length == self.new.at[match.new + by + 1] - there:
                yield Run(at, there, length, is_moved)

    def _weigh(self, match: Match) -> int:
        return self.old.length(match.old, match.old_end)

    def _in_order(
        self, old: int, old_end: int, new: int, new_end: int, rows: Sequence[int]
    ) -> list[Match]:
        if old == old_end or new == new_end:
            return []
        before, after = self.old.numbers[old:old_end], self.new.numbers[new:new_end]
        head, tail = shared_ends(before, after)
        inner = (old + head, old_end - tail, new + head, new_end - tail)
        found = [Match(old, new, head), *self._between(*inner, rows)]
        found.append(Match(old_end - tail, new_end - tail, tail))
        return [match for match in found if match.length]

    def _between(
        self, old: int, old_end: int, new: int, new_end: int, rows: Sequence[int]
    ) -> list[Match]:
        if old == old_end or new == new_end:
            return []
        if not rows:
            return self._common(old, old_end, new, new_end)
        found = seeds(self.old.numbers[old:old_end], self.new.numbers[new:new_end], rows[0])
        chained = chain([match.shifted(old, new) for match in found], self._weigh)
        matches: list[Match] = []
        at, there = old, new
        for match in [*chained, Match(old_end, new_end, 0)]:
            matches += self._in_order(at, match.old, there, match.new, rows[1:])
            if match.length:
                matches.append(match)
            at, there = match.old_end, match.new_end
        return matches if rows[0] > _SIEVED else self._sieved(matches, old, old_end, new, new_end)

    def _common(self, old: int, old_end: int, new: int, new_end: int) -> list[Match]:
        """The longest common row of words, without words that agree by chance."""
        cells = (old_end - old) * (new_end - new)
        if cells > min(GAP_CELLS, self.cells):
            return []
        self.cells -= cells
        rows = common_rows(self.old.numbers[old:old_end], self.new.numbers[new:new_end])
        matches = [Match(*row).shifted(old, new) for row in rows]
        return self._sieved(matches, old, old_end, new, new_end)

    def _sieved(
        self, matches: list[Match], old: int, old_end: int, new: int, new_end: int
    ) -> list[Match]:
        """Drop what agrees between two changes that are both longer than it."""
        kept: list[Match] = []
        for number, match in enumerate(matches):
            before = kept[-1] if kept else Match(old, new, 0)
            after = matches[number + 1] if number + 1 < len(matches) else Match(old_end, new_end, 0)
            if self._weigh(match) > min(self._change(before, match), self._change(match, after)):
                kept.append(match)
        return kept

    def _change(self, before: Match, after: Match) -> int:
        return max(
            self.old.length(before.old_end, after.old), self.new.length(before.new_end, after.new)
        )

    def moved(self, straight: Sequence[tuple[Match, bool]]) -> list[tuple[Match, bool]]:
        """What stands elsewhere: rows that are unique in what neither side has given away yet."""
        found: list[Match] = []
        for length in _ROWS:
            given = [*(match for match, _ in straight), *found]
            before, places = _left_over(self.old.numbers, [(m.old, m.old_end) for m in given], -4)
            after, there = _left_over(self.new.numbers, [(m.new, m.new_end) for m in given], -5)
            rows = seeds(before, after, length)
            matches = [Match(places[row.old], there[row.new], row.length) for row in rows]
            heavy = [match for match in matches if self._says(match) >= MOVED]
            found += _disjoint(sorted(heavy, key=self._weigh, reverse=True))
        return [(match, True) for match in found]

    def _says(self, match: Match) -> int:
        return letters(self.texts[0][self.old.at[match.old] : self.old.at[match.old_end]])


def _gaps(
    paragraphs: Sequence[Match], old_end: int, new_end: int
) -> Iterator[tuple[int, int, int, int]]:
    """What is between paragraphs that both texts have: old start, end, new start, end."""
    old = new = 0
    for match in [*paragraphs, Match(old_end, new_end, 0)]:
        if match.old > old or match.new > new:
            yield old, match.old, new, match.new
        old, new = match.old_end, match.new_end


def _disjoint(matches: Iterable[Match]) -> list[Match]:
    """The first of those that share words."""
    old: set[int] = set()
    new: set[int] = set()
    kept = []
    for match in matches:
        mine, theirs = range(match.old, match.old_end), range(match.new, match.new_end)
        if old.isdisjoint(mine) and new.isdisjoint(theirs):
            old.update(mine)
            new.update(theirs)
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
