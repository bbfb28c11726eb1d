"""What has changed in a text since a reader read it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.differing import count_changed
from app.models import Block, Bookmark, Membership, Reading, Revision
from app.models.base import now


@dataclass(frozen=True, slots=True)
class Since:
    """A reader knows revision `number`, which they last had open at `read_at`; in the newest text
    so many `paragraphs` are others. `messages` are what its editors say, the newest first."""

    number: int
    read_at: datetime
    paragraphs: int
    messages: list[str]


def changed_since(session: Session, member: Membership, newest: Revision) -> Since | None:
    """What a reader has not seen of a text; None where they know it, or never opened it."""
    known = session.execute(
        select(Revision.id, Revision.number, Bookmark.read_at)
        .join(Bookmark, Bookmark.revision_id == Revision.id)
        .where(
            Bookmark.user_id == member.user_id,
            Bookmark.course_id == member.course_id,
            Bookmark.reading_id == newest.reading_id,
            Bookmark.revision_id != newest.id,
        )
    ).one_or_none()
    if known is None or known.read_at is None:
        return None
    return Since(
        known.number,
        known.read_at,
        _paragraphs(session, known.id, newest.id),
        _messages(session, newest, known.number),
    )


def know(session: Session, member: Membership, reading: Reading, revision: Revision) -> None:
    """This reader has seen what changed up to a revision."""
    bookmark = session.scalar(
        select(Bookmark).filter_by(
            user_id=member.user_id, course_id=member.course_id, reading_id=reading.id
        )
    )
    if bookmark is not None and (bookmark.revision_id or 0) < revision.id:
        bookmark.revision_id, bookmark.read_at = revision.id, now()


def _paragraphs(session: Session, old: int, new: int) -> int:
    texts: dict[int, dict[str, str]] = defaultdict(dict)
    rows = session.execute(
        select(Block.revision_id, Block.ident, Block.text)
        .where(Block.revision_id.in_((old, new)))
        .order_by(Block.position)
    )
    for revision, ident, text in rows:
        texts[revision][ident] = text
    return count_changed(texts[old], texts[new])


def _messages(session: Session, newest: Revision, known: int) -> list[str]:
    found = session.scalars(
        select(Revision.message)
        .where(
            Revision.reading_id == newest.reading_id,
            Revision.number > known,
            Revision.message != "",
        )
        .order_by(Revision.number.desc())
        .limit(3)
    )
    return list(found)
