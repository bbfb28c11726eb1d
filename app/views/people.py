"""Who is in a course. Staff see it; instructors change it."""

from flask import Blueprint, flash, make_response, render_template, request, url_for
from flask import Response as FlaskResponse
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from app.core.roster import ROLES
from app.database import db, one_or_404
from app.models import Course, Event, Group, Membership, User
from app.services.roster import (
    LastInstructorError,
    Slip,
    change_role,
    may_renew_password,
    remove,
    renew_password,
)
from app.views.access import instructor_of, signed_in, staff_of, the_course
from app.views.accounts import drawn_passwords
from app.views.hypermedia import see_other

LAST_INSTRUCTOR = "A course keeps at least one instructor: make somebody else one first."

blueprint = Blueprint("people", __name__, url_prefix="/courses/<slug>")


@blueprint.get("/people")
def show(slug: str) -> FlaskResponse:
    course = the_course(slug)
    staff_of(course)
    return people_page(course)


@blueprint.put("/people/<int:member_id>/role")
def set_role(slug: str, member_id: int) -> ResponseReturnValue:
    member = _changeable(slug, member_id)
    role = next((role for role in ROLES if role == request.form.get("role")), member.role)
    try:
        change_role(db.session, member, role)
    except LastInstructorError:
        return _refused(slug)
    db.session.add(Event.of_course("people changed", signed_in(), member.course_id))
    db.session.commit()
    flash(f"{member.user.name} is now {role}.")
    return to_people(slug)


@blueprint.put("/people/<int:member_id>/group")
def set_group(slug: str, member_id: int) -> ResponseReturnValue:
    member = _changeable(slug, member_id)
    chosen = request.form.get("group", "")
    member.group = one_or_404(groups_of(member.course, chosen)) if chosen else None
    db.session.add(Event.of_course("people changed", signed_in(), member.course_id))
    db.session.commit()
    flash(f"{member.user.name} is now in {member.group.name if member.group else 'no group'}.")
    return to_people(slug)


@blueprint.delete("/people/<int:member_id>")
def leave(slug: str, member_id: int) -> ResponseReturnValue:
    member = _changeable(slug, member_id)
    try:
        remove(db.session, member)
    except LastInstructorError:
        return _refused(slug)
    name, is_oneself = member.user.name, member.user_id == signed_in().id
    db.session.add(Event.of_course("people changed", signed_in(), member.course_id))
    db.session.commit()
    flash(f"{name} is no longer in this course. What {name} wrote stays.")
    if is_oneself:
        return see_other(url_for("courses.index"))
    flash(f"{name} can come back by the join link or an invitation until you renew the code.")
    return to_people(slug)


@blueprint.post("/people/<int:member_id>/slip")
def renew(slug: str, member_id: int) -> ResponseReturnValue:
    """A new password for a managed account, shown once, in this answer."""
    member = _changeable(slug, member_id)
    [password] = drawn_passwords(1)
    one_or_404(_member(member.course, member_id))  # who was it again, after the hashing?
    if not may_renew_password(db.session, signed_in(), member):
        return render_template("people/refused.html", course=member.course, member=member), 403
    slip = renew_password(member, password)
    db.session.add(Event.of_course("people changed", signed_in(), member.course_id))
    db.session.commit()
    return slips_page(member.course, [slip])


@blueprint.post("/join-code")
def renew_code(slug: str) -> ResponseReturnValue:
    course = the_course(slug)
    instructor_of(course)
    course.renew_code()
    db.session.add(Event.of_course("people changed", signed_in(), course.id))
    db.session.commit()
    flash("The join link and code are new; the old ones lead nowhere now.")
    return to_people(slug)


def people_page(course: Course, group_error: str = "", typed: str = "") -> FlaskResponse:
    """The page, with what is wrong with a new group's name; the join code is on it."""
    members = db.session.scalars(
        select(Membership)
        .where(Membership.course_id == course.id)
        .join(Membership.user)
        .options(joinedload(Membership.user), joinedload(Membership.group))
        .order_by(User.name)
    ).all()
    html = render_template(
        "people/show.html",
        course=course,
        members=members,
        roles=ROLES,
        membership=staff_of(course),
        group_error=group_error,
        typed=typed,
    )
    return kept_nowhere(html)


def to_people(slug: str) -> Response:
    return see_other(url_for("people.show", slug=slug))


def slips_page(course: Course, slips: list[Slip], invited: int = 0) -> FlaskResponse:
    """Passwords on paper."""
    html = render_template("people/slips.html", course=course, slips=slips, invited=invited)
    return kept_nowhere(html)


def kept_nowhere(html: str) -> FlaskResponse:
    """A page with a secret on it: nothing on the way may keep it, or tell it by its length."""
    response = make_response(html)
    response.headers["Cache-Control"] = "no-store"
    return response


def groups_of(course: Course, group_id: str | int) -> Select[Group]:
    """Select a group by its id, if it is this course's."""
    return select(Group).where(Group.course_id == course.id, Group.id == group_id)


def _changeable(slug: str, member_id: int) -> Membership:
    course = the_course(slug)
    instructor_of(course)
    return one_or_404(_member(course, member_id))


def _member(course: Course, member_id: int) -> Select[Membership]:
    return select(Membership).where(Membership.course_id == course.id, Membership.id == member_id)


def _refused(slug: str) -> Response:
    flash(LAST_INSTRUCTOR)
    return to_people(slug)
