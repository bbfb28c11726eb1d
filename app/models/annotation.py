"""A reader's mark on a passage, and the thread under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sqlalchemy import ForeignKey, Index, Select, String, cast, column, func, select, table
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from app.core.anchoring import describe
from app.core.parts import parts
from app.core.talk import KINDS as KINDS
from app.core.talk import Kind as Kind
from app.models.audience import HasAudience
from app.models.base import Base
from app.models.course import Course, Group
from app.models.reading import Reading, Revision
from app.models.user import User
from app.models.writing import Version, Written

if TYPE_CHECKING:
    from app.models.reply import Reply, Said
    from app.models.tag import Tag


# Tables whose classes know this one.
_event = table("event", column("id"), column("annotation_id"))
_tag = table("tag", column("name"), column("annotation_id"))
_reply = table("reply", column("annotation_id"), column("author_id"))
_second = table("second", column("user_id"), column("annotation_id"))


StateOfTalk = tuple[int, int | None, str | None]  # id, newest event, authors of replies


@dataclass(frozen=True, slots=True)
class Part:
    """Replies that stand together in a thread: shown, or folded between those that are."""

    replies: Sequence["Said"]
    is_folded: bool


class Annotation(HasAudience, Written, Base):
    """Span in code points of `revision_id`; `exact` is the quote as the reader selected it and is
    never rewritten."""

    __tablename__ = "annotation"
    __table_args__ = (
        # All that a page asks of its marks: thousands are read from here, and no row for them.
        Index(
            "ix_annotation_marks",
            "course_id",
            "reading_id",
            "revision_id",
            "start",
            "id",
            "end",
            "author_id",
            "visibility",
            "group_id",
            "deleted_at",
            "kind",
            "answer_id",
        ),
        Index(None, "author_id", "nonce", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    kind: Mapped[Kind] = mapped_column(String(10))
    start: Mapped[int]
    end: Mapped[int]
    exact: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    answer_id: Mapped[int | None] = mapped_column(
        ForeignKey("reply.id", ondelete="SET NULL", use_alter=True)
    )

    course: Mapped[Course] = relationship()
    reading: Mapped[Reading] = relationship()
    author: Mapped[User] = relationship(foreign_keys="Annotation.author_id")
    group: Mapped[Group | None] = relationship()
    replies: Mapped[list["Reply"]] = relationship(
        back_populates="annotation",
        cascade="all, delete-orphan",
        order_by="Reply.id",
        foreign_keys="Reply.annotation_id",
    )
    versions: Mapped[list[Version]] = relationship(
        cascade="all, delete-orphan", order_by="Version.id", foreign_keys="Version.annotation_id"
    )
    tags: Mapped[list["Tag"]] = relationship(
        back_populates="annotation", cascade="all, delete-orphan", order_by="Tag.name"
    )
    # What a thread shows besides, loaded with it: no list of rows for each, but a value. The
    # newest event is how far one has read who reads the thread now.
    newest_event: Mapped[int | None] = column_property(
        select(func.max(_event.c.id)).where(_event.c.annotation_id == id).scalar_subquery(),
        deferred=True,
        group="thread",
    )
    _tagged: Mapped[str | None] = column_property(
        select(func.aggregate_strings(_tag.c.name, "\n"))
        .where(_tag.c.annotation_id == id)
        .scalar_subquery(),
        deferred=True,
        group="thread",
    )
    _seconded: Mapped[str | None] = column_property(
        select(func.aggregate_strings(cast(_second.c.user_id, String), " "))
        .where(_second.c.annotation_id == id)
        .scalar_subquery(),
        deferred=True,
        group="thread",
    )

    _repliers: Mapped[str | None] = column_property(
        select(func.aggregate_strings(User.name, "\n"))
        .where(_reply.c.annotation_id == id, User.id == _reply.c.author_id)
        .scalar_subquery(),
        deferred=True,
        group="thread",
    )

    @classmethod
    def in_reading(cls, user: User | None, course: Course, reading: Reading) -> Select[Self]:
        """The marks of a course on a reading that a user may see, in the order of the text."""
        return (
            cls.visible_to(user)
            .where(cls.course_id == course.id, cls.reading_id == reading.id)
            .order_by(cls.start, cls.end.desc(), cls.id)
        )

    @property
    def said(self) -> Sequence["Said"]:
        """Its replies as they are shown, which `services.marks.threads` puts here."""
        return self._said

    @property
    def state_of_talk(self) -> StateOfTalk:
        """Is the same as long as its replies and their authors' names are: every write has its
        event."""
        return self.id, self.newest_event, self._repliers

    def put_said(self, said: Sequence["Said"]) -> None:
        self._said = said

    def anchor(self, revision: Revision, start: int, end: int) -> None:
        """Place it on `revision.text[start:end]`."""
        quote = describe(revision.text, start, end)
        self.revision_id, self.start, self.end = revision.id, start, end
        self.exact, self.prefix, self.suffix = quote.exact, quote.prefix, quote.suffix

    @property
    def is_question(self) -> bool:
        return self.kind == "question"

    @property
    def is_answered(self) -> bool:
        return self.answer_id is not None

    def replies_in_parts(self) -> list[Part]:
        """The first reply, the newest ones and the answer are shown; what is between folds."""
        said, answer = self.said, self.answer_id
        answers = [at for at, reply in enumerate(said) if reply.id == answer]
        return [
            Part(said[run.start : run.stop], is_folded)
            for run, is_folded in parts(len(said), kept=answers)
        ]

    @property
    def tag_names(self) -> list[str]:
        return sorted(self._tagged.split("\n")) if self._tagged else []

    @property
    def seconded_by(self) -> frozenset[int]:
        """The ids of those who ask this too."""
        return frozenset(map(int, (self._seconded or "").split()))

    def has_words_of_others(self, user_id: int) -> bool:
        """Is there anything in the thread that could be news to this reader?"""
        if self.author_id != user_id and self.body:
            return True
        return any(reply.author_id != user_id and reply.body for reply in self.said)
