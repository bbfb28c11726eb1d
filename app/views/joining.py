"""Joining a course by its link or code: the only way to an account of one's own."""

from flask import Blueprint, abort, current_app, flash, render_template, request, url_for
from flask import Response as FlaskResponse
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from sqlalchemy import select
from wtforms import EmailField, Field, PasswordField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from app.core.passwords import LONGEST, SHORTEST, fault_of
from app.database import db
from app.models import Course, Event, User
from app.services.invitations import Invitation, unseal
from app.services.roster import admit
from app.views.access import membership_in, reader, signed_in
from app.views.accounts import account_of, hashed, sign_in
from app.views.forms import Form, fit_address, fit_name
from app.views.hypermedia import see_other
from app.views.security import limiter

# Counted for an address, and only what misses: a class joins from one school's address at once.
WRONG_CODES = "30 per 15 minutes"
NEW_ACCOUNTS = "600 per hour"
NO_COURSE = (
    "No course has this code now. Codes are renewed from time to time: "
    "ask whoever gave it to you for the present one."
)

blueprint = Blueprint("joining", __name__, url_prefix="/join")


def _missed(response: FlaskResponse) -> bool:
    return response.status_code == 404


guesses = limiter.shared_limit(
    WRONG_CODES, scope="join codes", key_func=get_remote_address, deduct_when=_missed
)


class RegistrationForm(Form):
    """A name, an address and a password; confirmed by nothing but being able to read mail when
    the password is forgotten."""

    name = StringField(
        "Name",
        [InputRequired("Write your name."), fit_name],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        "E-mail address",
        [InputRequired("Write your e-mail address."), Length(max=255), fit_address],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        "Password",
        [InputRequired("Write a password."), Length(max=LONGEST)],
        render_kw={"autocomplete": "new-password", "minlength": str(SHORTEST)},
    )

    def validate_email(self, field: Field) -> None:
        if account_of(field.data or ""):
            raise ValidationError("There is an account with this address. Sign in with it instead.")

    def validate_password(self, field: Field) -> None:
        if fault := fault_of(field.data, self.name.data, self.email.data):
            raise ValidationError(fault)


@blueprint.get("")
def ask() -> str:
    return render_template("joining/ask.html")


@blueprint.post("")
def find() -> ResponseReturnValue:
    code = _folded(request.form.get("code", ""))
    if not code:
        return render_template("joining/ask.html", error="Write the code."), 422
    return see_other(url_for("joining.show", code=code[:80]))


@blueprint.get("/<code>")
@guesses
def show(code: str) -> str:
    course = _course(code)
    invitation = _invitation(course)
    typed = {"name": invitation.name, "email": invitation.email} if invitation else {}
    return _page(course, RegistrationForm(formdata=None, data=typed))


@blueprint.post("/<code>")
@guesses
def join(code: str) -> ResponseReturnValue:
    course, user = _course(code), signed_in()
    _admit(course, user)
    db.session.commit()
    flash(f"You are in: {course.title}.")
    return see_other(url_for("courses.show", slug=course.slug))


@blueprint.post("/<code>/account")
@guesses
@limiter.limit(NEW_ACCOUNTS, key_func=get_remote_address)
def register(code: str) -> ResponseReturnValue:
    course, form = _course(code), RegistrationForm()
    if reader():
        return see_other(url_for("joining.show", code=code))
    # Hashed first, without the lock: what is valid after it is still so when it is written.
    password = hashed((form.password.data or "")[:LONGEST])
    if not form.validate():
        return _page(course, form), 422
    user = User(name=form.name.data, email=form.email.data, password=password)
    db.session.add(user)
    _admit(course, user)
    db.session.commit()
    sign_in(user)
    flash(f"Welcome, {user.name}. You are in: {course.title}.")
    return see_other(url_for("courses.show", slug=course.slug))


def _page(course: Course, form: RegistrationForm) -> str:
    return render_template(
        "joining/show.html",
        course=course,
        form=form,
        membership=membership_in(course),
        invitation=_invitation(course),
        token=request.args.get("invitation"),
    )


def _course(code: str) -> Course:
    """The course of a code; wrong ones are all alike."""
    codes = {code, _folded(code)}
    found = db.session.scalars(select(Course).where(Course.join_code.in_(codes))).first()
    return found or abort(404, NO_COURSE)


def _folded(code: str) -> str:
    """A code as it is stored, however it was typed: "h7k2-9qwe rt" is "H7K29QWERT"."""
    return "".join(sign for sign in code if sign.isalnum()).upper()


def _invitation(course: Course) -> Invitation | None:
    token = request.args.get("invitation", "")
    return unseal(token, current_app.config["SECRET_KEY"], course.join_code) if token else None


def _admit(course: Course, user: User) -> None:
    invitation = _invitation(course)
    if invitation and invitation.is_for(user):
        admit(db.session, course, user, invitation.role, invitation.group_id)
    else:
        admit(db.session, course, user)
    db.session.flush()
    db.session.add(Event.of_course("people changed", user, course.id))
