"""Runs that two texts share, and where they begin when they could begin in several places.

Of “a a” become “a a a” any “a” may be the new one. What was only put in, or only taken out, is
slid to where a reader would say that it begins: at a paragraph, else a sentence, else a word.

    >>> old, new = "One. Three.", "One. Two. Three."
    >>> list(polished(old, new, [Run(0, 0, 3), Run(3, 8, 8)]))
    [Run(old=0, new=0, length=5, is_moved=False), Run(old=5, new=10, length=6, is_moved=False)]
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.core.seeding import shared_ends

_FARTHEST = 400  # code points that a change is slid at most
_SENTENCE_ENDS = frozenset('.!?:;。！？：；”"')
_FORM = 3  # letters at either end of two words that make them forms of one: “permit”, “permits”
_SHORT = 60  # code points of a change within which forms of a word are looked for


@dataclass(frozen=True, slots=True)
class Run:
    """`old[old : old_end]` is `new[new : new_end]`, in code points."""

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


def polished(old: str, new: str, runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours joined, changes slid to where something begins, forms of a word matched."""
    return _with_forms(old, new, _slid(old, new, _joined(runs)))


def exactly(old: str, new: str, run: Run) -> Iterator[Run]:
    """Of a run whose capitals or quotation marks differ, the parts that do not."""
    if old[run.old : run.old_end] == new[run.new : run.new_end]:
        yield run
        return
    since = 0
    for by in range(run.length + 1):
        if by == run.length or old[run.old + by] != new[run.new + by]:
            if by > since:
                yield Run(run.old + since, run.new + since, by - since, run.is_moved)
            since = by + 1


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    last = Run(0, 0, 0)
    for run in runs:
        if (last.old_end, last.new_end) == (run.old, run.new) and last.length:
            last = Run(last.old, last.new, last.length + run.length, last.is_moved)
        else:
            if last.length:
                yield last
            last = run
    if last.length:
        yield last


def _slid(old: str, new: str, runs: Iterable[Run]) -> Iterator[Run]:
    last = Run(0, 0, 0)
    for run in runs:
        by = 0
        if last.is_moved == run.is_moved:
            if last.old_end == run.old and last.new_end < run.new:
                by = _slide(new, last.new_end, run.new, last.length, run.length)
            elif last.new_end == run.new and last.old_end < run.old:
                by = _slide(old, last.old_end, run.old, last.length, run.length)
        last = Run(last.old, last.new, last.length + by, last.is_moved)
        if last.length:
            yield last
        last = Run(run.old + by, run.new + by, run.length - by, run.is_moved)
    if last.length:
        yield last


def _slide(text: str, start: int, end: int, before: int, after: int) -> int:
    """By how much the change `text[start:end]` is to slide; it has so much room on either side."""
    back = 0
    while back < min(before, _FARTHEST) and text[start - back - 1] == text[end - back - 1]:
        back += 1
    on = 0
    while on < min(after, _FARTHEST) and text[start + on] == text[end + on]:
        on += 1
    if not (back or on):
        return 0
    return max(
        range(-back, on + 1),
        key=lambda by: (_edge(text, start + by) + _edge(text, end + by), -abs(by)),
    )


def _edge(text: str, at: int) -> int:
    """How good a place is to cut a text at: 5 between paragraphs, 0 within a word."""
    before, after = text[at - 1 : at], text[at : at + 1]
    if not (before and after) or (before == "\n" and after != "\n"):
        return 5
    if before == "\n":
        return 4
    if after == "\n" or (before.isspace() and text[at - 2 : at - 1] in _SENTENCE_ENDS):
        return 3
    if before.isspace() or after.isspace() or before in "。！？；":
        return 2
    return 0 if before.isalnum() and after.isalnum() else 1


def _with_forms(old: str, new: str, runs: Iterable[Run]) -> Iterator[Run]:
    last = Run(0, 0, 0)
    for run in runs:
        yield from _forms(old, new, last, run)
        yield run
        last = run


def _forms(old: str, new: str, before: Run, after: Run) -> Iterator[Run]:
    """The letters that two forms of a word share, in a short change between two runs."""
    gone, come = old[before.old_end : after.old], new[before.new_end : after.new]
    if not gone or not come or max(len(gone), len(come)) > _SHORT:
        return
    if before.is_moved != after.is_moved:
        return
    head, tail = shared_ends(gone, come)
    if head >= _FORM:
        yield Run(before.old_end, before.new_end, head, after.is_moved)
    if tail >= _FORM:
        yield Run(after.old - tail, after.new - tail, tail, after.is_moved)
