"""What others have done in a course, for one reader."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.models import Annotation, Course, Event, User
from app.models.event import TELLING

SHOWN = 12  # threads on the course's page


def latest(session: Session, course: Course, user: User | None) -> Sequence[Event]:
    """The newest contribution of others to each thread that a reader may see, newest first."""
    if user is None:
        return []
    newest_of_each_thread = (
        select(func.max(Event.id))
        .join(Event.annotation)
        .where(
            Event.is_visible_to(user),
            Event.course_id == course.id,
            Event.actor_id != user.id,
            Event.kind.in_(TELLING),
            Annotation.deleted_at.is_(None),
            Annotation.kind != "highlight",
        )
        .group_by(Event.annotation_id)
    )
    return session.scalars(
        select(Event)
        .where(Event.id.in_(newest_of_each_thread))
        .options(joinedload(Event.actor), joinedload(Event.reading), joinedload(Event.annotation))
        .order_by(Event.id.desc())
        .limit(SHOWN)
    ).all()
