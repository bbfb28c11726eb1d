"""Where a mark, a note or a ruling stands in one revision, by what evidence, and who decided it.

The thing itself keeps its last sure place. Its placements say what became of it in each revision:
so an earlier text is shown with its marks where they stood, and staff see what to look at.
"""

from datetime import datetime
from typing import Literal

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy import and_ as all_of
from sqlalchemy import or_ as any_of
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.annotation import Annotation
from app.models.base import Base
from app.models.note import ContextNote
from app.models.occurrence import Ruling
from app.models.reading import Revision
from app.models.user import User

# `made` is where it was put by hand; the others are what an edit of the text did to it.
Standing = Literal["made", "same", "moved", "edited", "doubtful", "lost"]
SURE: tuple[Standing, ...] = ("made", "same", "moved", "edited")
UNSURE: tuple[Standing, ...] = ("doubtful", "lost")
THINGS = ("annotation_id", "note_id", "ruling_id")
Decision = Literal["accepted", "moved", "orphaned"]


class Placement(Base):
    """Of one annotation, note or ruling in one revision.

    `start` and `end` (code points) are its place; of a doubtful one the place that is proposed,
    until staff decide: `accepted` as proposed, `moved` to where start and end then say, or
    `orphaned`, which leaves it without. `score` is from 0 to 1, `evidence` says it in words.
    """

    __tablename__ = "placement"
    __table_args__ = (
        CheckConstraint(
            " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in THINGS) + " = 1",
            name="of_one_thing",
        ),
        UniqueConstraint("annotation_id", "revision_id"),
        UniqueConstraint("note_id", "revision_id"),
        UniqueConstraint("ruling_id", "revision_id"),
        Index(None, "revision_id", "course_id", "outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # None: a note or a ruling on a reading that no course has as its home.
    course_id: Mapped[int | None] = mapped_column(
        ForeignKey("course.id", ondelete="CASCADE"), index=True
    )
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    annotation_id: Mapped[int | None] = mapped_column(
        ForeignKey("annotation.id", ondelete="CASCADE")
    )
    note_id: Mapped[int | None] = mapped_column(ForeignKey("context_note.id", ondelete="CASCADE"))
    ruling_id: Mapped[int | None] = mapped_column(ForeignKey("ruling.id", ondelete="CASCADE"))
    outcome: Mapped[Standing] = mapped_column(String(10))
    start: Mapped[int | None]
    end: Mapped[int | None]
    score: Mapped[float]
    evidence: Mapped[str] = mapped_column(default="")
    decision: Mapped[Decision | None] = mapped_column(String(10))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]

    revision: Mapped[Revision] = relationship()
    annotation: Mapped[Annotation | None] = relationship()
    note: Mapped[ContextNote | None] = relationship()
    ruling: Mapped[Ruling | None] = relationship()
    decided_by: Mapped[User | None] = relationship()

    @property
    def thing(self) -> Annotation | ContextNote | Ruling:
        """What it is the placement of."""
        found = self.annotation or self.note or self.ruling
        if found is None:
            raise ValueError(f"placement {self.id} is of nothing")
        return found

    def waits_in(self, newest: Revision) -> bool:
        """Is it still to be decided about, in the newest text?"""
        return self.revision_id == newest.id and self.decision is None

    def is_decided(self, decision: str, by: int) -> bool:
        """Was just this decided, by this person?"""
        return (self.decision, self.decided_by_id) == (decision, by)

    @classmethod
    def stands(cls) -> ColumnElement[bool]:
        """Has the thing a place in the revision that is sure, or that staff chose?"""
        return any_of(cls.outcome.in_(SURE), cls.decision.in_(("accepted", "moved")))

    @classmethod
    def waits(cls) -> ColumnElement[bool]:
        """Is it for staff to decide?"""
        return all_of(cls.outcome.in_(UNSURE), cls.decision.is_(None))
