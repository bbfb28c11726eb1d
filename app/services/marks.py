"""The readers' marks on a reading: light rows for all of them, whole threads for the few shown."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

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
    Revision,
    Seen,
    User,
)
from app.models.course import STAFF

LINES = 20  # of what stands at a place, told at once
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


@dataclass(frozen=True, slots=True)
class Line:
    """An annotation in a list: who, what kind, the first words."""

    id: int
    kind: str
    author: str
    html: str
    exact: str


@dataclass(frozen=True, slots=True)
class Here:
    """What stands over one code point: the narrowest whole, or the one that was asked for; of the
    others some, from `first` on."""

    at: int
    total: int
    thread: Annotation | None
    lines: list[Line]
    first: int

    @property
    def more(self) -> int:
        """How many come after the lines."""
        return max(0, self.total - 1 - self.first - len(self.lines))


def standing_at(
    session: Session,
    revision: Revision,
    marks: Iterable[Mark],
    at: int,
    first: int = 0,
    wanted: int | None = None,
) -> Here:
    """Of the marks that a reader sees, those over a code point, the narrowest first."""
    over = [mark for mark in marks if mark.revision_id == revision.id]
    over = [mark for mark in over if mark.start <= at < mark.end]
    ids = [mark.id for mark in sorted(over, key=lambda mark: (mark.end - mark.start, mark.id))]
    chosen = wanted if wanted in ids else next(iter(ids), None)
    others = [number for number in ids if number != chosen]
    thread = next(iter(threads(session, [] if chosen is None else [chosen])), None)
    return Here(at, len(ids), thread, lines(session, others[first : first + LINES]), first)


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
