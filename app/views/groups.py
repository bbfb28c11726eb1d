"""The groups of a course: made, renamed and dissolved by its instructors."""

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.core.people import UnfitNameError, clean_name
from app.core.roster import LONGEST_GROUP
from app.database import db, one_or_404
from app.models import Course, Event, Group
from app.views.access import instructor_of, signed_in, the_course
from app.views.people import groups_of, people_page, to_people

blueprint = Blueprint("groups", __name__, url_prefix="/courses/<slug>/groups")


@blueprint.post("")
def create(slug: str) -> ResponseReturnValue:
    course = the_course(slug)
    instructor_of(course)
    typed = request.form.get("name", "")
    try:
        db.session.add(Group(course=course, name=_fit(course, typed)))
    except UnfitNameError as unfit:
        return people_page(course, group_error=str(unfit), typed=typed), 422
    db.session.add(Event.of_course("people changed", signed_in(), course.id))
    db.session.commit()
    return to_people(slug)


@blueprint.put("/<int:group_id>")
def rename(slug: str, group_id: int) -> ResponseReturnValue:
    course = the_course(slug)
    instructor_of(course)
    group = one_or_404(groups_of(course, group_id))
    try:
        group.name = _fit(course, request.form.get("name", ""), but=group)
    except UnfitNameError as unfit:
        flash(f"“{group.name}” keeps its name. {unfit}")
        return to_people(slug)
    db.session.add(Event.of_course("people changed", signed_in(), course.id))
    db.session.commit()
    return to_people(slug)


@blueprint.delete("/<int:group_id>")
def dissolve(slug: str, group_id: int) -> ResponseReturnValue:
    course = the_course(slug)
    instructor_of(course)
    group = one_or_404(groups_of(course, group_id))
    db.session.delete(group)
    db.session.add(Event.of_course("people changed", signed_in(), course.id))
    db.session.commit()
    flash(
        f"{group.name} is dissolved. What its members wrote for the group is now seen by its "
        "author and the staff only."
    )
    return to_people(slug)


def _fit(course: Course, text: str, but: Group | None = None) -> str:
    """Raises `UnfitNameError` for a name that cannot be, or that another group has."""
    name = clean_name(text)
    if len(name) > LONGEST_GROUP:
        raise UnfitNameError(f"A group’s name has at most {LONGEST_GROUP} characters.")
    others = db.session.scalars(select(Group).where(Group.course_id == course.id)).all()
    if any(other is not but and other.name.casefold() == name.casefold() for other in others):
        raise UnfitNameError(f"There is a group “{name}” already.")
    return name
