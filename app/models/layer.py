"""A layer: a named set of term cards and context notes."""

from typing import TYPE_CHECKING, Self

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.limits import Limit
from app.models.base import Base
from app.models.course import Course, CourseLayer

if TYPE_CHECKING:
    from app.models.note import ContextNote
    from app.models.term import Term


class Layer(Base):
    """`glyph` and `hue` (degrees, OKLCH) stand for it; `home_id` is the course that curates it,
    other courses only read with it."""

    __tablename__ = "layer"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    glyph: Mapped[str] = mapped_column(String(4))
    hue: Mapped[int]
    about: Mapped[str]
    limit: Mapped[Limit] = mapped_column(String(16), default="section")
    home_id: Mapped[int | None] = mapped_column(ForeignKey("course.id", ondelete="SET NULL"))
    pack_digest: Mapped[str] = mapped_column(String(64), default="")  # of the pack last loaded

    @classmethod
    def curated_by(cls, course: Course) -> Select[Self]:
        """The layers that a course reads with and curates itself, in its order."""
        return (
            select(cls)
            .join(CourseLayer, CourseLayer.layer_id == cls.id)
            .where(CourseLayer.course_id == course.id, cls.home_id == course.id)
            .order_by(CourseLayer.position)
        )

    terms: Mapped[list["Term"]] = relationship(
        back_populates="layer", cascade="all, delete-orphan", order_by="Term.position"
    )
    notes: Mapped[list["ContextNote"]] = relationship(
        back_populates="layer", cascade="all, delete-orphan", order_by="ContextNote.id"
    )
