"""What happened, in the transaction in which it happened.

Unread marks, activity lists and live delivery read events; nothing else tells them of a write.
"""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.annotation import Annotation
from app.models.audience import HasAudience
from app.models.base import Base, now
from app.models.reading import Reading
from app.models.reply import Reply
from app.models.user import User

EventKind = Literal[
    "annotation created",
    "annotation edited",
    "annotation deleted",
    "reply created",
    "reply edited",
    "reply deleted",
    "question answered",
    "question reopened",
    "term changed",
    "note changed",
    "occurrence ruled",
    "course changed",
    "people changed",
    "reading added",
    "revision published",
    "annotation doubtful",
    "annotation lost",
    "annotation placed",
    "annotation orphaned",
]

# What others are told of: something new to read. An edit, or what was taken back, is none.
TELLING: tuple[EventKind, ...] = ("annotation created", "reply created", "question answered")

# What the whole course is told of a text.
OF_TEXTS: tuple[EventKind, ...] = ("revision published",)


# What an edit of the text did to one's own mark, and what was then decided about its place: told to
# its author alone.
DISPLACING: tuple[EventKind, ...] = (
    "annotation doubtful",
    "annotation lost",
    "annotation placed",
    "annotation orphaned",
)


class Event(HasAudience, Base):
    """The audience is that of the thread: `author_id` is the thread's author, `actor_id` who did
    it. Both are None where a command changed a course."""

    __tablename__ = "event"
    __table_args__ = (
        Index(None, "course_id", "id"),
        Index(None, "course_id", "reading_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[EventKind] = mapped_column(String(24))
    author_id: Mapped[int | None] = mapped_column(  # type: ignore[assignment] # see above
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    reading_id: Mapped[int | None] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"))
    annotation_id: Mapped[int | None] = mapped_column(
        ForeignKey("annotation.id", ondelete="CASCADE"), index=True
    )
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("reply.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(default=now)

    actor: Mapped[User | None] = relationship(foreign_keys="Event.actor_id")
    reading: Mapped[Reading | None] = relationship()
    annotation: Mapped[Annotation | None] = relationship()

    @classmethod
    def of_thread(
        cls, kind: EventKind, actor: User, annotation: Annotation, reply: Reply | None = None
    ) -> "Event":
        """An event in a thread, with the thread's audience. The annotation must have its id."""
        return cls(
            kind=kind,
            course_id=annotation.course_id,
            reading_id=annotation.reading_id,
            annotation_id=annotation.id,
            reply_id=reply.id if reply else None,
            actor_id=actor.id,
            author_id=annotation.author_id,
            visibility=annotation.visibility,
            group_id=annotation.group_id,
        )

    @classmethod
    def of_course(
        cls, kind: EventKind, actor: User, course_id: int, reading_id: int | None = None
    ) -> "Event":
        """A change to a course, or to the layers of one of its readings. Who is in the course is
        the staff's to know; the rest is everybody's."""
        return cls(
            kind=kind,
            course_id=course_id,
            reading_id=reading_id,
            actor_id=actor.id,
            author_id=actor.id,
            visibility="staff" if kind == "people changed" else "course",
        )
