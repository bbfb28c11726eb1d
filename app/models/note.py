"""A context note: the staff's word on a passage."""

from typing import TYPE_CHECKING, Literal, get_args

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.anchoring import Quote
from app.models.base import Base

if TYPE_CHECKING:
    from app.models.layer import Layer
    from app.models.reading import Revision
    from app.models.user import User

NoteKind = Literal[
    "background", "translation", "correction", "source", "question", "points system", "code"
]
NOTE_KINDS: tuple[NoteKind, ...] = get_args(NoteKind)


class ContextNote(Base):
    """Anchored by quote. `start` and `end` (code points of `revision_id`) are its last sure place;
    None where its quote never had one."""

    __tablename__ = "context_note"
    __table_args__ = (
        UniqueConstraint("layer_id", "slug"),
        Index(None, "reading_id", "layer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    layer_id: Mapped[int] = mapped_column(ForeignKey("layer.id", ondelete="CASCADE"))
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(80))
    kind: Mapped[NoteKind] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200), default="")
    start: Mapped[int | None]
    end: Mapped[int | None]
    exact: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    body: Mapped[str]
    body_html: Mapped[str]
    sources: Mapped[list[dict[str, str]]] = mapped_column(default=list)
    status: Mapped[str] = mapped_column(String(20))
    credit: Mapped[str] = mapped_column(String(200), default="")
    from_pack: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    layer: Mapped["Layer"] = relationship(back_populates="notes")
    revision: Mapped["Revision"] = relationship()
    author: Mapped["User | None"] = relationship()

    @property
    def quote(self) -> Quote:
        return Quote(self.exact, self.prefix, self.suffix)
