"""A reading, its immutable revisions and their blocks."""

from bisect import bisect_right
from datetime import datetime
from typing import Any, Self

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from app.core.blocks import Document, read_markdown
from app.core.identities import keep_identities
from app.core.markdown import RENDERER_VERSION
from app.models.base import Base, now
from app.models.user import User


class Reading(Base):
    """A document. `date` and `voice` are the document's own: they decide which senses hold.

    `home_id` is the course whose staff curates it: pins, senses, notes.
    """

    __tablename__ = "reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    subtitle: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    date: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(35))
    voice: Mapped[str] = mapped_column(String(20))
    rights: Mapped[str]
    source: Mapped[dict[str, Any]]
    home_id: Mapped[int | None] = mapped_column(ForeignKey("course.id", ondelete="SET NULL"))
    pack_digest: Mapped[str] = mapped_column(String(64), default="")  # of the pack last loaded

    revisions: Mapped[list["Revision"]] = relationship(
        back_populates="reading", cascade="all, delete-orphan", order_by="Revision.number"
    )

    @property
    def newest(self) -> "Revision | None":
        """The newest revision, without loading the others."""
        session = object_session(self)
        if session is None or self.id is None:
            return self.revisions[-1] if self.revisions else None
        return session.scalars(Revision.newest_of(self.id)).one_or_none()

    def publish(self, source: str, author: User | None = None, message: str = "") -> "Revision":
        """Make the next revision of the text from Markdown. Its blocks keep the ids that they had
        in the last one."""
        before = self.newest
        document = read_markdown(source, self.language)
        if before is not None:
            document = keep_identities(document, before.blocks)
        revision = Revision(
            number=before.number + 1 if before else 1,
            source=source,
            author=author,
            message=message,
            text=document.text,
            renderer_version=RENDERER_VERSION,
            blocks=_blocks(document),
        )
        self._take(revision)
        return revision

    def _take(self, revision: "Revision") -> None:
        session = object_session(self)
        if session is None or self.id is None:
            self.revisions.append(revision)
        else:  # to append would load every revision that there is
            revision.reading_id = self.id
            revision.reading = self
            session.add(revision)


class Revision(Base):
    """An immutable version of a reading: source, safe HTML in blocks, canonical text.
    `author_id` is None where a command or a pack made it."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("reading_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"))
    number: Mapped[int]
    source: Mapped[str]
    text: Mapped[str]
    renderer_version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    message: Mapped[str] = mapped_column(
        default="", server_default=sql("''")
    )  # what changed, and why

    author: Mapped[User | None] = relationship()
    reading: Mapped[Reading] = relationship(back_populates="revisions")
    blocks: Mapped[list["Block"]] = relationship(
        back_populates="revision", cascade="all, delete-orphan", order_by="Block.position"
    )

    @classmethod
    def newest_of(cls, reading_id: int) -> Select[Self]:
        return select(cls).where(cls.reading_id == reading_id).order_by(cls.number.desc()).limit(1)

    def block_at(self, offset: int) -> "Block":
        """The block that an offset stands in, the nearest for one beyond the text."""
        after = bisect_right(self.blocks, offset, key=lambda block: block.start)
        return self.blocks[max(0, after - 1)]


class Block(Base):
    """A citable unit of a revision; the columns are those of `core.blocks.Block`."""

    __tablename__ = "block"
    __table_args__ = (UniqueConstraint("revision_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    position: Mapped[int]
    ident: Mapped[str] = mapped_column(String(24))
    kind: Mapped[str] = mapped_column(String(16))
    number: Mapped[int | None]
    section: Mapped[int]
    html: Mapped[str]
    text: Mapped[str]
    start: Mapped[int]
    opens: Mapped[str]
    closes: Mapped[str]

    revision: Mapped[Revision] = relationship(back_populates="blocks")

    @property
    def name(self) -> str:
        """What a reader calls it: “paragraph 7”; a heading has no number."""
        return f"paragraph {self.number}" if self.number else f"this {self.kind}"

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def level(self) -> int:
        """Of a heading, 1 to 6; 0 for everything else."""
        return int(self.html[2]) if self.kind == "heading" else 0


def _blocks(document: Document) -> list[Block]:
    return [
        Block(
            position=position,
            ident=block.ident,
            kind=block.kind,
            number=block.number,
            section=block.section,
            html=block.html,
            text=block.text,
            start=block.start,
            opens=block.opens,
            closes=block.closes,
        )
        for position, block in enumerate(document.blocks)
    ]
