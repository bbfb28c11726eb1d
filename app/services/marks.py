"""The readers' marks on a reading: light rows for all of them, whole threads for the few shown."""

from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, or_, select
from sqlalchemy.orm import Session, joinedload, undefer_group

from app.core.margin import Marks
from app.models import (
    Annotation,
    Course,
    Membership,
    Occurrence,
    Reading,
    Reply,
    Revision,
    User,
)
from app.models.course import STAFF
from app.services.said import add_replies

THREADS_ON_A_CARD = 12  # the rest are on the paragraph's page

IS_OPEN_QUESTION = and_(
    Annotation.kind == "question",
    Annotation.answer_id.is_(None),
    Annotation.deleted_at.is_(None),
)
_HAS_WORDS = or_(
    Annotation.deleted_at.is_(None),
    select(Reply.id).where(Reply.annotation_id == Annotation.id).correlate(Annotation).exists(),
)
_MARKS = select(
    Annotation.start,
    Annotation.end,
    Annotation.id,
    Annotation.author_id,
    case((IS_OPEN_QUESTION, 1), else_=0),
)
# What a thread shows of its annotation.
WHOLE = (
    joinedload(Annotation.author),
    joinedload(Annotation.group),
    joinedload(Annotation.course),
    undefer_group("thread"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """An annotation in a list: who, what kind, the first words."""

    id: int
    kind: str
    author: str
    html: str
    exact: str


def told(course: Course, reading: Reading, user: User | None) -> list[ColumnElement[bool]]:
    """What a course's readers say on a reading, as far as one may see it. What was taken back
    stays while it has replies."""
    return [
        Annotation.course_id == course.id,
        Annotation.reading_id == reading.id,
        Annotation.is_visible_to(user),
        _HAS_WORDS,
    ]


def marks_on(
    session: Session,
    revision: Revision,
    conditions: Sequence[ColumnElement[bool]],
    stretch: tuple[int, int],
) -> Marks:
    """The marks over a stretch of a text, in the order of their beginnings."""
    query = _MARKS.where(
        *conditions,
        Annotation.revision_id == revision.id,
        Annotation.start < stretch[1],
        Annotation.end > stretch[0],
    ).order_by(Annotation.start, Annotation.id)
    # Plain numbers, by the thousand: neither the session nor a row object has a part in them.
    with closing(session.connection().execute(query)) as result:
        rows = result.cursor.fetchall() if result.cursor else []
    return Marks(*zip(*rows, strict=True)) if rows else Marks()


def staff_in(session: Session, course: Course) -> frozenset[int]:
    """The ids of a course's staff."""
    return frozenset(
        session.scalars(
            select(Membership.user_id).where(
                Membership.course_id == course.id, Membership.role.in_(STAFF)
            )
        )
    )


def lines(session: Session, ids: Sequence[int]) -> list[Line]:
    """Load annotations as lines, in the order of the ids, which were found visible."""
    rows = session.execute(
        select(Annotation.id, Annotation.kind, User.name, Annotation.body_html, Annotation.exact)
        .join(Annotation.author)
        .where(Annotation.id.in_(ids))
    )
    found = {row.id: Line(*row) for row in rows}
    return [found[number] for number in ids]


def threads(session: Session, ids: Collection[int]) -> list[Annotation]:
    """Load annotations whole, with what was said in reply, in the order of the ids, which were
    found visible."""
    if not ids:
        return []
    query = select(Annotation).where(Annotation.id.in_(ids)).options(*WHOLE)
    found = {thread.id: thread for thread in session.scalars(query)}
    add_replies(session, found.values())
    return [found[number] for number in ids]


def thread(session: Session, user: User | None, number: int) -> Annotation | None:
    """Load one annotation whole, if there is such a one that the reader may see."""
    if user is None:
        return None
    found = session.scalar(_thread_for(user.id), {"number": number})
    if found:
        add_replies(session, [found])
    return found


@lru_cache(maxsize=1_024)
def _thread_for(user_id: int) -> Select[Annotation]:
    return (
        select(Annotation)
        .where(Annotation.id == bindparam("number"), Annotation.is_visible_to_id(user_id))
        .options(*WHOLE)
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
