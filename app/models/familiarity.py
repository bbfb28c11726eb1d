"""What a reader has met of the glossary: senses read, known, or to be reminded of."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, now
from app.models.reading import Reading
from app.models.term import Sense

Standing = Literal["read", "known", "remind"]
STANDINGS: tuple[Standing, ...] = ("read", "known", "remind")


class Wording(Base):
    """A sense as it was worded when somebody read it; `digest` (SHA-256, hexadecimal) tells
    wordings apart. Only what was read is kept, once, however many read it."""

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("sense_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sense_id: Mapped[int] = mapped_column(ForeignKey("sense.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    body: Mapped[str]


class Familiarity(Base):
    """How a reader stands with one sense (to know one sense is not to know another). `sentence`
    is where they met it, `exact` its words there: what a flashcard shows."""

    __tablename__ = "familiarity"
    __table_args__ = (
        UniqueConstraint("user_id", "course_id", "sense_id"),
        Index(None, "course_id", "user_id", "standing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    sense_id: Mapped[int] = mapped_column(ForeignKey("sense.id", ondelete="CASCADE"), index=True)
    wording_id: Mapped[int] = mapped_column(ForeignKey("wording.id", ondelete="CASCADE"))
    reading_id: Mapped[int | None] = mapped_column(ForeignKey("reading.id", ondelete="SET NULL"))
    standing: Mapped[Standing] = mapped_column(String(10), default="read")
    exact: Mapped[str] = mapped_column(default="")
    sentence: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default=now)

    sense: Mapped[Sense] = relationship()
    wording: Mapped[Wording] = relationship()
    reading: Mapped[Reading | None] = relationship()

    @property
    def is_changed(self) -> bool:
        """Is the card worded otherwise than when its reader read it?"""
        return self.wording.body != self.sense.body
