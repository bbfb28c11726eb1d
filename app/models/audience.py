"""Who may see something a reader wrote: the one rule, `visible_to`."""

from functools import lru_cache
from typing import Literal, Self, TypeVar

from sqlalchemy import ColumnElement, ForeignKey, Select, String, and_, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute as Attribute
from sqlalchemy.orm import Mapped, aliased, declared_attr, mapped_column

from app.models.course import STAFF, Membership
from app.models.user import User

Visibility = Literal["private", "staff", "group", "course"]
T = TypeVar("T")


class HasAudience:
    """Columns and the rule of everything that has an audience.

    private: its author. staff: its author and the course's staff. group: the group and the
    staff. course: everybody in the course. Who is not in the course sees nothing, author or not.
    """

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    visibility: Mapped[Visibility] = mapped_column(String(10))

    @declared_attr
    def author_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)

    @declared_attr
    def group_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("group.id", ondelete="SET NULL"))

    @classmethod
    def visible_to(cls, user: User | None) -> Select[Self]:
        """Select what a user may see. What is not in it does not exist for them: 404."""
        return select(cls).where(cls.is_visible_to(user))

    @classmethod
    def is_visible_to(cls, user: User | None) -> ColumnElement[bool]:
        """The rule as a condition, for queries that start elsewhere."""
        return false() if user is None else cls.is_visible_to_id(user.id)

    @classmethod
    @lru_cache(maxsize=1_024)  # to write a condition takes longer than to ask the database
    def is_visible_to_id(cls, user_id: int) -> ColumnElement[bool]:
        """The same, for queries that are kept for each reader."""
        mine = aliased(Membership)  # the query may have joined the memberships of others

        def of_mine(column: Attribute[T], *conditions: ColumnElement[bool]) -> Select[T]:
            """Depends on no row outside, so the database asks it once for thousands of them."""
            found = select(column).where(mine.user_id == user_id, *conditions)
            return found.correlate(None)

        return and_(
            cls.course_id.in_(of_mine(mine.course_id)),
            or_(
                cls.author_id == user_id,
                cls.visibility == "course",
                and_(
                    cls.visibility.in_(("staff", "group")),
                    cls.course_id.in_(of_mine(mine.course_id, mine.role.in_(STAFF))),
                ),
                # A group is of one course.
                and_(
                    cls.visibility == "group",
                    cls.group_id.in_(of_mine(mine.group_id, mine.group_id.is_not(None))),
                ),
            ),
        )
