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

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import Self

from app.core.edges import SPACELESS
from app.core.folding import fold
from app.core.likeness import common_rows
from app.core.runs import Run, polished
from app.core.seeding import Match, chain, seeds, shared_ends

TOKENS = re.compile(rf"[^\W{SPACELESS}]+|[{SPACELESS}]|\n|[^\S\n]+|[^\w\s]")
CELLS = 400_000_000  # of tables of words by words, for two texts: about a tenth of a second
GAP_CELLS = 60_000_000  # of one such table, which takes an eighth of that in bytes
PARAGRAPH = 20  # code points: a shorter one, as a heading, is no landmark by itself
MOVED = 16  # code points: less is no passage that was carried elsewhere
_ROWS = (12, 6, 3)  # lengths of seeds in tokens: words, and what is between them
_SIEVED = 6  # rows of so few tokens may agree by chance


@dataclass(frozen=True)
class Alignment:
    """The runs that two texts share, one to one, in the order of the old text."""

    old: str
    new: str
    runs: tuple[Run, ...]

    @classmethod
    def of(cls, old: str, new: str) -> Self:
        return cls(old, new, tuple(polished(old, new, _Aligner(old, new).runs())))

    def pieces(self, start: int, end: int) -> list[Run]:
        """What is left of a stretch of the old text: runs, cut to it."""
        found = []
        number = max(0, bisect_right(self._starts, start) - 1)
        while number < len(self.runs) and (run := self.runs[number]).old < end:
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
        return [run.old for run in self.runs]

    @cached_property
    def _straight(self) -> list[Run]:
        return [run for run in self.runs if not run.is_moved]


class _Words:
    """A text as numbers, the same for words that are alike, and where each begins."""

    def __init__(self, text: str, numbers: dict[str, int], lines: dict[tuple[int, ...], int]):
        tokens = TOKENS.findall(text)
        self.numbers = [numbers.setdefault(token, len(numbers)) for token in tokens]
        self.at = [0, *accumulate(map(len, tokens))]
        self._lines = lines

    def fold(self, like: Sequence[int]) -> None:
        self.numbers = [like[number] for number in self.numbers]

    def length(self, start: int, end: int) -> int:
        return self.at[end] - self.at[start]

    def paragraphs(self, newline: int) -> tuple[list[int], list[int]]:
        """Each line as a number, and the token that it starts with."""
        ends = [at + 1 for at, number in enumerate(self.numbers) if number == newline]
        starts = [0, *ends, len(self.numbers)]
        lines = [tuple(self.numbers[start:end]) for start, end in pairwise(starts)]
        return [self._lines.setdefault(line, len(self._lines)) for line in lines], starts


class _Aligner:
    def __init__(self, old: str, new: str) -> None:
        numbers: dict[str, int] = {"\n": 0}
        lines: dict[tuple[int, ...], int] = {}
        self.texts = old, new
        self.old, self.new = _Words(old, numbers, lines), _Words(new, numbers, lines)
        folded: dict[str, int] = {"\n": 0}
        like = [folded.setdefault(_folded(token), len(folded)) for token in numbers]
        self.old.fold(like)
        self.new.fold(like)
        self.cells = CELLS

    def runs(self) -> Iterator[Run]:
        straight = self._in_order(0, len(self.old.numbers), 0, len(self.new.numbers), _ROWS, True)
        moved = self._moved(straight)
        marked = [(match, False) for match in straight] + [(match, True) for match in moved]
        for match, is_moved in sorted(marked):
            yield from self._exact(match, is_moved)

    def _exact(self, match: Match, is_moved: bool) -> Iterator[Run]:
        """The runs of a match; words that differ in capitals only share the other letters."""
        old, new = self.texts
        at, there = self.old.at[match.old], self.new.at[match.new]
        length = self.old.at[match.old_end] - at
        if old[at : at + length] == new[there : there + length]:
            yield Run(at, there, length, is_moved)
            return
        for step in range(match.length):
            start, end = self.old.at[match.old + step : match.old + step + 2]
            there, there_end = self.new.at[match.new + step : match.new + step + 2]
            if old[start:end] == new[there:there_end]:
                yield Run(start, there, end - start, is_moved)
            elif end - start == there_end - there:
                for by in range(end - start):
                    if old[start + by] == new[there + by]:
                        yield Run(start + by, there + by, 1, is_moved)

    def _weigh(self, match: Match) -> int:
        return self.old.length(match.old, match.old_end)

    def _in_order(
        self, old: int, old_end: int, new: int, new_end: int, rows: Sequence[int], lines: bool
    ) -> list[Match]:
        before, after = self.old.numbers[old:old_end], self.new.numbers[new:new_end]
        head, tail = shared_ends(before, after)
        inner = (old + head, old_end - tail, new + head, new_end - tail)
        found = [Match(old, new, head), *self._between(*inner, rows, lines)]
        found.append(Match(old_end - tail, new_end - tail, tail))
        return [match for match in found if match.length]

    def _between(
        self, old: int, old_end: int, new: int, new_end: int, rows: Sequence[int], lines: bool
    ) -> list[Match]:
        if old == old_end or new == new_end:
            return []
        if lines:
            found, rest = self._whole_paragraphs(old, old_end, new, new_end), rows
        elif rows:
            rows_there = seeds(
                self.old.numbers[old:old_end], self.new.numbers[new:new_end], rows[0]
            )
            found, rest = [match.shifted(old, new) for match in rows_there], rows[1:]
        else:
            return self._common(old, old_end, new, new_end)
        matches: list[Match] = []
        outer = old, old_end, new, new_end
        for match in [*chain(found, self._weigh), Match(old_end, new_end, 0)]:
            matches += self._in_order(old, match.old, new, match.new, rest, False)
            if match.length:
                matches.append(match)
            old, new = match.old_end, match.new_end
        if lines or rows[0] > _SIEVED:
            return matches
        return self._sieved(matches, *outer)

    def _whole_paragraphs(self, old: int, old_end: int, new: int, new_end: int) -> list[Match]:
        before, old_starts = self.old.paragraphs(0)
        after, new_starts = self.new.paragraphs(0)
        matches = []
        for match in seeds(before, after, 1):
            start, end = max(old_starts[match.old], old), min(old_starts[match.old_end], old_end)
            there = new_starts[match.new] + start - old_starts[match.old]
            within = Match(start, there, end - start)
            if start < end and there >= new and within.new_end <= new_end:
                matches.append(within)
        return [match for match in matches if self._weigh(match) >= PARAGRAPH]

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

    def _moved(self, straight: Sequence[Match]) -> list[Match]:
        """What stands elsewhere: rows that are unique in what neither side has given away yet."""
        found: list[Match] = []
        for length in _ROWS:
            given = [*straight, *found]
            before, places = _left_over(self.old.numbers, [(m.old, m.old_end) for m in given], -2)
            after, there = _left_over(self.new.numbers, [(m.new, m.new_end) for m in given], -3)
            rows = seeds(before, after, length)
            matches = [Match(places[row.old], there[row.new], row.length) for row in rows]
            found += _disjoint(
                sorted(
                    (match for match in matches if self._weigh(match) >= MOVED),
                    key=self._weigh,
                    reverse=True,
                )
            )
        return found


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return " " if word.isspace() and word != "\n" else fold(word)


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
