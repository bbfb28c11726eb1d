"""Where a passage stands after an edit, when both texts are known.

>>> [outcome] = follow("A permit to stay.", "In 1958: a permit to stay on.", [(2, 16)])
>>> outcome.kind, outcome.start, outcome.end
('same', 11, 25)
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from app.core.aligning import Alignment, Run

Kind = Literal["same", "moved", "edited", "doubtful", "lost"]
SURE = 0.5  # of the passage's characters that must be left of it
DOUBTFUL = 0.3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a passage.

    `start` and `end` are code points of the new text, of the proposed place where it is
    doubtful, None where it is lost; `score` is 0 to 1, `evidence` a sentence.
    """

    kind: Kind
    start: int | None
    end: int | None
    score: float
    evidence: str

    @property
    def is_sure(self) -> bool:
        return self.kind in ("same", "moved", "edited")


def follow(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Outcome]:
    """Follow spans of the old text (start, end) into the new one, all through one alignment."""
    alignment = Alignment.of(old, new)
    return [follow_one(alignment, start, end) for start, end in spans]


def follow_one(alignment: Alignment, start: int, end: int) -> Outcome:
    pieces = _pieces(alignment, start, end)
    if not pieces:
        return Outcome("lost", None, None, 0.0, "its words were deleted")
    if pieces[0].length == end - start:
        [piece] = pieces
        kind: Kind = "moved" if piece.is_moved else "same"
        where = "the same words elsewhere" if piece.is_moved else "the same words"
        return Outcome(kind, piece.new, piece.new_end, 1.0, where)
    return _judged(alignment, start, end, _heaviest(pieces, end - start))


def _pieces(alignment: Alignment, start: int, end: int) -> list[Run]:
    """The parts of a span that are left, cut to it."""
    found = []
    at = max(0, bisect_right(alignment.starts, start) - 1)
    while at < len(alignment.runs) and alignment.runs[at].old < end:
        run = alignment.runs[at]
        first, last = max(start, run.old), min(end, run.old_end)
        if first < last:
            found.append(Run(first, run.new + first - run.old, last - first, run.is_moved))
        at += 1
    return found


def _heaviest(pieces: Sequence[Run], length: int) -> list[Run]:
    """Of the parts, those that stand together and have the most of it."""
    groups: list[list[Run]] = []
    for piece in sorted(pieces, key=lambda run: run.new):
        if groups and piece.new - groups[-1][-1].new_end <= max(length, 40):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return max(groups, key=lambda group: sum(run.length for run in group))


def _judged(alignment: Alignment, start: int, end: int, pieces: Sequence[Run]) -> Outcome:
    first, last = pieces[0].new, pieces[-1].new_end
    kept = sum(run.length for run in pieces) / (end - start)
    likeness = Indel.normalized_similarity(alignment.old[start:end], alignment.new[first:last])
    score = round(max(kept, likeness), 3)
    evidence = f"{round(100 * kept)} % of its characters are left"
    if score >= SURE:
        return Outcome("edited", first, last, score, evidence)
    if score >= DOUBTFUL:
        return Outcome("doubtful", first, last, score, evidence)
    return Outcome("lost", None, None, score, evidence)
