"""Look-ups that are permissions: what the reader may not see is 404."""

from typing import cast

from flask import abort
from flask_login import current_user
from sqlalchemy import bindparam, select

from app.database import db, one_or_404
from app.models import Course, Membership, User

# Asked by nearly every request, so it is put together once.
_MEMBERSHIP = select(Membership).where(
    Membership.course_id == bindparam("course"), Membership.user_id == bindparam("user")
)


def reader() -> User | None:
    """Who is asking; None is a guest."""
    return cast(User, current_user._get_current_object()) if current_user.is_authenticated else None


def signed_in() -> User:
    """Who is asking, or 404 for a guest: nothing that needs an account exists for them."""
    return reader() or abort(404)


def the_course(slug: str) -> Course:
    return one_or_404(Course.visible_to(reader()).where(Course.slug == slug))


def membership_in(course: Course) -> Membership | None:
    """The reader's membership; None for a guest and for a stranger in an open course."""
    user = reader()
    if user is None:
        return None
    return db.session.scalar(_MEMBERSHIP, {"course": course.id, "user": user.id})


def member_of(course: Course) -> Membership:
    return membership_in(course) or abort(404)


def staff_of(course: Course) -> Membership:
    membership = member_of(course)
    return membership if membership.is_staff else abort(404)


def instructor_of(course: Course) -> Membership:
    membership = member_of(course)
    return membership if membership.is_instructor else abort(404)
