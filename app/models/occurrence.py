"""Where forms stand in a revision, and what curators decided about them.

Occurrences are computed and may be thrown away; rulings and reading senses are a curator's words
and never are.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.anchoring import Quote
from app.core.limits import Limit
from app.core.senses import Rule
from app.models.base import Base, now

if TYPE_CHECKING:
    from app.models.layer import Layer
    from app.models.reading import Revision
    from app.models.term import Sense, Term
    from app.models.user import User

State = Literal["auto", "pinned", "suppressed"]


class Ruling(Base):
    """A curator's decision about one place: it means this sense (`sense_id`), or it is not to be
    marked (`sense_id` is None). Kept by its quote, so that it outlives every recomputation."""

    __tablename__ = "ruling"
    __table_args__ = (Index(None, "reading_id", "layer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    layer_id: Mapped[int] = mapped_column(ForeignKey("layer.id", ondelete="CASCADE"))
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    start: Mapped[int]
    end: Mapped[int]
    exact: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    sense_id: Mapped[int | None] = mapped_column(ForeignKey("sense.id", ondelete="CASCADE"))
    reason: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    sense: Mapped["Sense | None"] = relationship()
    author: Mapped["User | None"] = relationship()

    @property
    def quote(self) -> Quote:
        return Quote(self.exact, self.prefix, self.suffix)


class ReadingSense(Base):
    """What a form means throughout one reading, and why."""

    __tablename__ = "reading_sense"
    __table_args__ = (UniqueConstraint("reading_id", "layer_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    layer_id: Mapped[int] = mapped_column(ForeignKey("layer.id", ondelete="CASCADE"))
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"))
    form: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200))
    sense_id: Mapped[int] = mapped_column(ForeignKey("sense.id", ondelete="CASCADE"))
    reason: Mapped[str]
    from_pack: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    sense: Mapped["Sense"] = relationship()


class Occurrence(Base):
    """A form in the text: its span (code points), the sense that holds and the rule that says so.

    `first` is the tightest limit under which it is still marked (`core.limits`).
    """

    __tablename__ = "occurrence"
    __table_args__ = (Index(None, "revision_id", "layer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    layer_id: Mapped[int] = mapped_column(ForeignKey("layer.id", ondelete="CASCADE"))
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), index=True)
    sense_id: Mapped[int] = mapped_column(ForeignKey("sense.id", ondelete="CASCADE"))
    ruling_id: Mapped[int | None] = mapped_column(ForeignKey("ruling.id", ondelete="SET NULL"))
    start: Mapped[int]
    end: Mapped[int]
    exact: Mapped[str] = mapped_column(String(200))
    state: Mapped[State] = mapped_column(String(10))
    rule: Mapped[Rule] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(default="")
    first: Mapped[Limit] = mapped_column(String(10))

    revision: Mapped["Revision"] = relationship()
    layer: Mapped["Layer"] = relationship()
    term: Mapped["Term"] = relationship()
    sense: Mapped["Sense"] = relationship()
    ruling: Mapped[Ruling | None] = relationship()
