"""The people page: who sees it, who changes what, lists and slips."""

import io
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import event, func, select
from werkzeug.test import TestResponse

from app.database import db
from app.models import Annotation, Course, Group, Membership, User
from app.settings import Settings
from app.views.accounts import post
from tests.conftest import Cast
from tests.views.forms import submit

As = Callable[[int | None], FlaskClient]
ROSTER = "/courses/hukou/roster"


def member_id(app: Flask, user_id: int, course_id: int = 1) -> int:
    with app.app_context():
        return db.session.scalars(
            select(Membership.id).where(
                Membership.user_id == user_id, Membership.course_id == course_id
            )
        ).one()


def member(app: Flask, member_id: int) -> Membership | None:
    with app.app_context():
        return db.session.get(Membership, member_id)


def preview(client: FlaskClient, text: str | bytes) -> TestResponse:
    content = text.encode() if isinstance(text, str) else text
    return client.post(f"{ROSTER}/preview", data={"file": (io.BytesIO(content), "class.csv")})


def slips(answer: TestResponse) -> dict[str, tuple[str, str]]:
    """User name and password by the name on the slip."""
    found = {}
    for slip in LexborHTMLParser(answer.text).css(".slip"):
        name = slip.css_first("h2")
        username, password = slip.css("code")
        assert name
        found[name.text()] = (username.text(), password.text())
    return found


def managed(as_: As, cast: Cast, app: Flask) -> tuple[int, str, str]:
    """Membership, user name and password of a new managed account."""
    answer = as_(cast.ines).post(ROSTER, data={"text": "name\nLi Hong\n"})
    username, password = slips(answer)["Li Hong"]
    with app.app_context():
        user_id = db.session.scalars(select(User.id).where(User.username == username)).one()
    return member_id(app, user_id), username, password


def test_staff_see_who_is_in_the_course_by_role_and_group(as_: As, cast: Cast) -> None:
    for user in (cast.ines, cast.tom):
        page = LexborHTMLParser(as_(user).get("/courses/hukou/people").text)
        heads = [section.text() for section in page.css(".people h2")]
        assert [head.split() for head in heads[:3]] == [
            ["Staff", "2"],
            ["Orchid", "1"],
            ["Plum", "2"],
        ]


def test_an_assistant_sees_neither_addresses_nor_the_code(as_: As, app: Flask, cast: Cast) -> None:
    with app.app_context():
        code = db.session.get_one(Course, cast.hukou).join_code
    for user, sees in ((cast.ines, True), (cast.tom, False)):
        page = as_(user).get("/courses/hukou/people").text
        assert (code in page) is sees
        assert ("mei@example.org" in page) is sees
        assert ("<form" in page.partition("<main")[2]) is sees


def actions(app: Flask, cast: Cast) -> list[tuple[str, str, dict[str, str]]]:
    mei, sven = member_id(app, cast.mei), member_id(app, cast.sven, cast.other)
    own = [
        ("PUT", f"/courses/hukou/people/{mei}/role", {"role": "instructor"}),
        ("PUT", f"/courses/hukou/people/{mei}/group", {"group": str(cast.orchid)}),
        ("POST", f"/courses/hukou/people/{mei}/slip", {}),
        ("DELETE", f"/courses/hukou/people/{mei}", {}),
        ("POST", "/courses/hukou/join-code", {}),
        ("POST", "/courses/hukou/groups", {"name": "Lotus"}),
        ("PUT", f"/courses/hukou/groups/{cast.plum}", {"name": "Lotus"}),
        ("DELETE", f"/courses/hukou/groups/{cast.plum}", {}),
        ("GET", ROSTER, {}),
        ("POST", f"{ROSTER}/preview", {"text": "name\nLi\n"}),
        ("POST", ROSTER, {"text": "name\nLi\n"}),
    ]
    elsewhere = [
        ("PUT", f"/courses/other/people/{sven}/role", {"role": "assistant"}),
        ("DELETE", f"/courses/other/people/{sven}", {}),
        ("PUT", f"/courses/hukou/people/{sven}/role", {"role": "assistant"}),
        ("DELETE", f"/courses/hukou/people/{sven}", {}),
        ("PUT", f"/courses/other/people/{mei}/role", {"role": "assistant"}),
        ("POST", "/courses/other/roster", {"text": "name\nLi\n"}),
    ]
    return own + elsewhere


def everything(app: Flask) -> list[object]:
    with app.app_context():
        return [
            tuple(row)
            for table in (User.__table__, Membership.__table__, Group.__table__, Course.__table__)
            for row in db.session.execute(select(table)).all()
        ]


def test_nothing_of_it_exists_for_who_does_not_instruct_here(
    as_: As, app: Flask, cast: Cast
) -> None:
    before = everything(app)
    others = (None, cast.zoe, cast.sven, cast.lin, cast.mei, cast.tom)
    for user, (method, url, sent) in product(others, actions(app, cast)):
        answer = as_(user).open(url, method=method, data=sent)
        assert answer.status_code == 404, (user, method, url)
    for user in (None, cast.zoe, cast.sven, cast.lin, cast.mei):
        assert as_(user).get("/courses/hukou/people").status_code == 404
    assert everything(app) == before


def test_an_instructor_has_no_power_over_another_course(as_: As, app: Flask, cast: Cast) -> None:
    before = everything(app)
    for method, url, sent in actions(app, cast)[11:]:
        assert as_(cast.ines).open(url, method=method, data=sent).status_code == 404, (method, url)
    assert everything(app) == before


def test_a_member_is_moved_to_another_group_and_out_of_it(as_: As, app: Flask, cast: Cast) -> None:
    mei = member_id(app, cast.mei)
    url = f"/courses/hukou/people/{mei}/group?_method=put"
    answer = as_(cast.ines).post(url, data={"group": str(cast.orchid)})
    assert (answer.status_code, answer.location) == (303, "/courses/hukou/people")
    moved = member(app, mei)
    assert moved
    assert moved.group_id == cast.orchid
    as_(cast.ines).post(url, data={"group": ""})
    moved = member(app, mei)
    assert moved
    assert moved.group_id is None


@pytest.mark.parametrize("chosen", ["999", "x", "1; drop table", "-1"])
def test_nobody_is_moved_to_a_group_that_is_not_here(
    as_: As, app: Flask, cast: Cast, chosen: str
) -> None:
    url = f"/courses/hukou/people/{member_id(app, cast.mei)}/group?_method=put"
    assert as_(cast.ines).post(url, data={"group": chosen}).status_code == 404


def test_a_role_is_changed_and_unknown_ones_are_not_taken(as_: As, app: Flask, cast: Cast) -> None:
    mei = member_id(app, cast.mei)
    url = f"/courses/hukou/people/{mei}/role?_method=put"
    for sent, role in (("assistant", "assistant"), ("king", "assistant"), ("student", "student")):
        assert as_(cast.ines).post(url, data={"role": sent}).status_code == 303
        found = member(app, mei)
        assert found
        assert found.role == role


def test_the_last_instructor_stays_one(as_: As, app: Flask, cast: Cast) -> None:
    ines, client = member_id(app, cast.ines), as_(cast.ines)
    client.post(f"/courses/hukou/people/{ines}/role?_method=put", data={"role": "student"})
    assert "at least one instructor" in client.get("/courses/hukou/people").text
    client.post(f"/courses/hukou/people/{ines}?_method=delete")
    found = member(app, ines)
    assert found
    assert found.role == "instructor"


def test_one_of_two_instructors_may_leave(as_: As, app: Flask, cast: Cast) -> None:
    tom, ines, client = member_id(app, cast.tom), member_id(app, cast.ines), as_(cast.ines)
    client.post(f"/courses/hukou/people/{tom}/role?_method=put", data={"role": "instructor"})
    answer = client.post(f"/courses/hukou/people/{ines}?_method=delete")
    assert answer.location == "/"
    assert client.get("/courses/hukou/people").status_code == 404


def write(app: Flask, cast: Cast) -> int:
    """A note that Mei wrote for her group."""
    with app.app_context():
        note = Annotation(
            course_id=cast.hukou,
            reading_id=cast.reading,
            revision_id=1,
            author_id=cast.mei,
            group_id=cast.plum,
            visibility="group",
            kind="note",
            start=0,
            end=4,
            exact="A ca",
            prefix="",
            suffix="rd",
        )
        db.session.add(note)
        db.session.commit()
        return note.id


def who_sees(app: Flask, cast: Cast) -> set[str]:
    names = ("ines", "tom", "ming", "mei", "lin", "zoe")
    with app.app_context():
        return {
            name
            for name in names
            if db.session.scalars(
                Annotation.visible_to(db.session.get_one(User, getattr(cast, name)))
            ).all()
        }


def test_who_is_removed_sees_nothing_more_and_what_they_wrote_stays(
    as_: As, app: Flask, cast: Cast
) -> None:
    write(app, cast)
    mei = member_id(app, cast.mei)
    assert as_(cast.ines).post(f"/courses/hukou/people/{mei}?_method=delete").status_code == 303
    assert as_(cast.mei).get("/courses/hukou").status_code == 404
    assert who_sees(app, cast) == {"ines", "tom", "ming"}


def test_what_was_written_for_a_dissolved_group_stays_with_author_and_staff(
    as_: As, app: Flask, cast: Cast
) -> None:
    write(app, cast)
    url = f"/courses/hukou/groups/{cast.plum}?_method=delete"
    assert as_(cast.ines).post(url).status_code == 303
    assert who_sees(app, cast) == {"ines", "tom", "mei"}
    assert "Plum" not in as_(cast.ines).get("/courses/hukou/people").text.partition("<main")[2]


def test_a_group_is_made_and_renamed(as_: As, app: Flask, cast: Cast) -> None:
    client = as_(cast.ines)
    assert client.post("/courses/hukou/groups", data={"name": " 莲花 "}).status_code == 303
    url = f"/courses/hukou/groups/{cast.plum}?_method=put"
    assert client.post(url, data={"name": "plum"}).status_code == 303
    with app.app_context():
        names = db.session.scalars(select(Group.name).where(Group.course_id == cast.hukou)).all()
    assert sorted(names) == ["Orchid", "plum", "莲花"]


@pytest.mark.parametrize("name", ["", " \u3000", "ORCHID", "x" * 81, "\u200b"])
def test_a_group_needs_a_name_of_its_own(as_: As, app: Flask, cast: Cast, name: str) -> None:
    before = everything(app)
    client = as_(cast.ines)
    answer = client.post("/courses/hukou/groups", data={"name": name})
    assert answer.status_code == 422
    assert 'id="new-group-error"' in answer.text
    client.post(f"/courses/hukou/groups/{cast.plum}?_method=put", data={"name": name})
    assert "keeps its name" in client.get("/courses/hukou/people").text
    assert everything(app) == before


def test_a_list_is_looked_at_before_anything_is_made(as_: As, app: Flask, cast: Cast) -> None:
    before, client = everything(app), as_(cast.ines)
    answer = preview(client, "name,group,email\n李明,Lotus,\nRen,,ren@example.org\n")
    assert answer.status_code == 200
    assert "New groups: Lotus" in answer.text
    assert "invitation to ren@example.org" in answer.text
    assert everything(app) == before


def test_a_list_is_enrolled_from_its_preview_and_its_slips_let_people_in(
    as_: As, app: Flask, cast: Cast
) -> None:
    client = as_(cast.ines)
    page = preview(client, 'name,group\r\n李明,Lotus\r\n"O\'Brien, Zoë",Plum\r\n').text
    form = LexborHTMLParser(page).css_first(f'form[action="{ROSTER}"]')
    assert form
    hidden = form.css_first("input[name=text]")
    assert hidden
    answer = client.post(ROSTER, data={"text": hidden.attributes["value"] or ""})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    found = slips(answer)
    assert set(found) == {"李明", "O'Brien, Zoë"}
    for username, password in found.values():
        fresh = app.test_client()
        assert submit(fresh, "/login", "/login", email=username, password=password).location == "/"
        assert fresh.get("/courses/hukou").status_code == 200
        with app.app_context():
            user = db.session.scalars(select(User).where(User.username == username)).one()
            assert password not in str(user.password)


def test_sending_a_list_twice_makes_nobody_twice(as_: As, app: Flask, cast: Cast) -> None:
    client = as_(cast.ines)
    client.post(ROSTER, data={"text": "name\n李明\n"})
    before = everything(app)
    answer = client.post(ROSTER, data={"text": "name\n李明\n"})
    assert answer.status_code == 422
    assert "Line 2: 李明 has an account in this course" in answer.text
    assert everything(app) == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The list is empty"),
        (b"PK\x03\x04\xff\xff", "no text file"),
        ("naam\nLi\n", "no column “name”"),
        ("name\n" + "".join(f"学生{n}\n" for n in range(501)), "More than 500"),
        ("name,username\nLi,zoe\n", "Line 2: The user name “zoe” is taken."),
        ("name,role\nLi,king\n<script>x</script>,queen\n", "Line 3: “queen”"),
        ("name\n=HYPERLINK(1)\n", "Line 2: A name does not begin with “=”."),
    ],
)
def test_a_list_with_a_fault_is_refused_with_its_lines(
    as_: As, app: Flask, cast: Cast, content: str | bytes, says: str
) -> None:
    before = everything(app)
    answer = preview(as_(cast.ines), content)
    assert answer.status_code == 422
    assert says in answer.text
    assert "<script>x" not in answer.text
    assert everything(app) == before


def test_a_faulty_list_comes_back_to_be_mended(as_: As, cast: Cast) -> None:
    answer = preview(as_(cast.ines), "name,role\nLi & Söhne,king\n")
    text = LexborHTMLParser(answer.text).css_first("textarea")
    assert text
    assert text.text().strip() == "name,role\nLi & Söhne,king"


def test_a_list_in_a_chinese_encoding_is_read_and_said_so(as_: As, cast: Cast) -> None:
    answer = preview(as_(cast.ines), "name,group\n李明,一组\n".encode("gb18030"))
    assert "李明" in answer.text
    assert "read as GB18030" in answer.text


def test_whoever_has_an_address_gets_a_letter_and_no_account(
    as_: As, app: Flask, settings: Settings, cast: Cast
) -> None:
    text = "name,email,role\nZoe,zoe@example.org,assistant\nRen,ren@example.org,\n"
    before = everything(app)
    answer = as_(cast.ines).post(ROSTER, data={"text": text})
    assert "2 invitations" in answer.text
    assert everything(app) == before
    with app.app_context():
        post().wait()
    letters = [
        message_from_bytes(file.read_bytes(), policy=policy.default)
        for file in (settings.instance / "mail").glob("*.eml")
    ]
    assert {letter["To"] for letter in letters} == {"zoe@example.org", "ren@example.org"}
    [letter] = [letter for letter in letters if letter["To"] == "zoe@example.org"]
    assert "Ines invites you" in letter.get_content()
    link = re.search(r"http://localhost:8000(/join/\S+)", letter.get_content())
    assert link
    zoe = as_(cast.zoe)
    assert submit(zoe, link[1], "/join/").status_code == 303
    assert zoe.get("/courses/hukou/people").status_code == 200  # an assistant sees who is in it


def test_a_new_slip_replaces_the_password_and_ends_its_sessions(
    as_: As, app: Flask, cast: Cast
) -> None:
    who, username, old = managed(as_, cast, app)
    client = app.test_client()
    submit(client, "/login", "/login", email=username, password=old)
    answer = as_(cast.ines).post(f"/courses/hukou/people/{who}/slip")
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/account").status_code == 404
    _, new = slips(answer)["Li Hong"]
    for password, location in ((old, None), (new, "/")):
        fresh = app.test_client()
        answer = submit(fresh, "/login", "/login", email=username, password=password)
        assert answer.location == location


def test_an_instructor_cannot_take_over_the_account_of_somebody_else(
    as_: As, app: Flask, cast: Cast
) -> None:
    with app.app_context():
        user = User(name="Sven", username="sven-2", email="sven-2@managed.invalid", password="x")
        db.session.add(Membership(course_id=cast.other, user=user, role="student"))
        db.session.add(Membership(course_id=cast.hukou, user=user, role="student"))
        db.session.commit()
        shared = user.id
    before = everything(app)
    for user_id in (cast.mei, cast.tom, cast.ines, shared):
        url = f"/courses/hukou/people/{member_id(app, user_id)}/slip"
        answer = as_(cast.ines).post(url)
        assert answer.status_code == 403
        assert not slips(answer)
    assert everything(app) == before


def test_the_page_asks_the_database_as_often_for_few_as_for_many(
    as_: As, app: Flask, cast: Cast
) -> None:
    def count() -> int:
        statements: list[str] = []
        client = as_(cast.ines)
        with app.app_context():
            engine = db.engine

        def note(*args: object) -> None:
            statements.append(str(args[2]))

        event.listen(engine, "before_cursor_execute", note)
        try:
            assert client.get("/courses/hukou/people").status_code == 200
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(statements)

    few = count()
    with app.app_context():
        for number in range(100):
            user = User(name=f"学生{number}", email=f"s{number}@example.org")
            group = db.session.get_one(Group, (cast.plum, cast.orchid)[number % 2])
            db.session.add(Membership(course_id=cast.hukou, user=user, group=group))
        db.session.commit()
        assert db.session.scalar(select(func.count(Membership.id))) == 107
    assert count() == few
