"""What readers write: Markdown, rendered when written, its earlier versions kept."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.markdown import RENDERER_VERSION, render_post
from app.models.base import Base, now


class Version(Base):
    """What an annotation or a reply said before it was edited or deleted."""

    __tablename__ = "version"

    id: Mapped[int] = mapped_column(primary_key=True)
    annotation_id: Mapped[int | None] = mapped_column(
        ForeignKey("annotation.id", ondelete="CASCADE"), index=True
    )
    reply_id: Mapped[int | None] = mapped_column(
        ForeignKey("reply.id", ondelete="CASCADE"), index=True
    )
    body: Mapped[str]
    written_at: Mapped[datetime]
    replaced_at: Mapped[datetime] = mapped_column(default=now)


class Written:
    """The columns and verbs of an annotation's and a reply's text. The form that it was written in
    has a `nonce`, so that a form sent twice writes once."""

    if TYPE_CHECKING:
        versions: Mapped[list[Version]]

    body: Mapped[str] = mapped_column(default="")
    body_html: Mapped[str] = mapped_column(default="")
    renderer_version: Mapped[int] = mapped_column(default=RENDERER_VERSION)
    created_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None] = mapped_column(default=None)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)
    nonce: Mapped[str | None] = mapped_column(String(32), default=None)

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    def has_said(self, body: str) -> bool:
        """Are these its words, or were they once?"""
        return body in {self.body, *(version.body for version in self.versions)}

    def write(self, body: str) -> None:
        """Set the text for the first time."""
        self.body = body
        self.body_html = render_post(body)
        self.renderer_version = RENDERER_VERSION

    def edit(self, body: str) -> None:
        """Replace the text; the earlier one is kept as a version."""
        self.versions.append(Version(body=self.body, written_at=self.edited_at or self.created_at))
        self.write(body)
        self.edited_at = now()

    def delete(self) -> None:
        """Take back the words; the place and the replies stay."""
        self.versions.append(Version(body=self.body, written_at=self.edited_at or self.created_at))
        self.write("")
        self.deleted_at = now()
