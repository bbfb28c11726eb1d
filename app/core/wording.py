"""What has changed between two wordings, by words; in Chinese by characters.

    >>> [(piece.kind, piece.text) for piece in changes("a permit to work", "a permit to stay")]
    [('kept', 'a permit to '), ('gone', 'work'), ('new', 'stay')]

What is kept and gone makes the old wording, what is kept and new the new one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

from app.core.edges import SPACELESS

Kind = Literal["kept", "gone", "new"]
# Beyond this, what stands everywhere is no landmark: comparing a long text of few different words
# would take the square of its length.
LONGEST_EXACT = 1_500  # pieces
CONTEXT = 60  # characters of what is kept, before and after a change
_PIECES = re.compile(rf"[{SPACELESS}]|(?:(?![{SPACELESS}])\w)+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


def changes(old: str, new: str) -> list[Piece]:
    """Tell what is kept, gone and new, in order; neighbours of one kind are one piece."""
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    return [
        Piece(kind, "".join(text for _, text in run))
        for kind, run in groupby(_steps(before, after), key=lambda step: step[0])
    ]


def near(pieces: Sequence[Piece], context: int = CONTEXT) -> list[Piece]:
    """Leave of what is kept only so much as stands near a change, cut between words."""
    last = len(pieces) - 1
    return [
        Piece("kept", _cut(piece.text, context * (place > 0), context * (place < last)))
        if piece.kind == "kept" and last > 0
        else piece
        for place, piece in enumerate(pieces)
    ]


def _cut(text: str, head: int, tail: int) -> str:
    """The first and the last so many characters of a text, and a word more where it breaks one."""
    if len(text) <= head + tail + CONTEXT:
        return text
    words = _PIECES.findall(text)
    return "".join(_first(words, head)) + "…" + "".join(_first(words[::-1], tail)[::-1])


def _first(words: Sequence[str], length: int) -> list[str]:
    found: list[str] = []
    for word in words:
        if length <= 0:
            break
        found.append(word)
        length -= len(word)
    return found


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Kind, str]]:
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    is_long = max(map(len, middle)) > LONGEST_EXACT
    yield from (("kept", text) for text in before[:head])
    matcher = SequenceMatcher(None, *middle, autojunk=is_long)
    runs = [_Run(name == "equal", i, j, k, m) for name, i, j, k, m in matcher.get_opcodes()]
    for is_kept, i, j, k, m in _without_islands(runs, *middle):
        if is_kept:
            yield from (("kept", text) for text in middle[0][i:j])
        else:
            yield from (("gone", text) for text in middle[0][i:j])
            yield from (("new", text) for text in middle[1][k:m])
    yield from (("kept", text) for text in before[len(before) - tail :])


class _Run(NamedTuple):
    """Pieces old[i:j] and new[k:m], which are the same or one in place of the other."""

    is_kept: bool
    i: int
    j: int
    k: int
    m: int


def _without_islands(runs: Sequence[_Run], old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """Take what two changes have by chance between them for changed as well: white space, or less
    than either of them. A sentence that was written anew is then one change, not a dozen."""

    def size(run: _Run) -> int:
        return max(len("".join(old[run.i : run.j])), len("".join(new[run.k : run.m])))

    joined: list[_Run] = []
    for run in runs:
        if not run.is_kept and len(joined) > 1:
            before, island = joined[-2:]
            is_blank = not "".join(old[island.i : island.j]).strip()
            if is_blank or size(island) < min(size(before), size(run)):
                joined[-2:] = [_Run(False, before.i, run.j, before.k, run.m)]
                continue
        joined.append(run)
    return joined


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many pieces are the same from the beginning on."""
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length
