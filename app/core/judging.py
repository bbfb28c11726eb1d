"""Whether enough is left of a passage to say where it stands.

Four things speak for a place: how much of the passage was kept, how alike passage and place are,
how alike the passage is to the best stretch of its own length there, and how much of what stood
around it stands around its place. Their weights and the score that suffices were found on real
edit histories (docs/decisions/0009-anchors.md). Where five eighths of a passage need no edit at
all it is sure without more. Whatever the score, so much must agree as three words have, the passage
and what is beside it together: a single word that is found again proves nothing.
"""

from dataclasses import dataclass
from functools import cached_property

from app.core.aligning import Alignment
from app.core.likeness import best_likeness, common, likeness, unedited
from app.core.outcomes import Kind, Outcome
from app.core.runs import Run
from app.core.words import bare, content, letters

SURE = 0.595  # of the score
UNEDITED = 0.635  # of the passage: so much without an edit is sure
DOUBTFUL = 0.3  # of the score; below it the passage is lost
EVIDENCE = 16  # letters that must agree, the passage and what is beside it: three words
BESIDE = 40  # code points on either side
AROUND = 500  # code points on either side
_KEPT, _ALIKE, _BEST, _BESIDE, _AROUND = 0.3, 0.25, 0.2, 0.12, 0.08  # what each part weighs
_MOVED = 0.1  # that an edited passage must have more where it stands elsewhere


@dataclass(frozen=True)
class Survival:
    """What is left of `old[start:end]`: runs cut to it, and the place that they make."""

    alignment: Alignment
    start: int
    end: int
    row: tuple[Run, ...]
    place: tuple[int, int] | None

    @cached_property
    def passage(self) -> str:
        return self.alignment.old[self.start : self.end]

    @property
    def is_moved(self) -> bool:
        return max(self.row, key=lambda run: run.length).is_moved

    @cached_property
    def kept(self) -> int:
        """How much of its words is left, in letters."""
        return sum(letters(self.alignment.new[run.new : run.new_end]) for run in self.row)

    def around(self, reach: int) -> tuple[int, int]:
        """How many code points of so many on either side still stand there, and of how many."""
        old, (first, last) = self.alignment.old, self.place or (0, 0)
        low, high = max(0, self.start - reach), min(len(old), self.end + reach)
        before = self.alignment.pieces(low, self.start)
        after = self.alignment.pieces(self.end, high)
        left = sum(run.length for run in before if 0 <= first - run.new_end <= 2 * reach)
        right = sum(run.length for run in after if 0 <= run.new - last <= 2 * reach)
        return left + right, high - low - (self.end - self.start)


def judge(survival: Survival) -> Outcome:
    """Say what became of a passage."""
    if survival.place is None:
        return Outcome("lost", None, None, 0.0, _why_lost(survival))
    first, last = survival.place
    beside, given = survival.around(BESIDE)
    said, kept = letters(survival.passage), survival.kept
    is_whole = survival.alignment.new[first:last] == survival.passage
    score = 1.0 if is_whole else _score(survival, kept / max(1, said), _share(beside, given))
    has_evidence = kept + beside >= min(said + given, EVIDENCE)
    has_evidence = has_evidence and (is_whole or kept > 0)  # signs alone are none
    kind = _kind(survival, score, has_evidence, is_whole)
    if kind == "lost":
        return Outcome("lost", None, None, score, _why_lost(survival))
    why = _said(survival, is_whole) if has_evidence else "too little is left around so few words"
    return Outcome(kind, first, last, score, why)


def _kind(survival: Survival, score: float, has_evidence: bool, is_whole: bool) -> Kind:
    if is_whole and has_evidence:
        return "moved" if survival.is_moved else "same"
    if score < DOUBTFUL:
        return "lost"
    first, last = survival.place or (0, 0)
    place, vicinity = bare(survival.alignment.new[first:last]), _vicinity(survival)
    is_enough = score >= SURE or unedited(bare(survival.passage), place, vicinity) >= UNEDITED
    return "edited" if has_evidence and is_enough else "doubtful"


def _score(survival: Survival, kept: float, beside: float) -> float:
    first, last = survival.place or (0, 0)
    passage = bare(survival.passage)
    score = (
        _KEPT * kept
        + _ALIKE * likeness(passage, bare(survival.alignment.new[first:last]))
        + _BEST * best_likeness(passage, _vicinity(survival))
        + _BESIDE * beside
        + _AROUND * _share(*survival.around(AROUND))
        - _MOVED * survival.is_moved
    )
    return round(max(score, 0.0), 3)


def _vicinity(survival: Survival) -> str:
    first, last = survival.place or (0, 0)
    margin = (survival.end - survival.start) // 2
    return bare(survival.alignment.new[max(0, first - margin) : last + margin])


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.5


# What is said


def _said(survival: Survival, is_whole: bool) -> str:
    if is_whole and not survival.is_moved:
        return "the same words in the same place"
    if is_whole:
        return f"the same words, {_distance(survival)}"
    first, last = survival.place or (0, 0)
    before = content(survival.passage)
    changed = len(before) - common(before, content(survival.alignment.new[first:last]))
    said = f"{changed} of {_count(len(before), 'word')} changed"
    if not changed:
        said = "the same words, other words or signs between them"
    return f"{said}, {_distance(survival)}" if survival.is_moved else said


def _distance(survival: Survival) -> str:
    """How far from where it would stand by what stood before it."""
    first, _ = survival.place or (0, 0)
    new, expected = survival.alignment.new, survival.alignment.expected(survival.start)
    while expected and new[expected - 1].isspace():
        expected -= 1
    low, high = sorted((expected, first))
    paragraphs = new.count("\n", low, high)
    where = "further down" if first > expected else "further up"
    return f"{_count(paragraphs, 'paragraph')} {where}" if paragraphs else "within its paragraph"


def _why_lost(survival: Survival) -> str:
    if not survival.passage.strip():
        return "it had no words"
    old = survival.alignment.old
    low = old.rfind("\n", 0, survival.start) + 1
    high = old.find("\n", survival.end)
    high = high if high >= 0 else len(old)
    left = sum(run.length for run in survival.alignment.pieces(low, high) if not run.is_moved)
    what = "its words were" if 5 * left > high - low else "its paragraph was"
    elsewhere = "; the same words stand elsewhere" * (survival.passage in survival.alignment.new)
    return f"{what} deleted or rewritten{elsewhere}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
