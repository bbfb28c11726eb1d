"""Places in several revisions of a reading as they are shown: the block, and the words around."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.core.surroundings import Surroundings, around, before_word
from app.models import Block, Revision


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in one revision: its block, and the words around it."""

    revision: int
    ident: str
    name: str  # “¶ 12”; of a block without a number “the heading”
    words: Surroundings


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a block begins, and what it is called: all that is asked of an earlier text's."""

    start: int
    ident: str
    number: int | None
    kind: str

    @property
    def name(self) -> str:
        return f"¶ {self.number}" if self.number else f"the {self.kind}"


class Spots:
    """Of the newest revision and the earlier ones with these ids. Asks once, whatever it is then
    asked for; the newest is loaded with its blocks."""

    def __init__(self, session: Session, earlier: Collection[int], newest: Revision) -> None:
        self._newest = newest
        self._now = [_Mark(b.start, b.ident, b.number, b.kind) for b in newest.blocks]
        self._marks: dict[int, list[_Mark]] = defaultdict(list)
        self._numbers: dict[int, int] = {}
        texts: dict[int, list[str]] = defaultdict(list)
        for row in session.execute(_blocks_of(earlier)):
            mark = _Mark(row.start, row.ident, row.number, row.kind)
            self._marks[row.revision_id].append(mark)
            self._numbers[row.revision_id] = row.of_revision
            texts[row.revision_id].append(row.text)
        self._texts = {revision: "\n".join(of_blocks) for revision, of_blocks in texts.items()}

    def in_newest(self, start: int, end: int) -> Spot:
        return _spot(self._newest.number, self._newest.text, self._now, start, end)

    def in_earlier(self, revision: int, start: int, end: int) -> Spot:
        number, text = self._numbers[revision], self._texts[revision]
        return _spot(number, text, self._marks[revision], start, end)

    def near(self, revision: int, start: int) -> Spot:
        """About where a place of an earlier revision would be in the newest: as far within its
        block, or after the nearest before it that is still there."""
        there = {block.ident: block for block in self._newest.blocks}
        at = _place(self._marks[revision], start)
        for mark in reversed(self._marks[revision][: at + 1]):
            if block := there.get(mark.ident):
                is_there = mark is self._marks[revision][at]
                place = min(block.start + start - mark.start, block.end) if is_there else block.end
                place = before_word(self._newest.text, place)
                spot = self.in_newest(place, place)
                return spot if is_there else replace(spot, name=f"after {spot.name}")
        return self.in_newest(0, 0)


def _blocks_of(revisions: Collection[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Block.revision_id,
            Revision.number.label("of_revision"),
            Block.start,
            Block.ident,
            Block.number,
            Block.kind,
            Block.text,
        )
        .join(Block.revision)
        .where(Block.revision_id.in_(revisions))
        .order_by(Block.revision_id, Block.position)
    )


def _spot(number: int, text: str, marks: Sequence[_Mark], start: int, end: int) -> Spot:
    mark = marks[_place(marks, start)]
    return Spot(number, mark.ident, mark.name, around(text, start, end))


def _place(marks: Sequence[_Mark], offset: int) -> int:
    return max(0, bisect_right(marks, offset, key=lambda mark: mark.start) - 1)
