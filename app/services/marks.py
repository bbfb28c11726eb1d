"""The readers' marks on a reading: light rows for all of them, whole threads for the few shown."""

from collections.abc import Collection, Sequence

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, subqueryload

from app.models import (
    Annotation,
    Course,
    Event,
    Membership,
    Occurrence,
    Reading,
    Reply,
    Seen,
    User,
)
from app.models.course import STAFF

THREADS_ON_A_CARD = 12  # the rest are on the paragraph's page

Mark = Row[int, int, int, int, int, bool]


def marks_in(
    session: Session, course: Course, reading: Reading, user: User | None
) -> Sequence[Mark]:
    """The annotations a reader may see, as light rows in the order of the text.

    One that was taken back stays while it has replies.
    """
    has_replies = (
        select(Reply.id).where(Reply.annotation_id == Annotation.id).correlate(Annotation).exists()
    )
    return session.execute(
        select(
            Annotation.id,
            Annotation.start,
            Annotation.end,
            Annotation.author_id,
            Annotation.revision_id,
            func.coalesce(Membership.role.in_(STAFF), False).label("is_staff"),
        )
        .outerjoin(
            Membership,
            and_(
                Membership.user_id == Annotation.author_id,
                Membership.course_id == Annotation.course_id,
            ),
        )
        .where(
            Annotation.is_visible_to(user),
            Annotation.course_id == course.id,
            Annotation.reading_id == reading.id,
            or_(Annotation.deleted_at.is_(None), has_replies),
        )
        .order_by(Annotation.start, Annotation.end.desc(), Annotation.id)
    ).all()


def threads(session: Session, ids: Collection[int]) -> list[Annotation]:
    """Load annotations whole, with their replies, for ids that were found visible."""
    return list(
        session.scalars(
            select(Annotation)
            .where(Annotation.id.in_(ids))
            .options(
                joinedload(Annotation.author),
                joinedload(Annotation.group),
                # not selectinload, which asks again for each five hundred
                subqueryload(Annotation.replies).joinedload(Reply.author),
            )
            .order_by(Annotation.start, Annotation.id)
        ).unique()
    )


def threads_on(
    session: Session, course: Course, occurrence: Occurrence, user: User | None
) -> Sequence[Annotation]:
    """The annotations on a term's words that a reader may see, the narrowest first."""
    return session.scalars(
        Annotation.visible_to(user)
        .where(
            Annotation.course_id == course.id,
            Annotation.revision_id == occurrence.revision_id,
            Annotation.start < occurrence.end,
            Annotation.end > occurrence.start,
            Annotation.deleted_at.is_(None),
        )
        .options(joinedload(Annotation.author))
        .order_by(Annotation.end - Annotation.start, Annotation.id)
        .limit(THREADS_ON_A_CARD)
    ).all()


def news_in(
    session: Session, course: Course, reading: Reading, user: User | None
) -> frozenset[int]:
    """Annotations with an event by somebody else that the reader has not marked as seen."""
    if user is None:
        return frozenset()
    seen = (
        select(func.coalesce(func.max(Seen.event_id), 0))
        .where(
            Seen.user_id == user.id,
            Seen.course_id == course.id,
            Seen.reading_id == reading.id,
        )
        .scalar_subquery()
    )
    return frozenset(
        session.scalars(
            select(Annotation.id)
            .distinct()
            .join(Event, Event.annotation_id == Annotation.id)
            .where(
                Event.is_visible_to(user),
                Event.course_id == course.id,
                Event.reading_id == reading.id,
                Event.actor_id != user.id,
                Event.id > seen,
            )
        ).all()
    )
