"""A class list: pasted or uploaded, looked at, then enrolled as a whole or not at all."""

from collections.abc import Sequence

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.roster import Decoded, Fault, Roster, UnreadableError, decode, parse
from app.database import db
from app.models import Course, Event
from app.services.invitations import Invitation, letter, seal
from app.services.mail import Letter
from app.services.roster import Invited, RosterError, check, enrol
from app.views.access import instructor_of, signed_in, the_course
from app.views.accounts import drawn_passwords, post, public_url
from app.views.people import slips_page

SHOWN_FAULTS = 50  # a list with more has one fault, over and over

blueprint = Blueprint("roster", __name__, url_prefix="/courses/<slug>/roster")


@blueprint.get("")
def show(slug: str) -> str:
    return render_template("people/roster.html", course=_course(slug), text="")


@blueprint.post("/preview")
def preview(slug: str) -> ResponseReturnValue:
    course = _course(slug)
    try:
        decoded = _sent()
    except UnreadableError as fault:
        return render_template("people/roster.html", course=course, text="", error=fault), 422
    roster = parse(decoded.text)
    return _preview(course, decoded, roster, check(db.session, course, roster))


@blueprint.post("")
def create(slug: str) -> ResponseReturnValue:
    course, decoded = _course(slug), _sent()
    roster = parse(decoded.text)
    if faults := check(db.session, course, roster):  # before passwords are hashed for nothing
        return _preview(course, decoded, roster, faults)
    passwords = drawn_passwords(sum(not row.email for row in roster.rows))
    try:
        enrolment = enrol(db.session, course, roster, passwords)
    except RosterError as error:
        return _preview(course, decoded, roster, error.faults)
    letters = [_letter(course, invited) for invited in enrolment.invited]
    db.session.add(Event.of_course("people changed", signed_in(), course.id))
    db.session.commit()
    for written in letters:
        post().send(written)
    return slips_page(course, list(enrolment.slips), len(letters))


def _course(slug: str) -> Course:
    course = the_course(slug)
    instructor_of(course)
    return course


def _sent() -> Decoded:
    """The list as it was uploaded, or else as it stands in the form. Raises `UnreadableError`."""
    file = request.files.get("file")
    content = file.read() if file else b""
    return decode(content) if content else Decoded(request.form.get("text", ""), "UTF-8", True)


def _preview(
    course: Course, decoded: Decoded, roster: Roster, faults: Sequence[Fault]
) -> ResponseReturnValue:
    if faults:
        page = render_template(
            "people/roster.html", course=course, text=decoded.text, faults=faults[:SHOWN_FAULTS]
        )
        return page, 422
    known = {group.name.casefold() for group in course.groups}
    new_groups = {row.group.casefold(): row.group for row in roster.rows if row.group}
    return render_template(
        "people/preview.html",
        course=course,
        decoded=decoded,
        rows=roster.rows,
        new_groups=[name for folded, name in new_groups.items() if folded not in known],
    )


def _letter(course: Course, invited: Invited) -> Letter:
    invitation = Invitation.of(invited, course)
    token = seal(invitation, current_app.config["SECRET_KEY"])
    path = url_for("joining.show", code=course.join_code, invitation=token)
    return letter(invitation, course, signed_in(), public_url(path))
