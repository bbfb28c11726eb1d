"""Where a passage stands after an edit, when both texts are known.

    >>> [outcome] = follow("A long permit to stay.", "In 1958 a long permit to stay.", [(7, 13)])
    >>> outcome.kind, outcome.start, outcome.end
    ('same', 15, 21)

One alignment of the two texts serves all passages. What is left of a passage is gathered where
most of it stands together; `judging` says whether that is enough.
"""

from collections.abc import Sequence
from itertools import pairwise

from app.core.aligning import Alignment
from app.core.judging import Survival, judge
from app.core.likeness import common_rows
from app.core.outcomes import Kind, Outcome
from app.core.runs import Run
from app.core.words import is_within_word

__all__ = ["Kind", "Outcome", "follow", "follow_one"]

FAR = 400  # code points: parts that stand farther apart are not one passage any more
INSERTED = 8  # code points that may be put in before a part, for each that it has
LITTLE = 16  # code points that may be put in before any part
LONG = 1.4  # times the passage: a place as long is looked at for a shorter one
MOST = 0.9  # of what is left, that a shorter place must have


def follow(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Outcome]:
    """Follow spans of the old text, (start, end) in code points, into the new one.

    A span that is empty or outside the text is lost.
    """
    alignment = Alignment.of(old, new)
    return [follow_one(alignment, start, end) for start, end in spans]


def follow_one(alignment: Alignment, start: int, end: int) -> Outcome:
    """Follow one span through an alignment that is there."""
    pieces = alignment.pieces(start, end) if 0 <= start < end <= len(alignment.old) else []
    row = _together(pieces) if pieces else []
    first, last = _place(alignment, start, end, row) if row else (0, 0)
    place = (first, last) if first < last else None  # of white space alone there is no place
    return judge(Survival(alignment, start, end, tuple(row), place))


def _together(pieces: Sequence[Run]) -> list[Run]:
    """Of the parts, those that stand together and have the most of it."""
    return max(map(_narrowed, _rows(pieces)), key=_kept)


def _rows(pieces: Sequence[Run]) -> list[list[Run]]:
    """Parts that follow each other in both texts, near enough."""
    rows: list[list[Run]] = []
    for piece in pieces:
        fitting = [row for row in rows if 0 <= piece.new - row[-1].new_end <= FAR]
        if fitting:
            max(fitting, key=_kept).append(piece)
        else:
            rows.append([piece])
    return rows


def _narrowed(row: list[Run]) -> list[Run]:
    """Without little parts at either end that stand too far from the rest."""
    while len(row) > 1:
        total, left = _kept(row), 0
        cuts: list[tuple[int, int]] = []
        for at, (before, after) in enumerate(pairwise(row), 1):
            left += before.length
            lesser = min(left, total - left)
            put_in = after.new - before.new_end - (after.old - before.old_end)
            if put_in > INSERTED * lesser + LITTLE:
                cuts.append((lesser, at))
        if not cuts:
            break
        at = min(cuts)[1]
        row = max(row[:at], row[at:], key=_kept)
    return row


def _kept(row: Sequence[Run]) -> int:
    return sum(run.length for run in row)


def _place(alignment: Alignment, start: int, end: int, row: Sequence[Run]) -> tuple[int, int]:
    first, last = row[0].new, row[-1].new_end
    if len(row) > 1 and last - first > LONG * (end - start):
        first, last = _tightened(alignment, start, end, first, last)
    if len(row) == 1 and row[0].length == end - start:
        return first, last
    return _whole_words(alignment.new, first, last)


def _tightened(
    alignment: Alignment, start: int, end: int, first: int, last: int
) -> tuple[int, int]:
    """A place without what was put in at one end, where most of the passage stands without it.

    The longest common row may take the last word of a passage from far behind the rest.
    """
    length = end - start + LITTLE
    passage, place = alignment.old[start:end], alignment.new[first:last]
    whole = sum(size for _, _, size in common_rows(passage, place))
    for offset, part in ((0, place[:length]), (max(0, len(place) - length), place[-length:])):
        rows = common_rows(passage, part)
        if sum(size for _, _, size in rows) >= MOST * whole:
            return first + offset + rows[0][1], first + offset + rows[-1][1] + rows[-1][2]
    return first, last


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A place that begins and ends where words do, without white space at its ends."""
    while start > 0 and is_within_word(text, start):
        start -= 1
    while end < len(text) and is_within_word(text, end):
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
