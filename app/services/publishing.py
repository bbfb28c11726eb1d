"""A new revision of a reading, and everything that stands on the text taken along.

What becomes of each mark, note and ruling is written down as its `Placement` in the revision, in
the same transaction. What is sure moves; what is doubtful or lost keeps its last sure place, waits
for the staff, and its author is told.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from app.core.following import Outcome
from app.models import (
    Annotation,
    ContextNote,
    CourseReading,
    Event,
    Placement,
    Reading,
    Revision,
    User,
)
from app.models.event import EventKind
from app.services.anchors import anchor
from app.services.following import KINDS, Thing, followed, things_on
from app.services.placements import archive, decided_orphans

Followed = tuple[Thing, Outcome]
TOLD: dict[str, EventKind] = {"doubtful": "annotation doubtful", "lost": "annotation lost"}


def publish(
    session: Session,
    reading: Reading,
    source: str,
    author: User | None = None,
    message: str = "",
) -> Revision:
    """Make Markdown the reading's newest revision and take notes, rulings and marks to it."""
    take_turn(session, reading)
    before = reading.newest
    archive(session, reading)
    revision = reading.publish(source, author, message)
    session.flush()
    found = list(followed(session, things_on(session, reading), revision.text))
    _write_down(session, revision, before, found)
    _take_along(session, revision, found)
    _place_what_had_no_place(session, reading, revision)
    if before is not None:
        _tell(session, reading, before, author, found)
    return revision


def take_turn(session: Session, reading: Reading) -> None:
    """Have two who publish at once take turns: SQLite does by its write lock, PostgreSQL by this
    one."""
    session.flush()
    session.execute(select(Reading.id).where(Reading.id == reading.id).with_for_update())


def _write_down(
    session: Session, revision: Revision, before: Revision | None, found: Sequence[Followed]
) -> None:
    """Keep what became of each. What staff left as an orphan is not asked about again, as long as
    it does not come back by itself."""
    orphans = decided_orphans(session, before)
    rows = [
        {
            **dict.fromkeys(KINDS),
            thing.column: thing.id,
            "course_id": thing.course_id,
            "revision_id": revision.id,
            "outcome": outcome.kind,
            "start": outcome.start,
            "end": outcome.end,
            "score": outcome.score,
            "evidence": outcome.evidence,
            "decision": None,
            "decided_by_id": None,
            "decided_at": None,
            **({} if outcome.is_sure else orphans.get((thing.column, thing.id), {})),
        }
        for thing, outcome in found
    ]
    if rows:
        # As they stand, NULL and all: else each row of other columns would be a statement.
        session.execute(insert(Placement).execution_options(render_nulls=True), rows)


def _take_along(session: Session, revision: Revision, found: Sequence[Followed]) -> None:
    """Move what has a sure place to it."""
    for column, kind in KINDS.items():
        rows: list[dict[str, Any]] = [
            {"id": thing.id, "revision_id": revision.id, "start": at.start, "end": at.end}
            for thing, at in found
            if thing.column == column and at.is_sure
        ]
        if rows:
            session.execute(update(kind), rows)
    for row in session.identity_map.values():
        if isinstance(row, tuple(KINDS.values())):
            session.expire(row, ["revision_id", "start", "end"])


def _place_what_had_no_place(session: Session, reading: Reading, revision: Revision) -> None:
    """A pack's note whose quote was nowhere may have its words now."""
    notes = session.scalars(
        select(ContextNote).where(ContextNote.reading_id == reading.id, ContextNote.start.is_(None))
    )
    for note in notes.all():
        anchor(session, note, revision)


def _tell(
    session: Session,
    reading: Reading,
    before: Revision,
    actor: User | None,
    found: Sequence[Followed],
) -> None:
    """Tell each course that the text has changed, and each author whose mark has no sure place any
    more: once, not with every later revision."""
    about = {"actor_id": actor.id if actor else None, "reading_id": reading.id}
    courses = session.scalars(
        select(CourseReading.course_id).where(CourseReading.reading_id == reading.id)
    )
    events: list[dict[str, Any]] = [
        {**about, "kind": "revision published", "course_id": course, "visibility": "course"}
        for course in courses
    ]
    if events:
        session.execute(insert(Event), events)
    displaced = {
        thing.id: TOLD[outcome.kind]
        for thing, outcome in found
        if thing.column == "annotation_id"
        and thing.revision_id == before.id
        and not outcome.is_sure
    }
    if displaced:
        session.execute(
            insert(Event), list(_to_authors(session, reading, before, displaced, about))
        )


def _to_authors(
    session: Session,
    reading: Reading,
    before: Revision,
    displaced: dict[int, EventKind],
    about: dict[str, Any],
) -> Iterator[dict[str, Any]]:
    on_it: list[ColumnElement[bool]] = [
        Annotation.reading_id == reading.id,
        Annotation.revision_id == before.id,
        Annotation.deleted_at.is_(None),
    ]
    for number, course, author in session.execute(
        select(Annotation.id, Annotation.course_id, Annotation.author_id).where(*on_it)
    ):
        if number in displaced:
            yield {
                **about,
                "kind": displaced[number],
                "course_id": course,
                "annotation_id": number,
                "author_id": author,
                "visibility": "private",
            }
