"""How far a reader has read the talk about a reading."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Seen(Base):
    """Events up to `event_id` are no news to this reader; later ones by others are."""

    __tablename__ = "seen"
    __table_args__ = (UniqueConstraint("user_id", "course_id", "reading_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"))
    event_id: Mapped[int] = mapped_column(default=0)


class SeenThread(Base):
    """How far a reader has read one thread, where that is not as far as `Seen` says: further, as
    they opened it, or less far, as they marked it as unread."""

    __tablename__ = "seen_thread"
    __table_args__ = (UniqueConstraint("user_id", "annotation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    annotation_id: Mapped[int] = mapped_column(
        ForeignKey("annotation.id", ondelete="CASCADE"), index=True
    )
    event_id: Mapped[int] = mapped_column(default=0)
