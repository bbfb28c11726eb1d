"""What stands on a reading's text, followed into another text: marks, notes and rulings alike.

Each is followed from the last revision where its place was sure, so that what was lost comes back
when its words do. There is one alignment for each such revision, however much stands on it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, literal, select, true
from sqlalchemy.orm import Session

from app.core.following import Outcome, follow
from app.models import Annotation, ContextNote, Reading, Revision, Ruling

Column = Literal["annotation_id", "note_id", "ruling_id"]
KINDS: dict[Column, type[Annotation | ContextNote | Ruling]] = {
    "annotation_id": Annotation,
    "note_id": ContextNote,
    "ruling_id": Ruling,
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A mark, a note or a ruling, by the column of `Placement` that names it and its id; and its
    last sure place. A light row: thousands are followed at once."""

    column: Column
    id: int
    course_id: int | None
    revision_id: int
    start: int
    end: int


def things_on(
    session: Session, reading: Reading, marks: ColumnElement[bool] | None = None
) -> list[Thing]:
    """All that stands on a reading, in any course; of the marks those that meet a condition."""
    return [
        Thing(column, *row)
        for column in KINDS
        for row in session.execute(_places(reading, column, true() if marks is None else marks))
    ]


def followed(
    session: Session, things: Sequence[Thing], text: str
) -> Iterator[tuple[Thing, Outcome]]:
    """What becomes of each in a text, grouped by where they come from."""
    groups: dict[int, list[Thing]] = defaultdict(list)
    for thing in things:
        groups[thing.revision_id].append(thing)
    texts = session.execute(
        select(Revision.id, Revision.text).where(Revision.id.in_(groups)).order_by(Revision.id)
    )
    for revision_id, old in texts:
        group = groups[revision_id]
        outcomes = follow(old, text, [(thing.start, thing.end) for thing in group])
        yield from zip(group, outcomes, strict=True)


def _places(
    reading: Reading, column: Column, marks: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    kind = KINDS[column]
    course = kind.course_id if kind is Annotation else literal(reading.home_id)
    return (
        select(kind.id, course, kind.revision_id, kind.start, kind.end)
        .where(kind.reading_id == reading.id, kind.start.is_not(None))
        .where(marks if kind is Annotation else true())
        .order_by(kind.id)
    )
