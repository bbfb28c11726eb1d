"""A word that a reader files an annotation under."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.annotation import Annotation
from app.models.base import Base


class Tag(Base):
    """`name` is as the course writes it; who may see the annotation may see its tags."""

    __tablename__ = "tag"
    __table_args__ = (UniqueConstraint("annotation_id", "name"), Index(None, "course_id", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))

    annotation: Mapped[Annotation] = relationship(back_populates="tags")
