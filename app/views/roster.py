"""A class list: pasted or uploaded, looked at, then enrolled as a whole or not at all."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.core.roster import UnreadableError, parse
from app.database import db
from app.services.roster import RosterError, check, enrol
from app.views.accounts import drawn_passwords, post
from app.views.people import slips_page

blueprint = Blueprint("roster", __name__, url_prefix="/courses/<slug>/roster")


@blueprint.get("")
def show(slug: str) -> str:
    return render_template("people/roster.html", course=_course(slug), text="", error="")


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
    db.session.commit()
    for written in letters:
        post().send(written)
    return slips_page(course, list(enrolment.slips), len(letters))
