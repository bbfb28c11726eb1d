"""Signing in and out, new passwords, mail; and who tries to get in otherwise."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from socket import socket
from urllib.parse import urljoin, urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from app.database import db
from app.factory import create_app
from app.models import User
from app.settings import Settings
from app.views.accounts import hashed, post
from app.views.security import limiter
from tests.conftest import Cast
from tests.views.forms import submit

As = Callable[[int | None], FlaskClient]
PASSWORD = "three plain words"
NEW_PASSWORD = "four other plain words"


class Mailbox:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        with closing(socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append(letter)
        return "250 kept"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    yield mailbox
    controller.stop()


@pytest.fixture
def with_password(app: Flask, cast: Cast) -> Cast:
    """The cast, Mei with a password."""
    with app.app_context():
        password = hashed(PASSWORD)
        db.session.get_one(User, cast.mei).password = password
        db.session.commit()
    return cast


def sign_in(client: FlaskClient, who: str = "mei@example.org", password: str = PASSWORD) -> int:
    return submit(client, "/login", "/login", email=who, password=password).status_code


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


@pytest.mark.parametrize("who", ["mei@example.org", "Mei@Example.org", "mei", " MEI "])
def test_one_signs_in_by_address_or_user_name(
    client: FlaskClient, with_password: Cast, who: str
) -> None:
    assert sign_in(client, who) == 303
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("who", "password"),
    [
        ("mei@example.org", "wrong wrong wrong"),
        ("nobody@example.org", PASSWORD),
        ("nobody", PASSWORD),
        ("tom", PASSWORD),  # has no password at all
        ("mei", "x" * 5000),
        ("nobody", "x" * 5000),
        ("mei", PASSWORD + "\0"),
        ("户口", PASSWORD),
        ("", ""),
    ],
)
def test_a_failed_sign_in_does_not_tell_what_was_wrong(
    client: FlaskClient, with_password: Cast, who: str, password: str
) -> None:
    answer = submit(client, "/login", "/login", email=who, password=password)
    assert answer.status_code == 200
    if 0 < len(password) < 128:
        assert "do not go together" in answer.text
    assert not is_signed_in(client)


def test_what_was_typed_stays_but_for_the_password(
    client: FlaskClient, with_password: Cast
) -> None:
    answer = submit(client, "/login", "/login", email="mei", password="wrong wrong")
    assert 'value="mei"' in answer.text
    assert "wrong wrong" not in answer.text


def test_a_deactivated_account_neither_signs_in_nor_goes_on(
    app: Flask, client: FlaskClient, with_password: Cast
) -> None:
    assert sign_in(client) == 303
    with app.app_context():
        db.session.get_one(User, with_password.mei).active = False
        db.session.commit()
    assert not is_signed_in(client)
    answer = submit(app.test_client(), "/login", "/login", email="mei", password=PASSWORD)
    assert "do not go together" in answer.text


def test_nothing_planted_in_a_session_survives_the_sign_in(
    client: FlaskClient, with_password: Cast
) -> None:
    page = client.get("/login").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    with client.session_transaction() as planted:
        planted["planted"] = "by somebody else"
        before = planted["csrf_token"]
    sent = {"email": "mei", "password": PASSWORD, "csrf_token": token[1]}
    assert client.post("/login", data=sent).status_code == 303
    with client.session_transaction() as after:
        assert "planted" not in after
        assert after.get("csrf_token") != before


def test_a_sign_in_needs_the_token_of_its_form(client: FlaskClient, with_password: Cast) -> None:
    client.post("/login", data={"email": "mei", "password": PASSWORD})
    assert not is_signed_in(client)


def test_signing_out_is_a_post(client: FlaskClient, with_password: Cast) -> None:
    sign_in(client)
    assert client.get("/logout").status_code == 405
    assert is_signed_in(client)
    assert client.post("/logout").status_code == 303
    assert not is_signed_in(client)


def test_another_site_can_neither_sign_out_nor_in(client: FlaskClient, with_password: Cast) -> None:
    sign_in(client)
    assert client.post("/logout", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/logout", headers={"Origin": "https://evil.example"}).status_code == 403
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        " //evil.example",
        "\t//evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "https://localhost@evil.example/",
        "https://evil.example\\.localhost/",
    ],
)
def test_nobody_is_led_to_another_site_after_signing_in(
    client: FlaskClient, with_password: Cast, target: str
) -> None:
    page = client.get("/login", query_string={"next": target}).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    for sent in ({"next": target}, {}):
        fresh = client
        answer = fresh.post(
            "/login",
            query_string={"next": target},
            data={"email": "mei", "password": PASSWORD, "csrf_token": token[1], **sent},
        )
        if answer.status_code == 303:
            where = answer.location.strip().replace("\\", "/")
            assert urlsplit(urljoin("http://localhost/login", where)).netloc == "localhost"
            assert not where.startswith("//")


def test_one_goes_on_to_where_one_was_going(client: FlaskClient, with_password: Cast) -> None:
    page = client.get("/login?next=/join/ABC?invitation=x").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    target = re.search(r'name="next"[^>]*value="([^"]+)"', page)
    assert token
    assert target
    sent = {"email": "mei", "password": PASSWORD, "csrf_token": token[1], "next": target[1]}
    assert client.post("/login", data=sent).location == "/join/ABC?invitation=x"


def test_guessing_at_one_account_is_stopped(settings: Settings) -> None:
    client = create_app(replace(settings, rate_limits=True)).test_client()
    limiter.reset()
    try:
        statuses = [sign_in(client, "mei", f"guess number {n}") for n in range(11)]
        assert statuses == [200] * 10 + [429]
        assert sign_in(client, "ming", "another account") == 200
    finally:
        limiter.reset()


def test_a_class_signs_in_from_one_address(settings: Settings, with_password: Cast) -> None:
    app = create_app(replace(settings, rate_limits=True))
    limiter.reset()
    try:
        assert [sign_in(app.test_client()) for _ in range(30)] == [303] * 30
    finally:
        limiter.reset()


def test_a_password_is_hashed_by_argon2id_at_the_cost_owasp_asks(app: Flask) -> None:
    with app.app_context():
        assert hashed(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_new_secret_key_costs_nobody_the_password(
    settings: Settings, with_password: Cast
) -> None:
    other = create_app(replace(settings, secret_key="quite another key, also long enough"))
    assert sign_in(other.test_client()) == 303


def test_an_older_hash_is_made_stronger_at_sign_in(
    app: Flask, client: FlaskClient, with_password: Cast
) -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with app.app_context():
        db.session.get_one(User, with_password.mei).password = weak
        db.session.commit()
    assert sign_in(client) == 303
    with app.app_context():
        kept = db.session.get_one(User, with_password.mei).password
        assert kept is not None
        assert "m=19456" in kept


def test_reading_takes_no_lock_and_writing_takes_it_at_once(
    app: Flask, as_: As, cast: Cast
) -> None:
    begun: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(*args: object) -> None:
        if str(args[2]).startswith("BEGIN"):
            begun.append(str(args[2]))

    client = as_(cast.mei)
    event.listen(engine, "before_cursor_execute", note)
    client.get("/courses/hukou")
    submit(client, "/account", "/account/name", name="Mei Lin")
    client.get("/courses/hukou")
    assert begun == ["BEGIN", "BEGIN", "BEGIN IMMEDIATE", "BEGIN"]


def test_signing_out_everywhere_ends_every_session(app: Flask, with_password: Cast) -> None:
    here, there = app.test_client(), app.test_client()
    sign_in(here)
    sign_in(there)
    assert submit(here, "/account", "/account/sessions").status_code == 303
    assert not is_signed_in(here)
    assert not is_signed_in(there)


def test_staying_signed_in_ends_with_signing_out_everywhere(
    app: Flask, with_password: Cast
) -> None:
    there = app.test_client()
    submit(there, "/login", "/login", email="mei", password=PASSWORD, remember="y")
    there.delete_cookie("session")
    assert is_signed_in(there)
    here = app.test_client()
    sign_in(here)
    submit(here, "/account", "/account/sessions")
    there.delete_cookie("session")
    assert not is_signed_in(there)


def test_a_changed_password_ends_the_other_sessions(app: Flask, with_password: Cast) -> None:
    here, there = app.test_client(), app.test_client()
    sign_in(here)
    sign_in(there)
    answer = submit(
        here,
        "/change",
        "/change",
        password=PASSWORD,
        new_password=NEW_PASSWORD,
        new_password_confirm=NEW_PASSWORD,
    )
    assert answer.location == "/account"
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert sign_in(app.test_client(), password=NEW_PASSWORD) == 303


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("wrong wrong", NEW_PASSWORD, "This is not your password"),
        ("x" * 5000, NEW_PASSWORD, "Field cannot be longer"),
        (PASSWORD, PASSWORD, "present password"),
        (PASSWORD, "too short", "at least 10"),
        (PASSWORD, "qwertyuiop", "among the first"),
        (PASSWORD, "Mei example 1", "your name or address"),
        (PASSWORD, "x" * 129, "at most 128"),
    ],
)
def test_a_bad_new_password_is_refused_with_a_reason(
    client: FlaskClient, with_password: Cast, old: str, new: str, why: str
) -> None:
    sign_in(client)
    typed = {"password": old, "new_password": new, "new_password_confirm": new}
    answer = submit(client, "/change", "/change", **typed)
    assert answer.status_code == 200
    assert why in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_guest_has_no_account_page(client: FlaskClient) -> None:
    assert client.get("/account").status_code == 404
    assert client.put("/account/name", data={"name": "x"}).status_code == 404
    assert client.delete("/account/sessions").status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  李明 ", "李明"), ("Mei\u202e\u200b Lin", "Mei Lin"), ("Zoë O’Brien", "Zoë O’Brien")],
)
def test_a_name_is_kept_clean(as_: As, cast: Cast, app: Flask, typed: str, kept: str) -> None:
    assert submit(as_(cast.mei), "/account", "/account/name", name=typed).status_code == 303
    with app.app_context():
        assert db.session.get_one(User, cast.mei).name == kept


@pytest.mark.parametrize("typed", ["", "  \u3000", "\u200b\u202e", "=1+1", "明" * 121])
def test_a_name_that_is_none_is_refused(as_: As, cast: Cast, app: Flask, typed: str) -> None:
    answer = submit(as_(cast.mei), "/account", "/account/name", name=typed)
    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text
    with app.app_context():
        assert db.session.get_one(User, cast.mei).name == "Mei"


def test_a_name_cannot_be_markup(as_: As, cast: Cast) -> None:
    client = as_(cast.mei)
    submit(client, "/account", "/account/name", name="<b>Mei</b>")
    assert "<b>Mei" not in client.get("/account").text


def posted(app: Flask, settings: Settings) -> list[EmailMessage]:
    """The letters that were kept for want of a mail server."""
    with app.app_context():
        post().wait()
    files = sorted(Path(settings.instance / "mail").glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"http://localhost:8000(/reset/\S+)", letter.get_content())
    assert found, letter.get_content()
    return found[1]


def reset(client: FlaskClient, link: str, password: str = NEW_PASSWORD) -> TestResponse:
    return submit(client, link, "/reset/", password=password, password_confirm=password)


def test_a_reset_reaches_the_mailbox_and_its_link_works_once(
    settings: Settings, mailbox: Mailbox, with_password: Cast
) -> None:
    app = create_app(replace(settings, mail_server="127.0.0.1", mail_port=mailbox.port))
    signed_in, forgetful = app.test_client(), app.test_client()
    sign_in(signed_in)
    submit(forgetful, "/reset", "/reset", email="Mei@example.org")
    with app.app_context():
        post().wait()
    [letter] = mailbox.letters
    assert letter["To"] == "mei@example.org"
    assert letter["Auto-Submitted"] == "auto-generated"
    link = link_in(letter)

    assert reset(forgetful, link).location == "/login"
    assert not is_signed_in(forgetful)  # a link in a mail signs nobody in
    assert not is_signed_in(signed_in)  # and whoever had the old password is out
    assert sign_in(app.test_client()) == 200
    assert sign_in(app.test_client(), password=NEW_PASSWORD) == 303

    again = app.test_client().get(link, follow_redirects=True)
    assert "This link has been used" in again.text
    with app.app_context():
        post().wait()
    assert "was just changed" in mailbox.letters[1].get_content()


def test_a_link_to_a_new_password_grows_old(
    app: Flask, client: FlaskClient, settings: Settings, with_password: Cast
) -> None:
    submit(client, "/reset", "/reset", email="mei@example.org")
    [letter] = posted(app, settings)
    app.config["SECURITY_RESET_PASSWORD_WITHIN"] = timedelta(seconds=-1)
    assert "too old" in client.get(link_in(letter), follow_redirects=True).text


def test_a_link_to_a_new_password_cannot_be_forged(client: FlaskClient, cast: Cast) -> None:
    forged = client.get("/reset/WyJhIiwiYiJd.aaaa.bbbb", follow_redirects=True)
    assert "not whole" in forged.text


def test_a_weak_new_password_is_refused_by_the_link_too(
    app: Flask, client: FlaskClient, settings: Settings, with_password: Cast
) -> None:
    submit(client, "/reset", "/reset", email="mei@example.org")
    [letter] = posted(app, settings)
    assert "among the first" in reset(client, link_in(letter), "1234567890").text
    assert reset(client, link_in(letter)).status_code == 303


def test_the_link_leads_here_whatever_host_the_request_names(
    app: Flask, client: FlaskClient, settings: Settings, with_password: Cast
) -> None:
    page = client.get("/reset", base_url="http://evil.example").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    sent = {"email": "mei@example.org", "csrf_token": token[1]}
    client.post("/reset", base_url="http://evil.example", data=sent)
    [letter] = posted(app, settings)
    assert "evil" not in letter.get_content()
    assert link_in(letter)


def test_asking_for_a_reset_does_not_tell_who_has_an_account(
    app: Flask, settings: Settings, with_password: Cast
) -> None:
    with app.app_context():
        db.session.get_one(User, with_password.tom).active = False
        db.session.get_one(User, with_password.lin).email = "lin@managed.invalid"
        db.session.commit()
    answers = set()
    for who in ("mei", "nobody", "tom"):
        answer = submit(app.test_client(), "/reset", "/reset", email=f"{who}@example.org")
        plain = re.sub(r'value="[^"]*"', "", answer.text)
        assert answer.status_code == 200
        assert "If there is an account" in plain
        answers.add(plain)
    assert len(answers) == 1
    submit(app.test_client(), "/reset", "/reset", email="lin@managed.invalid")
    assert [letter["To"] for letter in posted(app, settings)] == ["mei@example.org"]


def test_a_mail_server_that_is_down_is_no_affair_of_who_asks(
    settings: Settings, with_password: Cast
) -> None:
    app = create_app(replace(settings, mail_server="127.0.0.1", mail_port=1))
    answer = submit(app.test_client(), "/reset", "/reset", email="mei@example.org")
    assert "If there is an account" in answer.text
    assert len(posted(app, settings)) == 1


def test_a_managed_account_is_never_written_to(
    app: Flask, client: FlaskClient, settings: Settings, with_password: Cast
) -> None:
    with app.app_context():
        db.session.get_one(User, with_password.mei).email = "mei@managed.invalid"
        db.session.commit()
    sign_in(client, "mei")
    submit(
        client,
        "/change",
        "/change",
        password=PASSWORD,
        new_password=NEW_PASSWORD,
        new_password_confirm=NEW_PASSWORD,
    )
    assert posted(app, settings) == []


def test_without_a_mail_server_letters_are_kept_for_the_owner_only(
    app: Flask, client: FlaskClient, settings: Settings, with_password: Cast
) -> None:
    submit(client, "/reset", "/reset", email="mei@example.org")
    [letter] = posted(app, settings)
    assert letter["To"] == "mei@example.org"
    [file] = (settings.instance / "mail").glob("*.eml")
    assert file.stat().st_mode & 0o077 == 0
    assert link_in(letter) in file.read_text()  # whole, to be copied by hand


def test_guessing_at_the_present_password_is_stopped(
    settings: Settings, with_password: Cast
) -> None:
    client = create_app(replace(settings, rate_limits=True)).test_client()
    limiter.reset()
    new = {"new_password": NEW_PASSWORD, "new_password_confirm": NEW_PASSWORD}
    try:
        assert sign_in(client) == 303
        guesses = [
            submit(client, "/change", "/change", password=f"guess number {n}", **new).status_code
            for n in range(11)
        ]
        assert guesses == [200] * 10 + [429]
    finally:
        limiter.reset()
