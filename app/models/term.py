"""A term card: headword, forms, senses."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import senses
from app.models.base import Base

if TYPE_CHECKING:
    from app.models.layer import Layer


class Term(Base):
    """`from_pack` tells what a pack brought and may take away from what a curator wrote here."""

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("layer_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    layer_id: Mapped[int] = mapped_column(ForeignKey("layer.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(80))
    headword: Mapped[str] = mapped_column(String(200))
    chinese: Mapped[str] = mapped_column(String(120), default="")
    pinyin: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(20), default="term")
    position: Mapped[int]
    related: Mapped[str] = mapped_column(default="")  # slugs, joined by a space
    points: Mapped[dict[str, Any] | None]
    from_pack: Mapped[bool] = mapped_column(default=False)

    layer: Mapped["Layer"] = relationship(back_populates="terms")
    forms: Mapped[list["Form"]] = relationship(
        back_populates="term", cascade="all, delete-orphan", order_by="Form.id"
    )
    senses: Mapped[list["Sense"]] = relationship(
        back_populates="term", cascade="all, delete-orphan", order_by="Sense.position"
    )


class Form(Base):
    """A way to write a term. `folded` is what forms are compared by."""

    __tablename__ = "form"

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200), index=True)
    language: Mapped[str] = mapped_column(String(35), default="en")
    case_exact: Mapped[bool] = mapped_column(default=False)
    whole_word: Mapped[bool] = mapped_column(default=True)
    auto: Mapped[bool] = mapped_column(default=True)
    from_pack: Mapped[bool] = mapped_column(default=False)

    term: Mapped[Term] = relationship(back_populates="forms")


class Sense(Base):
    """One meaning, with whose word it is, when it held, and where it is from."""

    __tablename__ = "sense"
    __table_args__ = (UniqueConstraint("term_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(80))
    voice: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[str | None] = mapped_column(String(10))
    valid_to: Mapped[str | None] = mapped_column(String(10))
    body: Mapped[str]
    body_html: Mapped[str]
    sources: Mapped[list[dict[str, str]]] = mapped_column(default=list)
    status: Mapped[str] = mapped_column(String(20), default="unverified")
    position: Mapped[int]
    from_pack: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    term: Mapped[Term] = relationship(back_populates="senses")

    @property
    def candidate(self) -> senses.Sense:
        return senses.Sense(self.id, self.voice, self.valid_from, self.valid_to)
