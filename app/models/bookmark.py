"""Where a reader stopped."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, now


class Bookmark(Base):
    """The block (`ident`, which outlives revisions) that a reader had before them last, and when.
    That there is one says that the reader has opened the reading.

    `revision_id` is the text that they know, and `read_at` when they last had that one open. A
    newer one is theirs when they say that they have seen what changed.
    """

    __tablename__ = "bookmark"
    __table_args__ = (UniqueConstraint("user_id", "course_id", "reading_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"))
    ident: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime] = mapped_column(default=now)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", ondelete="SET NULL"))
    read_at: Mapped[datetime | None]
