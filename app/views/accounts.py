"""Accounts by Flask-Security: sign in by address or user name, argon2, reset by mail.

Only this module and `models/user.py` know that library. The rest signs in by `sign_in`, hashes by
`hashed`, and writes by `post().send(...)`. Why so: docs/decisions/0004-accounts.md.
"""

from typing import Any, cast

import flask_security.views as theirs
from flask import Flask, Response, current_app, request, session
from flask_limiter.util import get_remote_address
from flask_login import user_logged_in
from flask_security import (
    LoginForm,
    MailUtil,
    PasswordUtil,
    RoleMixin,
    Security,
    SQLAlchemyUserDatastore,
    hash_password,
    login_user,
    logout_user,
)
from flask_security.forms import ChangePasswordForm
from flask_security.utils import validate_redirect_url
from sqlalchemy import bindparam, select
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from app.core.passwords import LONGEST, fault_of
from app.database import db, only_reading
from app.models import User
from app.services.mail import Letter, Post
from app.services.roster import Password, draw_password
from app.views.account_settings import configure
from app.views.security import limiter

# A whole school may share one address, and three hundred sign in as the lesson begins: so only
# what fails is counted for an address, and guessing at one account is stopped much sooner.
FAILURES_OF_AN_ADDRESS = "100 per 15 minutes"
FAILURES_AT_AN_ACCOUNT = "10 per 15 minutes"
RESETS_OF_AN_ADDRESS = "60 per hour"
RESETS_OF_AN_ACCOUNT = "5 per hour"
NOWHERE = ".invalid"  # RFC 2606; managed and demo accounts are there
KEPT_AT_SIGN_IN = ("_user_id", "_fresh", "_id", "_remember", "_remember_seconds")


def init_accounts(app: Flask) -> None:
    app.extensions["post"] = Post(app.config["SETTINGS"])
    configure(app)
    security.init_app(
        app,
        Accounts(db, User, RoleMixin),
        login_form=SignInForm,
        change_password_form=NewPasswordForm,
    )
    # Flask-Principal is not used, and would load the user, beginning a transaction, before the
    # request has said whether it only reads.
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    security.want_json(lambda request: False)
    security.login_manager.request_loader(lambda request: None)
    app.jinja_env.globals["public_url"] = public_url
    app.view_functions["security.login"] = login
    app.view_functions["security.forgot_password"] = forgot_password
    app.view_functions["security.change_password"] = change_password
    app.after_request(see_other)
    user_logged_in.connect(start_afresh, app)


def post() -> Post:
    """Where letters go out."""
    out: Post = current_app.extensions["post"]
    return out


def public_url(path: str) -> str:
    """A link for mail. Never from the request's Host header: whoever sends the request writes it,
    and a link to a new password must not lead to them."""
    base: str = current_app.config["SETTINGS"].public_url
    return base.rstrip("/") + path


def sign_in(user: User) -> None:
    """Begin a session of somebody who has just proved who they are."""
    login_user(user, remember=False, authn_via=["register"])


def sign_out_everywhere(user: User) -> None:
    """End every session of an account, this one included."""
    security.datastore.set_uniquifier(user)
    logout_user()


def hashed(password: str) -> str:
    """Hash a password. The transaction so far is ended first: SQLite has one writer, and a class
    that joins at once must not wait in line for argon2 as well."""
    db.session.rollback()
    return str(hash_password(security.password_util.normalize(password)))


def drawn_passwords(number: int) -> list[Password]:
    """Draw passwords for slips; ends the transaction so far, as `hashed` does."""
    return [Password(clear, hashed(clear)) for clear in (draw_password() for _ in range(number))]


def account_of(identity: str) -> User | None:
    """Find who has this address or user name; case is nothing."""
    identity = identity.strip().lower()
    column = User.email if "@" in identity else User.username
    return db.session.scalar(select(User).where(column == identity))


class Accounts(SQLAlchemyUserDatastore):
    """Who a session belongs to is asked by every request, so that query is put together once."""

    _of_session = select(User).where(User.fs_uniquifier == bindparam("uniquifier"))

    def find_user(self, case_insensitive: bool = False, **by: Any) -> User | None:
        if by.keys() == {"fs_uniquifier"}:
            return db.session.scalar(self._of_session, {"uniquifier": by["fs_uniquifier"]})
        return cast(User | None, super().find_user(case_insensitive, **by))


class SignInForm(LoginForm):
    """One field takes the address or the user name."""

    email = StringField(  # type: ignore[assignment] # theirs takes addresses only
        "E-mail address or user name",
        [InputRequired("Write your e-mail address or user name."), Length(max=255)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        "Password",
        [InputRequired("Write your password."), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not validate_redirect_url(self.next.data or ""):
            self.next.data = ""  # an address to go on to is the site's own, or none

    def validate(self, **kwargs: Any) -> bool:
        """Check without the write lock, which argon2 would hold for everybody."""
        with only_reading():
            self.ifield = self.email
            self.user = user = account_of(self.email.data or "")
            is_valid: bool = super().validate(**kwargs)
        if is_valid and user and user in db.session.dirty:
            _keep_stronger_hash(user)
        return is_valid


class NewPasswordForm(ChangePasswordForm):
    """With an upper limit on what argon2 is given to compare."""

    password = PasswordField(
        "Present password",
        [Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )


class Passwords(PasswordUtil):
    """What a new password must not be."""

    def validate(
        self, password: str, is_register: bool, **about: Any
    ) -> tuple[list[str] | None, str]:
        user: User = about["user"]
        fault = fault_of(password, user.name, user.email, user.username)
        return [fault] if fault else None, self.normalize(password)


class Mail(MailUtil):
    """Hands Flask-Security's letters to the post; none goes where no mail can."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],
        body: str | None,
        html: str | None,
        **context: Any,
    ) -> None:
        address = recipient if isinstance(recipient, str) else recipient[1]
        if not address.endswith(NOWHERE):
            post().send(Letter(address, str(subject), body or ""))


security = Security(mail_util_cls=Mail, password_util_cls=Passwords)


def start_afresh(app: Flask, user: User) -> None:
    """Let nothing that was in the session before the sign-in live on in it: neither a token nor
    anything that somebody else may have planted."""
    kept = {key: session[key] for key in KEPT_AT_SIGN_IN if key in session}
    session.clear()
    session.update(kept)


def see_other(response: Response) -> Response:
    """Flask-Security redirects by 302; after a form's post it is to be 303."""
    if request.blueprint == "security" and request.method == "POST" and response.status_code == 302:
        response.status_code = 303
    return response


def _keep_stronger_hash(user: User) -> None:
    """The cost of hashing went up since this password was set; keeping it is a write."""
    stronger = user.password
    db.session.rollback()
    user.password = stronger


def _named_account() -> str:
    return f"account:{request.form.get('email', '').strip().lower()[:255]}"


def _failed(response: Response) -> bool:
    return response.status_code == 200  # the form again; a sign-in that succeeds redirects


login = limiter.limit(
    FAILURES_OF_AN_ADDRESS, key_func=get_remote_address, methods=["POST"], deduct_when=_failed
)(
    limiter.limit(
        FAILURES_AT_AN_ACCOUNT, key_func=_named_account, methods=["POST"], deduct_when=_failed
    )(theirs.login)
)
change_password = limiter.limit(FAILURES_AT_AN_ACCOUNT, methods=["POST"], deduct_when=_failed)(
    theirs.change_password
)
forgot_password = limiter.limit(
    RESETS_OF_AN_ADDRESS, key_func=get_remote_address, methods=["POST"]
)(
    limiter.limit(RESETS_OF_AN_ACCOUNT, key_func=_named_account, methods=["POST"])(
        theirs.forgot_password
    )
)
