"""A document that somebody has brought, and that waits to become a reading."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, Self

from sqlalchemy import JSON, ForeignKey, Index, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.importing import Converted, Fact, Form, Prepared, Removal
from app.models.base import Base, now
from app.models.course import Course
from app.models.reading import Reading
from app.models.user import User

State = Literal["waiting", "published"]


class Import(Base):
    """One document on its way.

    While it waits it has the file (`original`), the text as it was converted, and the reading as
    it was prepared and then mended. Once it is published, only what tells it from others stays:
    who, when, the name and the digests. `course_id` and `author_id`
    are None where a command brought it. `version` counts its changes, so that two who mend it at
    once do not undo each other's; `given` is what was typed over the facts, `removed` the numbers
    of the proposals that are taken up.
    """

    __tablename__ = "import"
    __table_args__ = (
        UniqueConstraint("author_id", "nonce", "place"),
        Index(None, "course_id", "state"),
        Index(None, "digest"),
        Index(None, "text_digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    reading_id: Mapped[int | None] = mapped_column(
        ForeignKey("reading.id", ondelete="SET NULL"), index=True
    )
    state: Mapped[State] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)
    nonce: Mapped[str | None] = mapped_column(String(32))
    place: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(255))
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the file
    text_digest: Mapped[str] = mapped_column(String(64), default="")
    original: Mapped[bytes | None] = mapped_column(deferred=True)
    form: Mapped[str] = mapped_column(String(10), default="")
    text: Mapped[str] = mapped_column(default="", deferred=True)
    said: Mapped[dict[str, Any]] = mapped_column(default=dict)
    kind: Mapped[str] = mapped_column(String(20), default="")
    prepared: Mapped[str] = mapped_column(default="", deferred=True)
    markdown: Mapped[str] = mapped_column(default="", deferred=True)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    given: Mapped[dict[str, Any]] = mapped_column(default=dict)
    removals: Mapped[list[Any]] = mapped_column(JSON, default=list)
    removed: Mapped[list[Any]] = mapped_column(JSON, default=list)
    told: Mapped[list[Any]] = mapped_column(JSON, default=list)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    alike: Mapped[dict[str, Any]] = mapped_column(default=dict)

    course: Mapped[Course | None] = relationship()
    author: Mapped[User | None] = relationship(foreign_keys="Import.author_id")
    changed_by: Mapped[User | None] = relationship(foreign_keys="Import.changed_by_id")
    reading: Mapped[Reading | None] = relationship()
    pictures: Mapped[list["ImportPicture"]] = relationship(cascade="all, delete-orphan")

    @classmethod
    def of(cls, course: Course) -> Select[Self]:
        """What its instructors have brought, the newest first."""
        return select(cls).where(cls.course_id == course.id).order_by(cls.id.desc())

    @property
    def converted(self) -> Converted:
        """As it was converted, without its pictures."""
        return Converted(self.name, Form(self.form), self.text, facts_of(self.said))

    @property
    def known(self) -> Mapping[str, Fact]:
        return facts_of(self.facts)

    @property
    def proposals(self) -> list[Removal]:
        return [Removal(**removal) for removal in self.removals]

    @property
    def taken_up(self) -> list[Removal]:
        """The proposals to which somebody has said yes."""
        return [one for number, one in enumerate(self.proposals) if number in self.removed]

    @property
    def is_edited(self) -> bool:
        """Was the text changed by hand?"""
        return self.markdown != self.prepared

    def value(self, name: str) -> str:
        """What was given, or else is known, of a fact; of the kind, and the id, likewise."""
        if name == "kind":
            return self.kind
        known = self.known.get(name)
        return str(self.given.get(name, known.value if known else ""))

    def take(self, prepared: Prepared, facts: Mapping[str, Fact]) -> None:
        """Be what was prepared. Text that was edited by hand stays, and so does what was typed."""
        if not self.is_edited:
            self.markdown = prepared.markdown
        self.prepared = prepared.markdown
        self.kind = prepared.kind
        self.facts = stored(facts)
        self.removals = [
            {"line": one.line, "place": one.place, "text": one.text, "reason": one.reason}
            for one in prepared.removals
        ]
        self.removed = []
        self.told = list(prepared.told)
        self.details = dict(prepared.details)

    def change(self, user: User | None) -> None:
        """Count a change, and say whose it is."""
        self.version += 1
        self.changed_at = now()
        self.changed_by = user

    def become(self, reading: Reading) -> None:
        """Be published: what only helped on the way is dropped."""
        self.state = "published"
        self.reading = reading
        self.original, self.text, self.prepared, self.markdown = None, "", "", ""
        self.pictures = []


class ImportPicture(Base):
    """A picture that waits with its document."""

    __tablename__ = "import_picture"

    import_id: Mapped[int] = mapped_column(
        ForeignKey("import.id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(
        ForeignKey("picture.digest", ondelete="CASCADE"), primary_key=True, index=True
    )


def stored(facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {
        name: {"value": fact.value, "basis": fact.basis, "is_guessed": fact.is_guessed}
        for name, fact in facts.items()
    }


def facts_of(rows: Mapping[str, Any]) -> dict[str, Fact]:
    return {name: Fact(**row) for name, row in rows.items()}
