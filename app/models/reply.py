"""An answer in a thread."""

from datetime import datetime
from typing import NamedTuple, Self

from sqlalchemy import ForeignKey, Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.annotation import Annotation
from app.models.base import Base
from app.models.user import User
from app.models.writing import Version, Written


class Said(NamedTuple):
    """A reply as it is shown: a row, since a page has hundreds and changes none."""

    id: int
    author_id: int
    author: str
    body: str
    body_html: str
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None


class Reply(Written, Base):
    """An answer in a thread. Who may see the annotation may see its replies."""

    __tablename__ = "reply"
    __table_args__ = (Index(None, "author_id", "nonce", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    annotation_id: Mapped[int] = mapped_column(
        ForeignKey("annotation.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)

    annotation: Mapped[Annotation] = relationship(
        back_populates="replies", foreign_keys=[annotation_id]
    )
    author: Mapped[User] = relationship()
    versions: Mapped[list[Version]] = relationship(
        cascade="all, delete-orphan", order_by="Version.id", foreign_keys="Version.reply_id"
    )

    @classmethod
    def visible_to(cls, user: User | None) -> Select[Self]:
        return select(cls).join(cls.annotation).where(Annotation.is_visible_to(user))
