"""Pictures of readings, by the digest of their content: the same picture is stored once."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Picture(Base):
    """Re-encoded by us. `digest` is the SHA-256 of `content`; sizes are in pixels."""

    __tablename__ = "picture"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(deferred=True)
    media_type: Mapped[str] = mapped_column(String(40))
    width: Mapped[int]
    height: Mapped[int]


class ReadingPicture(Base):
    """A picture that a reading shows, in any of its revisions."""

    __tablename__ = "reading_picture"

    reading_id: Mapped[int] = mapped_column(
        ForeignKey("reading.id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(
        ForeignKey("picture.digest", ondelete="CASCADE"), primary_key=True, index=True
    )
