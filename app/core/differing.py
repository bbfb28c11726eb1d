"""What differs between two texts, block by block, and by words inside those that were edited.

Blocks are the same by their id, which outlives edits (`core.identities`).

    >>> from app.core.blocks import read_markdown
    >>> one = read_markdown("The first.\\n\\nThe second, of some length.").blocks
    >>> [change.kind for change in differences(one, one[1:])]
    ['gone', 'kept']
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, Protocol

from app.core.wording import Piece, changes

Kind = Literal["kept", "edited", "moved", "restyled", "new", "gone"]


class Compared(Protocol):
    """A block of either text, as far as is asked of it."""

    @property
    def ident(self) -> str: ...
    @property
    def number(self) -> int | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def html(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Change:
    """A block, or a run of blocks that were kept. `number` is the first's in the text that it
    stands in, `was` what it was before, `last` the last one's of a run of `count`. `restyled`
    has the same words, set otherwise."""

    kind: Kind
    ident: str
    block: str
    number: int | None
    was: int | None
    pieces: tuple[Piece, ...] = ()
    count: int = 1
    last: int | None = None


def differences(old: Sequence[Compared], new: Sequence[Compared]) -> list[Change]:
    """Tell in the order of the new text what became of each block; what is gone stands where it
    was."""
    found: list[Change] = []
    for is_kept, group in groupby(_changes(old, new), key=lambda change: change.kind == "kept"):
        run = list(group)
        found += [_gathered(run)] if is_kept else run
    return found


def count_changed(old: Mapping[str, str], new: Mapping[str, str]) -> int:
    """How many blocks were edited, moved, added or taken out: ids -> texts, in their order."""
    before = {ident: place for place, ident in enumerate(old)}
    in_order = _in_order([before.get(ident) for ident in new])
    changed = sum(
        old[ident] != text or place not in in_order
        for place, (ident, text) in enumerate(new.items())
        if ident in old
    )
    return changed + len(old.keys() ^ new.keys())


def _changes(old: Sequence[Compared], new: Sequence[Compared]) -> Iterator[Change]:
    before = {block.ident: place for place, block in enumerate(old)}
    staying = {block.ident for block in new}
    in_order = _in_order([before.get(block.ident) for block in new])
    at = 0
    for place, block in enumerate(new):
        source = before.get(block.ident)
        if source is not None and place in in_order:
            yield from _gone(old[at:source], staying)
            at = source + 1
        yield _change(old[source] if source is not None else None, block, place in in_order)
    yield from _gone(old[at:], staying)


def _gone(blocks: Sequence[Compared], staying: set[str]) -> Iterator[Change]:
    for block in blocks:
        if block.ident not in staying:
            pieces = (Piece("gone", block.text),)
            yield Change("gone", block.ident, block.kind, None, block.number, pieces)


def _change(was: Compared | None, block: Compared, is_in_order: bool) -> Change:
    kind: Kind
    pieces: tuple[Piece, ...]
    if was is None:
        kind, pieces = "new", (Piece("new", block.text),)
    elif was.text != block.text:
        kind, pieces = "edited", tuple(changes(was.text, block.text))
    else:
        kind, pieces = "kept", (Piece("kept", block.text),)
        if not is_in_order:
            kind = "moved"
        elif was.html != block.html:
            kind = "restyled"
    number = was.number if was else None
    return Change(kind, block.ident, block.kind, block.number, number, pieces)


def _gathered(run: Sequence[Change]) -> Change:
    numbers = [change.number for change in run if change.number is not None]
    first, last = (numbers[0], numbers[-1]) if numbers else (None, None)
    return Change("kept", run[0].ident, run[0].block, first, None, count=len(run), last=last)


def _in_order(places: Sequence[int | None]) -> set[int]:
    """Which of the new blocks still stand in the order of the old: the longest row of them. The
    others were carried elsewhere. (Patience: Aldous and Diaconis, 1999.)"""
    tails: list[int] = []
    ends: list[int] = []
    back: dict[int, int | None] = {}
    for at, place in enumerate(places):
        if place is None:
            continue
        pile = bisect_left(tails, place)
        tails[pile : pile + 1] = [place]
        ends[pile : pile + 1] = [at]
        back[at] = ends[pile - 1] if pile else None
    found: set[int] = set()
    here = ends[-1] if ends else None
    while here is not None:
        found.add(here)
        here = back[here]
    return found


def tally(changes: Sequence[Change]) -> dict[Kind, int]:
    """How many blocks of each kind, those that were kept left out."""
    return dict(Counter(change.kind for change in changes if change.kind != "kept"))
