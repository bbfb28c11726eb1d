"""What others have done in a course, for one reader."""

from collections.abc import Sequence

from sqlalchemy.orm import Session, joinedload

from app.models import Annotation, Course, Event, User

SHOWN = 12  # events on the course's page
TELLING = ("annotation created", "reply created", "question answered")


def latest(session: Session, course: Course, user: User | None) -> Sequence[Event]:
    """The newest contributions of others that a reader may see, newest first."""
    if user is None:
        return []
    return session.scalars(
        Event.visible_to(user)
        .join(Event.annotation)
        .where(
            Event.course_id == course.id,
            Event.actor_id != user.id,
            Event.kind.in_(TELLING),
            Annotation.deleted_at.is_(None),
            Annotation.kind != "highlight",
        )
        .options(joinedload(Event.actor), joinedload(Event.reading), joinedload(Event.annotation))
        .order_by(Event.id.desc())
        .limit(SHOWN)
    ).all()
