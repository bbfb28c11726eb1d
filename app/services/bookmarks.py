"""Where readers stopped: in one reading, and in all of a course's."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.models import Block, Bookmark, Course, Membership, Reading, Revision
from app.models.base import now
from app.services.once import add_once


@dataclass(frozen=True, slots=True)
class Stop:
    """A block in a reading's newest text; `share` of the text (0 to 1) is before it."""

    ident: str
    number: int | None
    share: float

    @property
    def name(self) -> str:
        return f"¶ {self.number}" if self.number else "a heading"


def keep_bookmark(
    session: Session, member: Membership, reading: Reading, revision: Revision, ident: str
) -> None:
    """Keep where a reader stopped in the newest text. Whoever knows an earlier one is not said to
    know this one yet: they are to see what changed first."""
    key = {"user_id": member.user_id, "course_id": member.course_id, "reading_id": reading.id}
    same = select(Bookmark).filter_by(**key)
    bookmark = session.scalar(same)
    if bookmark is None:
        mark = Bookmark(**key, ident=ident, revision_id=revision.id, read_at=now())
        if add_once(session, mark):
            return
        bookmark = session.scalars(same).one()  # a second window has made it meanwhile
    bookmark.ident, bookmark.at = ident, now()
    if bookmark.revision_id in (None, revision.id):
        bookmark.revision_id, bookmark.read_at = revision.id, bookmark.at


def idents_of(session: Session, course: Course, user_id: int) -> dict[int, str]:
    """A reader's bookmarks in a course: reading -> ident of the block."""
    rows = session.execute(
        select(Bookmark.reading_id, Bookmark.ident).where(
            Bookmark.user_id == user_id, Bookmark.course_id == course.id
        )
    )
    return dict(rows.all())


def stops(session: Session, idents: Mapping[int, str]) -> dict[int, Stop]:
    """The blocks that bookmarks name, where the newest texts still have them. A reader at the very
    beginning has not stopped anywhere."""
    later = aliased(Revision)
    newest = (
        select(func.max(later.number))
        .where(later.reading_id == Revision.reading_id)
        .correlate(Revision)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Revision.reading_id,
            Block.ident,
            Block.number,
            Block.start,
            func.length(Revision.text),
        )
        .join(Revision.blocks)
        .where(
            Revision.reading_id.in_(idents),
            Revision.number == newest,
            Block.ident.in_(set(idents.values())),
        )
    )
    return {
        reading: Stop(ident, number, start / length)
        for reading, ident, number, start, length in rows
        if idents[reading] == ident and start > 0
    }
