"""A course and who is in it."""

from datetime import datetime
from secrets import choice
from typing import TYPE_CHECKING, Any, Literal, Self

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.limits import Limit
from app.models.base import Base, now

if TYPE_CHECKING:
    from app.models.layer import Layer
    from app.models.reading import Reading
    from app.models.user import User

Role = Literal["instructor", "assistant", "student"]
STAFF: tuple[Role, ...] = ("instructor", "assistant")

# Without 0 O 1 I L: a code is read off a slip of paper.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 10  # 31**10 codes, behind a rate limit: not to be guessed


def new_code() -> str:
    return "".join(choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


class Course(Base):
    """Who reads together. `open_to_guests` lets anybody read texts, terms and notes, without
    the readers' marks. `remind_after` weeks a term that was met is marked again."""

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(default="")
    open_to_guests: Mapped[bool] = mapped_column(default=False)
    join_code: Mapped[str] = mapped_column(String(32), unique=True, default=new_code)
    remind_after: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="course", cascade="all, delete-orphan"
    )
    groups: Mapped[list["Group"]] = relationship(
        back_populates="course", cascade="all, delete-orphan", order_by="Group.name"
    )
    readings: Mapped[list["CourseReading"]] = relationship(
        back_populates="course",
        cascade="all, delete-orphan",
        order_by="CourseReading.position",
    )
    layers: Mapped[list["CourseLayer"]] = relationship(
        back_populates="course", cascade="all, delete-orphan", order_by="CourseLayer.position"
    )

    @classmethod
    def visible_to(cls, user: "User | None") -> Select[Self]:
        """Courses that a user is in, and those that are open to guests."""
        if user is None:
            return select(cls).where(cls.open_to_guests)
        mine = select(Membership.course_id).where(Membership.user_id == user.id)
        return select(cls).where(or_(cls.open_to_guests, cls.id.in_(mine)))

    def renew_code(self) -> None:
        """Make the old link and code worthless."""
        self.join_code = new_code()


class Group(Base):
    """Students of a course who discuss among themselves."""

    __tablename__ = "group"
    __table_args__ = (UniqueConstraint("course_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))

    course: Mapped[Course] = relationship(back_populates="groups")
    memberships: Mapped[list["Membership"]] = relationship(back_populates="group")


class Membership(Base):
    """One person in one course, as what, and in which group; `limits` are how often they want
    each layer (by slug) to mark its terms."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("course_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(String(16), default="student")
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="SET NULL"))
    hidden_layers: Mapped[str] = mapped_column(default="")  # slugs, joined by a space
    limits: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    created_at: Mapped[datetime] = mapped_column(default=now)

    course: Mapped[Course] = relationship(back_populates="memberships")
    user: Mapped["User"] = relationship(back_populates="memberships")
    group: Mapped[Group | None] = relationship(back_populates="memberships")

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF

    @property
    def is_instructor(self) -> bool:
        return self.role == "instructor"


class CourseReading(Base):
    """A reading on a course's syllabus."""

    __tablename__ = "course_reading"
    __table_args__ = (UniqueConstraint("course_id", "reading_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    reading_id: Mapped[int] = mapped_column(
        ForeignKey("reading.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    week: Mapped[int | None]

    course: Mapped[Course] = relationship(back_populates="readings")
    reading: Mapped["Reading"] = relationship()


class CourseLayer(Base):
    """A layer that a course reads with; `limit` overrides how often it marks its terms, and
    `limits_by_week` (week -> limit) from a week of the syllabus on."""

    __tablename__ = "course_layer"
    __table_args__ = (UniqueConstraint("course_id", "layer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    layer_id: Mapped[int] = mapped_column(ForeignKey("layer.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    limit: Mapped[Limit | None] = mapped_column(String(16))
    limits_by_week: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")

    course: Mapped[Course] = relationship(back_populates="layers")
    layer: Mapped["Layer"] = relationship()
