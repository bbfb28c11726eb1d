"""What has no sure place in the newest text of a reading, for those who may decide about it.

Staff decide about the marks that they may see, and about notes and rulings where the reading is at
home; everybody about their own marks. So a reader's private mark waits for its author alone.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.models import (
    Annotation,
    ContextNote,
    Course,
    Membership,
    Placement,
    Reading,
    Reply,
    Revision,
    Ruling,
    Sense,
    Term,
    User,
)
from app.models.placement import UNSURE
from app.services.following import KINDS
from app.services.placements import stood_before
from app.services.spots import Spot, Spots

Shelf = Literal["waiting", "decided"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing without a sure place. `then` is where it last stood for sure, `now` the place that
    is proposed or was chosen, `near` about where it stood in the text as it is."""

    id: int
    annotation_id: int | None
    noun: str
    title: str  # of a note, or the headword that a pin is about
    author: str
    body: str
    replies: int
    outcome: str
    evidence: str
    decision: str | None
    decided_by: str | None
    decided_at: datetime | None
    then: Spot
    now: Spot | None
    near: Spot


def decidable(course: Course, member: Membership) -> Select[Placement]:
    """The placements without a sure place that this member may decide about, in any reading and
    revision."""
    has_replies = (
        select(Reply.id).where(Reply.annotation_id == Annotation.id).correlate(Annotation).exists()
    )
    of_staff = or_(Annotation.id.is_(None), Annotation.is_visible_to(member.user))
    return (
        select(Placement)
        .join(Placement.revision)
        .outerjoin(Placement.annotation)
        .where(
            Placement.course_id == course.id,
            Placement.outcome.in_(UNSURE),
            or_(Annotation.deleted_at.is_(None), has_replies),
            of_staff if member.is_staff else Annotation.author_id == member.user_id,
        )
    )


def of_reading(
    course: Course, reading: Reading, member: Membership, shelf: Shelf
) -> Select[Placement]:
    """Those of a reading's newest revision that wait, or that were decided."""
    return decidable(course, member).where(
        Revision.reading_id == reading.id,
        _is_newest(),
        Placement.waits() if shelf == "waiting" else Placement.decision.is_not(None),
    )


def count_of(query: Select[Placement]) -> Select[int]:
    return query.with_only_columns(func.count(Placement.id))


def waiting_in(
    session: Session, course: Course, reading: Reading, member: Membership | None
) -> int:
    """How many things of a reading wait for this member."""
    if member is None:
        return 0
    return session.scalar(count_of(of_reading(course, reading, member, "waiting"))) or 0


def waiting_counts(session: Session, course: Course, member: Membership | None) -> dict[int, int]:
    """How many things wait for this member, by reading; readings without any are left out."""
    if member is None:
        return {}
    query = decidable(course, member).where(Placement.waits(), _is_newest())
    counts = query.with_only_columns(Revision.reading_id, func.count(Placement.id))
    return dict(session.execute(counts.group_by(Revision.reading_id)).all())


def items(session: Session, query: Select[Placement], newest: Revision) -> list[Item]:
    """What there is to look at, with old words and new, in the order of the text. Asks
    twice, however much there is."""
    rows = session.execute(_told(query)).all()
    spots = Spots(session, {row.old for row in rows}, newest)
    return [_item(row, spots) for row in rows]


def _told(query: Select[Placement]) -> Select[*tuple[Any, ...]]:
    """The columns that an item is made of."""
    decider, writer, earlier = aliased(User), aliased(User), aliased(Placement)
    replies = (
        select(func.count(Reply.id))
        .where(Reply.annotation_id == Annotation.id, Reply.deleted_at.is_(None))
        .correlate(Annotation)
        .scalar_subquery()
    )
    return (
        query.outerjoin(Placement.note)
        .outerjoin(Placement.ruling)
        .outerjoin(Ruling.sense)
        .outerjoin(Sense.term)
        .outerjoin(writer, writer.id == _first("author_id"))
        .outerjoin(decider, decider.id == Placement.decided_by_id)
        .outerjoin(earlier, earlier.id == stood_before())
        .with_only_columns(
            Placement,
            _noun().label("noun"),
            func.coalesce(Annotation.body, ContextNote.body, Ruling.reason).label("body"),
            func.coalesce(ContextNote.title, Term.headword, "").label("title"),
            func.coalesce(writer.name, "").label("author"),
            decider.name.label("decided_by"),
            replies.label("replies"),
            func.coalesce(earlier.revision_id, _first("revision_id")).label("old"),
            func.coalesce(earlier.start, _first("start")).label("start"),
            func.coalesce(earlier.end, _first("end")).label("end"),
        )
        .order_by(func.coalesce(Placement.start, earlier.start, _first("start")), Placement.id)
    )


def _item(row: Row[*tuple[Any, ...]], spots: Spots) -> Item:
    placement: Placement = row.Placement
    now = None
    if placement.start is not None and placement.end is not None:
        now = spots.in_newest(placement.start, placement.end)
    return Item(
        id=placement.id,
        annotation_id=placement.annotation_id,
        noun=row.noun,
        title=row.title,
        author=row.author,
        body=row.body,
        replies=row.replies,
        outcome=placement.outcome,
        evidence=placement.evidence,
        decision=placement.decision,
        decided_by=row.decided_by,
        decided_at=placement.decided_at,
        then=spots.in_earlier(row.old, row.start, row.end),
        now=now,
        near=now or spots.near(row.old, row.start),
    )


def _noun() -> ColumnElement[str]:
    return case(
        (Placement.note_id.is_not(None), "context note"),
        (and_(Placement.ruling_id.is_not(None), Ruling.sense_id.is_not(None)), "pin"),
        (Placement.ruling_id.is_not(None), "suppression"),
        else_=Annotation.kind,
    )


def _first(column: str) -> ColumnElement[Any]:
    """A column of the thing, whichever of the three it is."""
    return func.coalesce(*(getattr(kind, column) for kind in KINDS.values()))


def _is_newest() -> ColumnElement[bool]:
    """Is the placement's revision its reading's newest?"""
    later = aliased(Revision)
    return ~(
        select(later.id)
        .where(later.reading_id == Revision.reading_id, later.number > Revision.number)
        .correlate(Revision)
        .exists()
    )
