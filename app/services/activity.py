"""What others have done in a course, for one reader."""

from collections.abc import Sequence

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.models import Annotation, Course, Event, User
from app.models.event import OF_TEXTS, TELLING

SHOWN = 12  # threads and texts on the course's page


def latest(session: Session, course: Course, user: User | None) -> Sequence[Event]:
    """The newest contribution of others to each thread that a reader may see, and the newest
    change of each text; newest first."""
    if user is None:
        return []
    says_something = and_(
        Event.kind.in_(TELLING), Annotation.deleted_at.is_(None), Annotation.kind != "highlight"
    )
    newest_of_each = (
        select(func.max(Event.id))
        .join(Event.annotation, isouter=True)
        .where(
            Event.is_visible_to(user),
            Event.course_id == course.id,
            Event.actor_id != user.id,
            or_(says_something, Event.kind.in_(OF_TEXTS)),
        )
        .group_by(Event.annotation_id, case((Event.annotation_id.is_(None), Event.reading_id)))
    )
    return session.scalars(
        select(Event)
        .where(Event.id.in_(newest_of_each))
        .options(joinedload(Event.actor), joinedload(Event.reading), joinedload(Event.annotation))
        .order_by(Event.id.desc())
        .limit(SHOWN)
    ).all()
