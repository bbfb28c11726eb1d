"""Guess, then reveal: what readers make of a term from its context before they see the card."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, now
from app.models.term import Term
from app.models.user import User


class GuessedTerm(Base):
    """A term that a course has its readers guess first."""

    __tablename__ = "guessed_term"
    __table_args__ = (UniqueConstraint("course_id", "term_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), index=True)

    term: Mapped[Term] = relationship()


class Guess(Base):
    """One reader's guess; theirs alone. The staff sees the guesses without names. Empty words are a
    reader who would rather see the card."""

    __tablename__ = "guess"
    __table_args__ = (UniqueConstraint("course_id", "term_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    body: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship()
