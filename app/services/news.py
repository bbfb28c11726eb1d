"""What is unread: threads with words of others that a reader has not had before their eyes.

Events count (`TELLING`): a thread begun, a reply, a question answered. An edit does not, or every
mended comma would light up a class; nor does what was taken back, or a highlight without words:
there is nothing to read. One's own words are never news. That one's own mark has no sure place in
an edited text any more is, to its author alone.

How far a reader has read a thread is its `SeenThread`, else the reading's `Seen`, else nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from app.models import Annotation, Course, Event, Reading, Reply, Seen, SeenThread, User
from app.models.event import DISPLACING, TELLING, EventKind
from app.services.once import add_once

POSTS = ("annotation created", "reply created")  # what waits behind the bar


def news_in(
    session: Session, course: Course, reading: Reading, user: User | None
) -> frozenset[int]:
    """The unread threads of a reading, by their annotations' ids."""
    if user is None:
        return frozenset()
    unread = _unread(course, user).where(Event.reading_id == reading.id)
    found = session.scalars(unread.with_only_columns(Event.annotation_id).distinct())
    return frozenset(number for number in found if number is not None)


def is_unread(session: Session, annotation: Annotation, user: User) -> bool:
    """Has one thread something new to a reader?"""
    query = _unread_in_thread(annotation.course_id, user.id)
    return session.scalar(query, {"annotation": annotation.id}) is not None


def in_order(session: Session, ids: Collection[int]) -> Sequence[int]:
    """Threads in the order of the text; what stands on an earlier text comes last."""
    return session.scalars(
        select(Annotation.id)
        .where(Annotation.id.in_(ids))
        .order_by(
            Annotation.revision_id.desc(),
            Annotation.start,
            Annotation.end.desc(),
            Annotation.id,
        )
    ).all()


def unread_counts(session: Session, course: Course, user: User | None) -> dict[int, int]:
    """How many unread threads each reading of a course has; readings without any are left out."""
    if user is None:
        return {}
    rows = session.execute(
        _unread(course, user)
        .with_only_columns(Event.reading_id, func.count(Event.annotation_id.distinct()))
        .group_by(Event.reading_id)
    )
    return {reading: number for reading, number in rows if reading is not None}


def _unread(course: Course, user: User) -> Select[int]:
    return _unread_by(course.id, user.id)


@lru_cache(maxsize=1_024)  # to write it takes longer than to ask it
def _unread_by(course_id: int, user_id: int) -> Select[int]:
    """The events that make threads unread."""
    return (
        select(Event.id)
        .join(Event.annotation)
        .outerjoin(Reply, Reply.id == Event.reply_id)
        .outerjoin(
            Seen,
            and_(
                Seen.user_id == user_id,
                Seen.course_id == Event.course_id,
                Seen.reading_id == Event.reading_id,
            ),
        )
        .outerjoin(
            SeenThread,
            and_(SeenThread.user_id == user_id, SeenThread.annotation_id == Event.annotation_id),
        )
        .where(
            Event.course_id == course_id,
            Event.id > func.coalesce(SeenThread.event_id, Seen.event_id, 0),
            _tells(user_id),
        )
    )


@lru_cache(maxsize=1_024)
def _unread_in_thread(course_id: int, user_id: int) -> Select[int]:
    unread = _unread_by(course_id, user_id)
    return unread.where(Event.annotation_id == bindparam("annotation")).limit(1)


def _tells(user_id: int) -> ColumnElement[bool]:
    """Is an event something to read for this reader? For queries from events, joined to their
    annotations and, where they have one, to their replies."""
    says = and_(Event.kind.in_(TELLING), func.coalesce(Reply.body, Annotation.body) != "")
    displaces = and_(Event.kind.in_(DISPLACING), Event.author_id == user_id)
    return and_(
        or_(says, displaces),
        Event.actor_id.is_distinct_from(user_id),
        Annotation.is_visible_to_id(user_id),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a reader's own mark: what the event says, who did it, on which words."""

    annotation_id: int
    kind: EventKind
    actor: str | None
    exact: str


def told_of_places(
    session: Session, course: Course, reading: Reading, user: User | None
) -> list[Told]:
    """What became of the places of a reader's own marks, and is unread: the last of each mark, the
    newest first."""
    if user is None:
        return []
    rows = session.execute(
        _unread(course, user)
        .outerjoin(Event.actor)
        .where(Event.reading_id == reading.id, Event.kind.in_(DISPLACING))
        .with_only_columns(Event.annotation_id, Event.kind, User.name, Annotation.exact)
        .order_by(Event.id)
    )
    last = {
        number: Told(number, kind, actor, exact)
        for number, kind, actor, exact in rows
        if number is not None
    }
    return list(reversed(last.values()))


def newest_event(session: Session, course: Course, reading: Reading) -> int:
    """The number of the newest event about a reading: a page drawn from now on has all up to it."""
    return session.scalars(
        select(func.coalesce(func.max(Event.id), 0)).where(
            Event.course_id == course.id, Event.reading_id == reading.id
        )
    ).one()


def posts_since(
    session: Session, course: Course, reading: Reading, user: User, since: int
) -> dict[int, int]:
    """How many unread posts came after an event, by the annotation whose thread they are in."""
    rows = session.execute(
        _unread(course, user)
        .where(Event.reading_id == reading.id, Event.id > since, Event.kind.in_(POSTS))
        .with_only_columns(Event.annotation_id, func.count())
        .group_by(Event.annotation_id)
    )
    return {annotation: number for annotation, number in rows if annotation is not None}


def has_new_text(session: Session, course: Course, reading: Reading, since: int) -> bool:
    """Was another revision of the text published after an event?"""
    published = select(Event.id).where(
        Event.course_id == course.id,
        Event.reading_id == reading.id,
        Event.id > since,
        Event.kind == "revision published",
    )
    return session.scalar(published.limit(1)) is not None


def touched_since(
    session: Session, course: Course, reading: Reading, user: User, since: int
) -> Sequence[Annotation]:
    """The annotations that a reader may see and that anything happened to after an event."""
    ids = select(Event.annotation_id).where(
        Event.course_id == course.id, Event.reading_id == reading.id, Event.id > since
    )
    return session.scalars(Annotation.visible_to(user).where(Annotation.id.in_(ids))).all()


def mark_thread_read(session: Session, user: User, annotation: Annotation, event: int) -> None:
    """This reader has read a thread up to an event, or further already."""
    row = _row_of(session, user, annotation)
    row.event_id = max(row.event_id, min(event, annotation.newest_event or 0))


def mark_thread_unread(session: Session, user: User, annotation: Annotation) -> None:
    """What was last said in a thread by others is to be read again."""
    last = session.scalar(
        select(func.max(Event.id))
        .join(Event.annotation)
        .outerjoin(Reply, Reply.id == Event.reply_id)
        .where(Event.annotation_id == annotation.id, _tells(user.id))
    )
    if last is not None:
        _row_of(session, user, annotation).event_id = last - 1


def mark_all_read(
    session: Session, user: User, course: Course, reading: Reading, event: int
) -> None:
    """Nothing up to an event is news in a reading any more, whatever was said of its threads."""
    key = {"user_id": user.id, "course_id": course.id, "reading_id": reading.id}
    seen = session.scalar(select(Seen).filter_by(**key))
    if seen is None:
        add_once(session, Seen(**key, event_id=0))
        seen = session.scalars(select(Seen).filter_by(**key)).one()
    seen.event_id = max(seen.event_id, event)
    rows = session.scalars(
        select(SeenThread)
        .join(Annotation, Annotation.id == SeenThread.annotation_id)
        .where(
            SeenThread.user_id == user.id,
            SeenThread.course_id == course.id,
            Annotation.reading_id == reading.id,
            SeenThread.event_id <= seen.event_id,
        )
    )
    for row in rows:
        session.delete(row)


def _row_of(session: Session, user: User, annotation: Annotation) -> SeenThread:
    """The reader's row for a thread; a new one stands where the reading's does."""
    query = select(SeenThread).filter_by(user_id=user.id, annotation_id=annotation.id)
    row = session.scalar(query)
    if row is None:
        seen = session.scalar(
            select(Seen.event_id).filter_by(
                user_id=user.id, course_id=annotation.course_id, reading_id=annotation.reading_id
            )
        )
        add_once(
            session,
            SeenThread(
                user_id=user.id,
                course_id=annotation.course_id,
                annotation_id=annotation.id,
                event_id=seen or 0,
            ),
        )
        row = session.scalars(query).one()
    return row
