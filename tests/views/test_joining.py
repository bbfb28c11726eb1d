"""Joining by link or code: the only way to an account of one's own."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.database import db
from app.factory import create_app
from app.models import Course, Membership, User
from app.services.invitations import Invitation, seal
from app.settings import Settings
from app.views.security import limiter
from tests.conftest import Cast
from tests.views.forms import submit

As = Callable[[int | None], FlaskClient]
REN = {"name": "任 Ren", "email": "ren@example.org", "password": "three plain words"}


@pytest.fixture
def code(app: Flask, cast: Cast) -> str:
    with app.app_context():
        return db.session.get_one(Course, cast.hukou).join_code


def membership(app: Flask, email: str, course: int) -> Membership | None:
    with app.app_context():
        return db.session.scalar(
            select(Membership).join(User).where(User.email == email, Membership.course_id == course)
        )


def accounts(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(User.id))) or 0


def register(client: FlaskClient, code: str, query: str = "", **typed: str) -> int:
    action = f"/join/{code}/account"
    return submit(client, f"/join/{code}{query}", action, **(REN | typed)).status_code


def test_a_guest_joins_by_link_with_a_new_account(
    app: Flask, client: FlaskClient, cast: Cast, code: str
) -> None:
    page = client.get(f"/join/{code}")
    assert "Hukou and points" in page.text
    answer = submit(client, f"/join/{code}", f"/join/{code}/account", **REN)
    assert (answer.status_code, answer.location) == (303, "/courses/hukou")
    assert "任 Ren" in client.get("/courses/hukou").text
    member = membership(app, "ren@example.org", cast.hukou)
    assert member is not None
    assert (member.role, member.group_id) == ("student", None)


def test_the_new_account_signs_in_again(app: Flask, client: FlaskClient, code: str) -> None:
    register(client, code)
    other = app.test_client()
    typed = {"email": "Ren@Example.org", "password": REN["password"]}
    assert submit(other, "/login", "/login", **typed).status_code == 303


@pytest.mark.parametrize("typed", ["{}", " {} ", "{:.5}-{:.5}"])
def test_a_code_is_read_however_it_is_typed(client: FlaskClient, code: str, typed: str) -> None:
    typed = f"{code[:5]}-{code[5:]}" if ":" in typed else typed.format(code)
    answer = client.post("/join", data={"code": typed.lower()})
    assert answer.status_code == 303
    assert client.get(answer.location).status_code == 200


def test_no_code_is_asked_for_again(client: FlaskClient) -> None:
    assert client.get("/join").status_code == 200
    for typed in ("", " - "):
        assert client.post("/join", data={"code": typed}).status_code == 422


def test_looking_at_the_link_joins_nobody(as_: As, app: Flask, cast: Cast, code: str) -> None:
    assert as_(cast.zoe).get(f"/join/{code}").status_code == 200
    assert membership(app, "zoe@example.org", cast.hukou) is None


def test_somebody_with_an_account_joins_by_a_button(
    as_: As, app: Flask, cast: Cast, code: str
) -> None:
    client = as_(cast.zoe)
    for _ in range(2):  # a second click changes nothing
        answer = client.post(f"/join/{code}")
        assert (answer.status_code, answer.location) == (303, "/courses/hukou")
    assert membership(app, "zoe@example.org", cast.hukou) is not None


def test_a_member_is_told_so_and_led_to_the_course(as_: As, cast: Cast, code: str) -> None:
    page = as_(cast.mei).get(f"/join/{code}").text
    assert "You are in this course" in page
    assert 'href="/courses/hukou"' in page


def test_joining_again_changes_neither_role_nor_group(
    as_: As, app: Flask, cast: Cast, code: str
) -> None:
    as_(cast.ines).post(f"/join/{code}")
    member = membership(app, "ines@example.org", cast.hukou)
    assert member is not None
    assert member.role == "instructor"


def test_the_code_of_one_course_opens_no_other(as_: As, app: Flask, cast: Cast, code: str) -> None:
    as_(cast.zoe).post(f"/join/{code}")
    assert membership(app, "zoe@example.org", cast.other) is None
    assert as_(cast.zoe).get("/courses/other").status_code == 404


def test_a_guest_cannot_join_without_an_account(client: FlaskClient, code: str) -> None:
    assert client.post(f"/join/{code}").status_code == 404


def test_who_is_signed_in_makes_no_second_account(
    as_: As, app: Flask, cast: Cast, code: str
) -> None:
    before = accounts(app)
    assert as_(cast.zoe).post(f"/join/{code}/account", data=REN).status_code == 303
    assert accounts(app) == before


@pytest.mark.parametrize("wrong", ["AAAAAAAAAA", "hukou", "户口", "x" * 500, "%00", "'--"])
def test_wrong_codes_are_all_alike(as_: As, cast: Cast, client: FlaskClient, wrong: str) -> None:
    page = client.get("/join/QQQQQQQQQQ")
    for answer in (
        client.get(f"/join/{wrong}"),
        client.post(f"/join/{wrong}"),
        client.post(f"/join/{wrong}/account", data=REN),
    ):
        assert answer.status_code == 404
        assert "No course has this code now" in answer.text
    assert page.status_code == 404


def test_a_renewed_code_makes_the_old_one_worthless(
    as_: As, app: Flask, client: FlaskClient, cast: Cast, code: str
) -> None:
    assert as_(cast.ines).post("/courses/hukou/join-code").status_code == 303
    assert client.get(f"/join/{code}").status_code == 404
    assert as_(cast.zoe).post(f"/join/{code}").status_code == 404


def test_codes_cannot_be_guessed_at_length_but_a_class_joins_at_once(
    settings: Settings, code: str
) -> None:
    app = create_app(replace(settings, rate_limits=True))
    limiter.reset()
    try:
        guest = app.test_client()
        assert all(guest.get(f"/join/{code}").status_code == 200 for _ in range(60))
        statuses = [guest.get(f"/join/GUESS{number}").status_code for number in range(31)]
        assert statuses == [404] * 30 + [429]
    finally:
        limiter.reset()


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("name", "", "Write your name"),
        ("name", " \u3000 ", "Write"),
        ("name", "\u200b", "Write a name"),
        ("name", "=HYPERLINK(1)", "does not begin with"),
        ("name", "x" * 121, "at most 120"),
        ("email", "", "Write your e-mail"),
        ("email", "ren", "is no e-mail address"),
        ("email", "ren@managed.invalid", "is no e-mail address"),
        ("email", "ren@example.org\nBcc: all@example.org", "is no e-mail address"),
        ("email", f"{'x' * 250}@example.org", "is no e-mail address"),
        ("email", "MING@example.org", "There is an account with this address"),
        ("password", "", "Write a password"),
        ("password", "short one", "at least 10"),
        ("password", "1234567890", "among the first"),
        ("password", "1212121212", "among the first"),
        ("password", "ren example 1", "your name or address"),
        ("password", "x" * 5000, "longer than 128"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_a_reason(
    app: Flask, client: FlaskClient, code: str, field: str, typed: str, why: str
) -> None:
    before = accounts(app)
    answer = submit(client, f"/join/{code}", f"/join/{code}/account", **(REN | {field: typed}))
    assert answer.status_code == 422
    assert why in answer.text
    assert f'id="{field}-error"' in answer.text
    assert REN["password"] not in answer.text
    if field != "name":
        assert 'value="任 Ren"' in answer.text  # what was typed stays
    assert accounts(app) == before


@pytest.mark.parametrize("name", ["明" * 120, "李明", "Ñandú O’Neill-García", "😀 Li", "محمد علی"])
def test_names_of_all_kinds_are_welcome(client: FlaskClient, code: str, name: str) -> None:
    assert register(client, code, name=name) == 303


def test_an_account_needs_the_token_of_its_form(app: Flask, client: FlaskClient, code: str) -> None:
    before = accounts(app)
    assert client.post(f"/join/{code}/account", data=REN).status_code == 422
    assert accounts(app) == before


def test_nobody_chooses_a_role_by_adding_a_field(
    app: Flask, client: FlaskClient, cast: Cast, code: str
) -> None:
    register(client, code, role="instructor", group_id=str(cast.plum), active="", id="1")
    member = membership(app, "ren@example.org", cast.hukou)
    assert member is not None
    assert (member.role, member.group_id) == ("student", None)


def invitation(app: Flask, cast: Cast, code: str, email: str = "ren@example.org") -> str:
    invited = Invitation(code, email, "Ren", "assistant", cast.plum)
    return seal(invited, app.config["SECRET_KEY"])


def test_an_invitation_gives_its_role_and_group_to_its_address(
    app: Flask, client: FlaskClient, cast: Cast, code: str
) -> None:
    query = f"?invitation={invitation(app, cast, code)}"
    assert 'value="ren@example.org"' in client.get(f"/join/{code}{query}").text
    assert register(client, code, query) == 303
    member = membership(app, "ren@example.org", cast.hukou)
    assert member is not None
    assert (member.role, member.group_id) == ("assistant", cast.plum)


def test_an_invitation_passed_on_makes_a_student(
    as_: As, app: Flask, cast: Cast, code: str
) -> None:
    query = f"?invitation={invitation(app, cast, code)}"
    client = as_(cast.zoe)
    assert "was sent to ren@example.org" in client.get(f"/join/{code}{query}").text
    assert submit(client, f"/join/{code}{query}", f"/join/{code}").status_code == 303
    member = membership(app, "zoe@example.org", cast.hukou)
    assert member is not None
    assert (member.role, member.group_id) == ("student", None)


def test_an_invitation_to_one_course_counts_in_no_other(
    app: Flask, client: FlaskClient, cast: Cast, code: str
) -> None:
    token = invitation(app, cast, code)
    with app.app_context():
        other = db.session.get_one(Course, cast.other).join_code
    assert register(client, other, f"?invitation={token}") == 303
    member = membership(app, "ren@example.org", cast.other)
    assert member is not None
    assert (member.role, member.group_id) == ("student", None)


def test_a_forged_invitation_counts_for_nothing(
    app: Flask, client: FlaskClient, cast: Cast, code: str
) -> None:
    forged = seal(Invitation(code, REN["email"], "Ren", "instructor", None), "another key")
    assert register(client, code, f"?invitation={forged}") == 303
    member = membership(app, "ren@example.org", cast.hukou)
    assert member is not None
    assert member.role == "student"
