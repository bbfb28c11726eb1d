"""The tags of a course: those that a reader may see, and how each is spelled."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.tags import spelled_alike
from app.models import Annotation, Course, Tag, User

OFFERED = 50  # to choose from while typing, those most used


def tags_by_use(session: Session, course: Course, user: User | None) -> Sequence[str]:
    """The tags on what a reader may see, the most used first."""
    return session.scalars(
        select(Tag.name)
        .join(Tag.annotation)
        .where(
            Tag.course_id == course.id,
            Annotation.is_visible_to(user),
            Annotation.deleted_at.is_(None),
        )
        .group_by(Tag.name)
        .order_by(func.count().desc(), Tag.name)
        .limit(OFFERED)
    ).all()


def tag(session: Session, annotation: Annotation, tags: list[str], user: User) -> bool:
    """File an annotation under these tags and no others; say whether that changed anything.

    What stays keeps its row. A tag that differs by capitals only from an earlier one is the
    earlier one. Only tags that the reader may see count, so that none betrays another's.
    """
    wanted = spelled_alike(tags, _first_spellings(session, annotation, user) if tags else [])
    kept = [row for row in annotation.tags if row.name in wanted]
    had = {row.name for row in kept}
    new = [name for name in wanted if name not in had]
    is_changed = bool(new) or len(kept) != len(annotation.tags)
    if is_changed:
        rows = [Tag(course_id=annotation.course_id, name=name) for name in new]
        annotation.tags = [*kept, *rows]
    return is_changed


def _first_spellings(session: Session, annotation: Annotation, user: User) -> list[str]:
    return list(
        session.scalars(
            select(Tag.name)
            .join(Tag.annotation)
            .where(Tag.course_id == annotation.course_id, Annotation.is_visible_to(user))
            .group_by(Tag.name)
            .order_by(func.min(Tag.id))
        )
    )
