"""Which of the readers' marks one asks for: `TalkQuery` as conditions and orders of a query.

They only ever narrow what `services.marks.told` lets a reader see.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from app.core.talk import Sort, TalkQuery
from app.models import Annotation, Block, Membership, Revision, Second, Tag, User
from app.models.course import STAFF
from app.services.marks import IS_OPEN_QUESTION, Line, lines, threads, told
from app.services.news import news_in
from app.services.view import View

LINES = 20  # of what stands at a place, told at once
TAGS_OFFERED = 60  # in the form; any other can stand in an address
LARGEST_ID = 2**63 - 1  # of a database's integers


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says of its filter: how many of how many are shown, and what one may choose:
    who wrote, as (value, name), and which tags stand there."""

    query: TalkQuery
    shown: int
    total: int
    people: list[tuple[str, str]]
    tags: list[str]

    @property
    def unfiltered(self) -> TalkQuery:
        return TalkQuery(sort=self.query.sort)

    @property
    def person(self) -> str:
        """The name of whom the filter is about, as far as it is known here."""
        return dict(self.people).get(self.query.by, self.query.by)


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


def asked_for(view: View) -> list[ColumnElement[bool]]:
    """The conditions of what the reader wants to see of what they may, unread or not. The one
    that they ask for by its number is among it in any case."""
    found = told(view.course, view.reading, view.user)
    filters = _filters(view)
    if filters and view.focus is not None:
        return [*found, or_(and_(*filters), Annotation.id == view.focus)]
    return [*found, *filters]


def tell(session: Session, view: View, shown: int, authors: Collection[int] | None = None) -> Told:
    """Say what the filter does, and what else one may filter by. `authors` are those of all marks,
    where they are known."""
    everything = told(view.course, view.reading, view.user)
    total = shown
    if view.query.is_filtered:
        total = session.scalars(select(func.count(Annotation.id)).where(*everything)).one()
    people = session.execute(
        select(User.username, User.id, User.name)
        .where(
            User.id.in_(
                select(Annotation.author_id).where(*everything) if authors is None else authors
            )
        )
        .order_by(User.name, User.id)
    )
    tags = session.scalars(
        select(Tag.name)
        .distinct()
        .join(Tag.annotation)
        .where(Tag.course_id == view.course.id, Annotation.deleted_at.is_(None), *everything)
        .order_by(Tag.name)
        .limit(TAGS_OFFERED)
    )
    return Told(
        view.query,
        shown,
        total,
        [(row.username or str(row.id), row.name) for row in people],
        list(tags),
    )


def listed(session: Session, view: View) -> list[int]:
    """The ids of what is asked for, in the order that is asked for."""
    query = select(Annotation.id).where(*asked_for(view)).order_by(*_order(view.query.sort))
    found = list(session.scalars(query))
    if view.query.sort != "unread":
        return unread_of(session, view, found)
    news = news_in(session, view.course, view.reading, view.user)
    if view.query.is_unread:
        found = [number for number in found if number in news]
    return sorted(found, key=lambda number: number not in news)  # else as they stood


def beginning_in(session: Session, view: View, block: Block) -> list[int]:
    """The ids of what is asked for that begins in a block, in the order of the text."""
    found = session.scalars(
        select(Annotation.id)
        .where(
            *asked_for(view),
            Annotation.revision_id == block.revision_id,
            Annotation.start >= block.start,
            Annotation.start <= block.end,  # the newline after it is nobody's else
        )
        .order_by(Annotation.start, Annotation.id)
    )
    return unread_of(session, view, found)


def standing_at(session: Session, view: View, revision: Revision, at: int, first: int = 0) -> Here:
    """What stands over a code point, the narrowest first; `view.focus` is whole instead of it."""
    over = session.scalars(
        select(Annotation.id)
        .where(
            *asked_for(view),
            Annotation.revision_id == revision.id,
            Annotation.start <= at,
            Annotation.end > at,
        )
        .order_by(Annotation.end - Annotation.start, Annotation.id)
    )
    ids = unread_of(session, view, over)
    chosen = view.focus if view.focus in ids else next(iter(ids), None)
    others = [number for number in ids if number != chosen]
    thread = next(iter(threads(session, [] if chosen is None else [chosen])), None)
    return Here(at, len(ids), thread, lines(session, others[first : first + LINES]), first)


def unread_of(session: Session, view: View, ids: Iterable[int]) -> list[int]:
    """Of ids those with something new, if that is what is asked for."""
    if not view.query.is_unread:
        return list(ids)
    news = news_in(session, view.course, view.reading, view.user)
    return [number for number in ids if number in news]


def _filters(view: View) -> list[ColumnElement[bool]]:
    query = view.query
    found: list[ColumnElement[bool]] = []
    if query.audience:
        found.append(_audience(view))
    if query.kind:
        found.append(Annotation.kind == query.kind)
    if query.tag:
        found.append(Annotation.tags.any(Tag.name == query.tag))
    if query.by:
        found.append(Annotation.author_id.in_(_people_called(query.by)))
    if query.is_open:
        found.append(IS_OPEN_QUESTION)
    if query.start is not None and query.end is not None:
        newest = Revision.newest_of(view.reading.id).with_only_columns(Revision.id)
        found += [
            Annotation.revision_id == newest.scalar_subquery(),
            Annotation.start < query.end,
            Annotation.end > query.start,
        ]
    return found


def _order(sort: Sort) -> list[ColumnElement[Any]]:
    by_place: list[ColumnElement[Any]] = [
        Annotation.start.asc(),
        Annotation.end.desc(),
        Annotation.id.asc(),
    ]
    if sort == "newest":
        return [Annotation.created_at.desc(), Annotation.id.desc()]
    if sort == "asked":
        seconds = (
            select(func.count(Second.id))
            .where(Second.annotation_id == Annotation.id)
            .correlate(Annotation)
            .scalar_subquery()
        )
        return [seconds.desc(), *by_place]
    return by_place


def _audience(view: View) -> ColumnElement[bool]:
    """Written by the staff, by the reader, to the reader's group (any, for the staff), to all."""
    if view.user is None:
        return false()
    mine = and_(Membership.course_id == view.course.id, Membership.user_id == view.user.id)
    staff = select(Membership.user_id).where(
        Membership.course_id == view.course.id, Membership.role.in_(STAFF)
    )
    group = select(Membership.group_id).where(mine).scalar_subquery()
    reads_all = select(Membership.id).where(mine, Membership.role.in_(STAFF)).exists()
    return {
        "staff": Annotation.author_id.in_(staff),
        "mine": Annotation.author_id == view.user.id,
        "group": and_(
            Annotation.visibility == "group", or_(Annotation.group_id == group, reads_all)
        ),
        "course": Annotation.visibility == "course",
    }[view.query.audience or "course"]


def _people_called(name: str) -> Select[int]:
    """Somebody by user name, or by number if they have none."""
    called = [User.username == name]
    if name.isascii() and name.isdigit() and int(name) <= LARGEST_ID:
        called.append(and_(User.username.is_(None), User.id == int(name)))
    return select(User.id).where(or_(*called))
