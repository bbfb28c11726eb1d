"""Every address, asked for by everybody: what one may not see is 404, and nothing of it leaks.

`ROUTES` has a line for each route and method; a new route without one fails here. The statuses
are those of nobody, zoe (a stranger with an account), sven (a student of another course), lin (of
the other group), ming (a student), tom (an assistant) and ines (an instructor), in that order. A
write says with what; where it takes a form, the form is right, so that only permission decides.
"""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.core.importing import Picture
from app.database import db
from app.factory import create_app
from app.models import Annotation, Course, Placement, User
from app.services.importing.reading_in import Read, read_in
from app.services.importing.unpacking import Document
from app.services.importing.waiting import keep
from app.settings import from_environment
from app.views.security import POLICY
from tests.conftest import seed
from tests.scene import EVERYBODY, SEEN_BY, Scene, body_of, reply_to, stage

WHO = ("nobody", "zoe", "sven", "lin", "ming", "tom", "ines")
HUKOU = "/courses/hukou"
PEOPLE = HUKOU + "/people"
READING = HUKOU + "/readings/a-card"
TERM = READING + "/occurrences/{occurrence}"
MARK = "/annotations/{annotation}"
OWN = HUKOU + "/familiarity/{familiarity}"
SPAN = {"start": "26", "end": "31"}
PASSAGE = {**SPAN, "kind": "note", "body": "Mine", "audience": "course"}
CARD = {**SPAN, "layer": "{layer}", "headword": "new", "body": "Says"}
NOTE = {**SPAN, "layer": "{layer}", "kind": "background", "body": "Says"}
LEFT = {"decision": "orphaned", "placement": "{placement}"}
RULING = {"reason": "So it is", "scope": "passage", "sense": "{sense}"}
WAITING = HUKOU + "/imports/{waiting}"
TOLD = {"version": "1", "author": "Ann Li", "date": "2019-05", "rights": "CC BY 4.0"}
TEXT_NOW = {"based_on": "1", "text": "Another text altogether.", "message": "Why"}
PICTURE = Picture("0123456789abcdef" * 4, b"not looked at here", "image/png", 4, 3)
PASSWORDS = {"password": "seven brown otters", "password_confirm": "seven brown otters"}
LIST = {"text": "name\nLi Hong\n"}
NEW = {"name": "Nadia", "email": "nadia@example.org", "password": "seven brown otters"}


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    statuses: str
    form: dict[str, str] = field(default_factory=dict)

    @property
    def expected(self) -> dict[str, int]:
        return dict(zip(WHO, map(int, self.statuses.split()), strict=True))


# fmt: off
ROUTES = [
    Route("GET", "/", "200 200 200 200 200 200 200"),
    Route("GET", "/healthz", "200 200 200 200 200 200 200"),
    Route("GET", "/static/icon.svg", "200 200 200 200 200 200 200"),
    # one's own account
    Route("GET", "/account", "404 200 200 200 200 200 200"),
    Route("PUT", "/account/name", "404 303 303 303 303 303 303", {"name": "Another Name"}),
    Route("DELETE", "/account/sessions", "404 303 303 303 303 303 303"),
    Route("GET", "/preferences", "200 200 200 200 200 200 200"),
    Route("PUT", "/preferences", "303 303 303 303 303 303 303", {"theme": "dark"}),
    Route("GET", "/preferences/keys", "200 200 200 200 200 200 200"),
    Route("PUT", "/preferences/keys", "303 303 303 303 303 303 303", {"reply": "KeyZ"}),
    Route("DELETE", "/preferences/keys", "303 303 303 303 303 303 303"),
    Route("GET", "/login", "200 302 302 302 302 302 302"),
    Route("POST", "/login", "200 303 303 303 303 303 303", {"email": "nobody", "password": "x"}),
    Route("POST", "/logout", "303 303 303 303 303 303 303"),
    Route("GET", "/change", "302 200 200 200 200 200 200"),
    Route("POST", "/change", "303 200 200 200 200 200 200"),
    Route("GET", "/reset", "200 200 200 200 200 200 200"),
    Route("POST", "/reset", "200 200 200 200 200 200 200", {"email": "nobody@example.org"}),
    Route("GET", "/reset/forged", "302 302 302 302 302 302 302"),
    Route("POST", "/reset/forged", "303 303 303 303 303 303 303", PASSWORDS),
    # joining: whoever has the code may look
    Route("GET", "/join", "200 200 200 200 200 200 200"),
    Route("POST", "/join", "303 303 303 303 303 303 303", {"code": "ABC"}),
    Route("GET", "/join/{code}", "200 200 200 200 200 200 200"),
    Route("POST", "/join/{code}", "404 303 303 303 303 303 303"),
    Route("POST", "/join/{code}/account", "303 303 303 303 303 303 303", NEW),
    # the course
    Route("GET", HUKOU, "404 404 404 200 200 200 200"),
    Route("GET", HUKOU + "/edit", "404 404 404 404 404 404 200"),
    Route("PATCH", HUKOU, "404 404 404 404 404 404 303", {"title": "Other"}),
    Route("GET", PEOPLE, "404 404 404 404 404 200 200"),
    Route("PUT", PEOPLE + "/{ming}/role", "404 404 404 404 404 404 303", {"role": "assistant"}),
    Route("PUT", PEOPLE + "/{ming}/group", "404 404 404 404 404 404 303", {"group": "{orchid}"}),
    Route("DELETE", PEOPLE + "/{ming}", "404 404 404 404 404 404 303"),
    Route("POST", PEOPLE + "/{ming}/slip", "404 404 404 404 404 404 403"),
    Route("POST", HUKOU + "/join-code", "404 404 404 404 404 404 303"),
    Route("POST", HUKOU + "/groups", "404 404 404 404 404 404 303", {"name": "Bamboo"}),
    Route("PUT", HUKOU + "/groups/{plum}", "404 404 404 404 404 404 303", {"name": "Bamboo"}),
    Route("DELETE", HUKOU + "/groups/{plum}", "404 404 404 404 404 404 303"),
    Route("GET", HUKOU + "/roster", "404 404 404 404 404 404 200"),
    Route("POST", HUKOU + "/roster", "404 404 404 404 404 404 200", LIST),
    Route("POST", HUKOU + "/roster/preview", "404 404 404 404 404 404 200", LIST),
    # bringing documents: one of Ines's waits, and shows a picture
    Route("GET", HUKOU + "/imports", "404 404 404 404 404 404 200"),
    Route("POST", HUKOU + "/imports", "404 404 404 404 404 404 303", {"text": "# New\n\nText."}),
    Route("GET", WAITING, "404 404 404 404 404 404 200"),
    Route("GET", WAITING + "/original", "404 404 404 404 404 404 200"),
    Route("PATCH", WAITING, "404 404 404 404 404 404 303", {"version": "1", "title": "Other"}),
    Route("DELETE", WAITING, "404 404 404 404 404 404 303"),
    Route("POST", WAITING + "/reading", "404 404 404 404 404 404 303", TOLD),
    Route("GET", "/pictures/{picture}", "404 404 404 404 404 404 200"),
    # reading
    Route("GET", READING, "404 404 404 200 200 200 200"),
    Route("GET", READING + "/blocks/{block}", "404 404 404 200 200 200 200"),
    Route("GET", READING + "/blocks/{block}/threads", "404 404 404 200 200 200 200"),
    Route("GET", READING + "/citation?start=26&end=31", "404 404 404 200 200 200 200"),
    Route("GET", READING + "/mentions", "404 404 404 200 200 200 200"),
    Route("PUT", READING + "/layers", "404 404 404 303 303 303 303", {"show": "none"}),
    Route("GET", READING + "/linear", "404 404 404 200 200 200 200"),
    Route("PUT", READING + "/bookmark", "404 404 404 303 303 303 303", {"ident": "{block}"}),
    Route("PUT", READING + "/seen", "404 404 404 303 303 303 303"),
    Route("GET", READING + "/news", "404 404 404 200 200 200 200"),
    Route("GET", READING + "/news/pages", "404 404 404 303 303 303 303"),
    Route("GET", TERM, "404 404 404 200 200 200 200"),
    Route("GET", READING + "/telegram", "404 404 404 404 404 404 404"),
    Route("POST", WAITING + "/term", "404 404 404 404 404 404 404"),
    Route("POST", READING + "/telegram/terms", "404 404 404 404 404 404 404"),
    Route("GET", HUKOU + "/terms", "404 404 404 200 200 200 200"),
    Route("GET", HUKOU + "/terms/household/permit", "404 404 404 200 200 200 200"),
    Route("GET", HUKOU + "/terms/household/permit/case?tax=2", "404 404 404 200 200 200 200"),
    # its text over time
    Route("GET", READING + "/revisions", "404 404 404 200 200 200 200"),
    Route("GET", READING + "/revisions/1", "404 404 404 302 302 302 302"),
    Route("GET", READING + "/revisions/1/changes", "404 404 404 200 200 200 200"),
    Route("PUT", READING + "/revisions/1/seen", "404 404 404 303 303 303 303"),
    Route("GET", READING + "/revisions/new", "404 404 404 404 404 200 200"),
    Route("POST", READING + "/revisions", "404 404 404 404 404 303 303", TEXT_NOW),
    Route("POST", READING + "/revisions/preview", "404 404 404 404 404 200 200", TEXT_NOW),
    # what has no sure place in it: a mark of Ming's for group Plum
    Route("GET", READING + "/placements", "404 404 404 200 200 200 200"),
    Route("GET", READING + "/placements/{placement}", "404 404 404 404 200 200 200"),
    Route("PUT", READING + "/placements/{placement}/decision", "404 404 404 404 303 303 303", LEFT),
    Route("DELETE", READING + "/placements/{placement}/decision", "404 404 404 404 303 303 303"),
    Route("PUT", READING + "/placements/decisions", "404 404 404 404 303 303 303", LEFT),
    # curating
    Route("PUT", TERM + "/ruling", "404 404 404 404 404 303 303", RULING),
    Route("DELETE", TERM + "/ruling", "404 404 404 404 404 404 404"),
    Route("GET", READING + "/terms/new?start=26&end=31", "404 404 404 404 404 200 200"),
    Route("POST", READING + "/terms", "404 404 404 404 404 303 303", CARD),
    Route("GET", READING + "/notes/new?start=26&end=31", "404 404 404 404 404 200 200"),
    Route("POST", READING + "/notes", "404 404 404 404 404 303 303", NOTE),
    Route("DELETE", READING + "/notes/{note}", "404 404 404 404 404 303 303"),
    # guess, then reveal
    Route("POST", TERM + "/guess", "404 404 404 303 303 303 303", {"body": "A card"}),
    Route("PUT", TERM + "/question", "404 404 404 404 404 303 303"),
    Route("DELETE", TERM + "/question", "404 404 404 404 404 303 303"),
    Route("GET", HUKOU + "/terms/household/permit/guesses", "404 404 404 404 404 200 200"),
    # how one stands with terms: the list is Ming's
    Route("PUT", TERM + "/wording", "404 404 404 303 303 303 303", {"wording": "0" * 64}),
    Route("PUT", TERM + "/standing", "404 404 404 303 303 303 303", {"standing": "known"}),
    Route("GET", HUKOU + "/familiarity", "404 404 404 200 200 200 200"),
    Route("GET", HUKOU + "/familiarity/review", "404 404 404 200 200 200 200"),
    Route("GET", HUKOU + "/familiarity/anki", "404 404 404 200 200 200 200"),
    Route("PUT", OWN, "404 404 404 404 303 404 404", {"standing": "known"}),
    Route("DELETE", OWN, "404 404 404 404 303 404 404"),
    # marks: what Ming wrote to group Plum
    Route("GET", READING + "/annotations?at=26", "404 404 404 200 200 200 200"),
    Route("GET", READING + "/annotations/new?start=26&end=31", "404 404 404 200 200 200 200"),
    Route("POST", READING + "/annotations", "404 404 404 303 303 303 303", PASSAGE),
    Route("GET", MARK, "404 404 404 404 303 303 303"),
    Route("GET", MARK + "/edit", "404 404 404 404 200 404 404"),
    Route("PATCH", MARK, "404 404 404 404 303 404 404", {"body": "Better"}),
    Route("DELETE", MARK, "404 404 404 404 303 404 404"),
    Route("GET", MARK + "/history", "404 404 404 404 200 200 200"),
    Route("PUT", MARK + "/answer", "404 404 404 404 303 303 303", {"reply": "{reply}"}),
    Route("DELETE", MARK + "/answer", "404 404 404 404 303 303 303"),
    Route("PUT", MARK + "/seen", "404 404 404 404 303 303 303"),
    Route("DELETE", MARK + "/seen", "404 404 404 404 303 303 303"),
    Route("PUT", MARK + "/second", "404 404 404 404 404 303 303"),
    Route("DELETE", MARK + "/second", "404 404 404 404 303 303 303"),
    Route("POST", MARK + "/replies", "404 404 404 404 303 303 303", {"body": "Yes"}),
    Route("GET", "/replies/{reply}/edit", "404 404 404 404 200 404 404"),
    Route("PATCH", "/replies/{reply}", "404 404 404 404 303 404 404", {"body": "Better"}),
    Route("DELETE", "/replies/{reply}", "404 404 404 404 303 404 404"),
    Route("GET", "/replies/{reply}/history", "404 404 404 404 200 200 200"),
]
# fmt: on
OPEN_TO_GUESTS = {
    READING + "/linear",
    HUKOU,
    READING,
    READING + "/blocks/{block}",
    READING + "/blocks/{block}/threads",
    READING + "/citation?start=26&end=31",
    READING + "/mentions",
    READING + "/revisions",
    READING + "/revisions/1",
    READING + "/revisions/1/changes",
    READING + "/annotations?at=26",
    TERM,
    HUKOU + "/terms",
    HUKOU + "/terms/household/permit",
    HUKOU + "/terms/household/permit/case?tax=2",
}
KEPT_FOR_GUESTS = {READING + "/layers", READING + "/bookmark"}  # in their session, in no row
CSRF = "a token for tests"
HTMX = {"HX-Request": "true"}
by_route = pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{r.method} {r.path}")


class Theatre:
    """The application with the scene set, as often as wanted."""

    def __init__(self, app: Flask, instance: Path) -> None:
        self.app = app
        self.file = instance / "interleaf.db"
        self.kept = instance / "kept.db"
        with app.app_context():
            self.scene: Scene = stage(db.session, seed(db.session))
            self.placement = doubt(db.session, self.scene)
            self.waiting = bring(db.session, self.scene)
            self.uniquifiers = {
                user.id: user.fs_uniquifier for user in db.session.query(User).all()
            }
        self.leave()
        shutil.copy(self.file, self.kept)

    def leave(self) -> None:
        with self.app.app_context():
            db.engine.dispose()

    def set_again(self) -> None:
        self.leave()
        shutil.copy(self.kept, self.file)

    def open_to_guests(self) -> None:
        with self.app.app_context():
            db.session.get_one(Course, self.scene.cast.hukou).open_to_guests = True
            db.session.commit()

    def client(self, who: str) -> FlaskClient:
        client = self.app.test_client()
        user_id = self.scene.who(who)
        with client.session_transaction() as cookie:
            cookie["csrf_token"] = CSRF
            if user_id is not None:
                cookie["_user_id"] = self.uniquifiers[user_id]
                cookie["_fresh"] = True
        return client

    def token(self) -> str:
        """What the pages put into the forms of accounts."""
        signer = URLSafeTimedSerializer(str(self.app.secret_key), salt="wtf-csrf-token")
        return str(signer.dumps(CSRF))

    def ask(self, who: str, route: Route, headers: dict[str, str] | None = None) -> TestResponse:
        fill = partial(self.fill, name="ming-group")
        form = {name: fill(value) for name, value in route.form.items()}
        return self.client(who).open(
            fill(route.path),
            method=route.method,
            data=form | {"csrf_token": self.token()} if route.method != "GET" else None,
            headers=headers or {},
            buffered=True,
        )

    def fill(self, text: str, name: str) -> str:
        scene = self.scene
        return text.format(
            annotation=scene.annotations[name],
            reply=scene.replies[name],
            block=scene.block,
            occurrence=scene.occurrences["residence permit"],
            sense=scene.senses["permit"],
            layer=scene.layer,
            note=scene.note,
            placement=self.placement,
            waiting=self.waiting,
            picture=PICTURE.digest,
            familiarity=scene.familiarity,
            ming=scene.members["ming"],
            plum=scene.cast.plum,
            orchid=scene.cast.orchid,
            code=scene.join_code,
        )

    def dump(self) -> list[str]:
        """All that is in the database, as SQL."""
        with closing(sqlite3.connect(self.file)) as connection:
            return list(connection.iterdump())


def doubt(session: Session, scene: Scene) -> int:
    """Have what Ming wrote to Plum be doubtful; the number of its placement."""
    mark = session.get_one(Annotation, scene.annotations["ming-group"])
    placement = Placement(
        annotation_id=mark.id,
        course_id=mark.course_id,
        revision_id=mark.revision_id,
        outcome="doubtful",
        start=mark.start,
        end=mark.end,
        score=0.5,
    )
    session.add(placement)
    session.commit()
    return placement.id


def bring(session: Session, scene: Scene) -> int:
    """Have a document with a picture wait in Ines's course; its number."""
    course = session.get_one(Course, scene.cast.hukou)
    ines = session.get_one(User, scene.cast.ines)
    read = read_in(Document("queue.md", f"# Queue\n\n![A](/pictures/{PICTURE.digest})".encode()))
    assert isinstance(read, Read)
    read = replace(read, converted=replace(read.converted, pictures=(PICTURE,)))
    [row] = keep(session, course, ines, [read])
    session.commit()
    return row.id


@pytest.fixture(scope="module")
def built(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    instance = tmp_path_factory.mktemp("instance")
    shutil.copy(empty_database, instance / "interleaf.db")
    app = create_app(
        from_environment(
            {
                "INTERLEAF_ENV": "test",
                "INTERLEAF_INSTANCE": str(instance),
                "SECRET_KEY": "a key for tests only, long enough to pass",
                "RATE_LIMITS": "0",
            }
        )
    )
    theatre = Theatre(app, instance)
    yield theatre
    theatre.leave()


@pytest.fixture
def theatre(built: Theatre) -> Theatre:
    built.set_again()
    return built


def leaks(answer: TestResponse, who: str) -> list[str]:
    """What stands in an answer that this one may not see."""
    return [
        name
        for name, seen_by in SEEN_BY.items()
        if who not in seen_by and (body_of(name) in answer.text or reply_to(name) in answer.text)
    ]


def test_every_route_has_a_line(theatre: Theatre) -> None:
    adapter = theatre.app.url_map.bind("localhost")
    listed = {
        (
            adapter.match(theatre.fill(route.path, "ming-group").split("?")[0], route.method)[0],
            route.method,
        )
        for route in ROUTES
    }
    assert len(listed) == len(ROUTES)
    assert listed == {
        (rule.endpoint, method)
        for rule in theatre.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


@by_route
def test_everybody_gets_what_is_theirs(theatre: Theatre, route: Route) -> None:
    before = theatre.dump()
    found = {}
    for who in WHO:
        answer = theatre.ask(who, route)
        found[who] = answer.status_code
        assert leaks(answer, who) == []
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        if route.method == "GET" or answer.status_code in {403, 404}:
            assert theatre.dump() == before
        else:
            theatre.set_again()
    assert found == route.expected


@by_route
def test_a_fragment_tells_no_more_than_the_page(theatre: Theatre, route: Route) -> None:
    for who in WHO:
        answer = theatre.ask(who, route, HTMX)
        assert leaks(answer, who) == []
        if route.expected[who] == 404:
            assert answer.status_code == 404
        if route.method != "GET" and answer.status_code != 404:
            theatre.set_again()


@by_route
def test_an_open_course_is_read_by_guests_and_nothing_more(theatre: Theatre, route: Route) -> None:
    theatre.open_to_guests()
    before = theatre.dump()
    for who in ("nobody", "zoe", "sven"):
        answer = theatre.ask(who, route)
        assert leaks(answer, who) == []
        if route.path in OPEN_TO_GUESTS and route.method == "GET":
            assert answer.status_code == route.expected["ming"]
            assert "<mark" not in answer.text
            assert theatre.dump() == before
        elif route.path in KEPT_FOR_GUESTS:
            assert answer.status_code == 303
            assert theatre.dump() == before
        else:
            assert answer.status_code == route.expected[who]
            theatre.set_again()
            theatre.open_to_guests()


MARKS = [
    ("annotations", "GET", ""),
    ("annotations", "GET", "/edit"),
    ("annotations", "GET", "/history"),
    ("annotations", "PATCH", ""),
    ("annotations", "DELETE", ""),
    ("annotations", "PUT", "/answer"),
    ("annotations", "DELETE", "/answer"),
    ("annotations", "PUT", "/seen"),
    ("annotations", "DELETE", "/seen"),
    ("annotations", "PUT", "/second"),
    ("annotations", "DELETE", "/second"),
    ("annotations", "POST", "/replies"),
    ("replies", "GET", "/edit"),
    ("replies", "GET", "/history"),
    ("replies", "PATCH", ""),
    ("replies", "DELETE", ""),
]


@pytest.mark.parametrize("name", SEEN_BY)
def test_a_mark_exists_for_its_audience_only(theatre: Theatre, name: str) -> None:
    scene = theatre.scene
    before = theatre.dump()
    author = name.partition("-")[0]
    for who in EVERYBODY:
        for noun, method, rest in MARKS:
            number = scene.annotations[name] if noun == "annotations" else scene.replies[name]
            answer = theatre.client(who).open(
                f"/{noun}/{number}{rest}",
                method=method,
                data={"body": "Written over", "reply": str(scene.replies[name])},
            )
            asked = (who, method, noun, rest)
            assert leaks(answer, who) == [], asked
            if who not in SEEN_BY[name]:
                assert answer.status_code == 404, asked
            changes_words = rest == "/edit" or (method in {"PATCH", "DELETE"} and not rest)
            if changes_words:
                assert (answer.status_code == 404) == (who != author), asked
            if answer.status_code == 404 or method == "GET":
                assert theatre.dump() == before, asked
            else:
                theatre.set_again()


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_pages_show_just_what_one_may_see(theatre: Theatre, who: str) -> None:
    scene = theatre.scene
    is_in = who not in {"nobody", "zoe", "sven"}
    may_see = {name for name, seen_by in SEEN_BY.items() if who in seen_by}
    in_course = {name for name in may_see if not name.startswith("sven")} if is_in else set()
    for path in (f"{READING}/blocks/{scene.block}",):
        page = theatre.client(who).get(path)
        assert {name for name in SEEN_BY if body_of(name) in page.text} == in_course
        assert {name for name in SEEN_BY if reply_to(name) in page.text} == in_course
    page = theatre.client(who).get(READING)
    counts = {int(count) for count in re.findall('<mark [^>]*data-count="(.*?)"', page.text)}
    assert counts == ({len(in_course)} if in_course else set())  # all on one passage
    place = theatre.client(who).get(f"{READING}/annotations?at=30")
    told = {name for name in SEEN_BY if body_of(name) in place.text}
    assert told == in_course
    other = theatre.client(who).get(f"/courses/other/readings/a-card/blocks/{scene.block}")
    found = {name for name in SEEN_BY if body_of(name) in other.text}
    assert found == (may_see if who == "sven" else set())


def test_a_count_gives_nothing_away(theatre: Theatre) -> None:
    """Neither a number of hidden threads nor of news counts what one may not see."""
    for who in ("zoe", "sven", "nobody"):
        page = theatre.client(who).get(READING)
        assert not re.search(r"\d+ (more|threads?|unread)", page.text)
    page = theatre.client("lin").get(READING)
    seen = sum("lin" in seen_by for seen_by in SEEN_BY.values())
    by_others = sum("lin" in s and not n.startswith("lin") for n, s in SEEN_BY.items())
    assert f"{by_others} unread" in page.text
    shown = page.text.count('class="thread ')
    [hidden] = [int(n) for n in re.findall(r"(\d+) more on paragraph", page.text)] or [0]
    assert shown + hidden == seen


def test_what_a_course_does_not_have_is_not_under_its_address(theatre: Theatre) -> None:
    """An id of one course in the address of another finds nothing."""
    scene = theatre.scene
    sven = theatre.client("sven")
    there = "/courses/other/readings/a-card"
    assert sven.get(there).status_code == 200
    for path in (
        f"{there}/occurrences/{scene.occurrences['hukou']}",
        "/courses/other/terms/household/hukou",
        "/courses/other/readings/nowhere",
        f"{there}/blocks/nowhere",
    ):
        assert sven.get(path).status_code == 404
    ola = theatre.client("ola")
    for method, path in (
        ("PUT", f"{there}/occurrences/{scene.occurrences['hukou']}/ruling"),
        ("DELETE", f"{there}/notes/{scene.note}"),
        ("PUT", f"/courses/other/people/{scene.members['ming']}/role"),
        ("DELETE", f"/courses/other/people/{scene.members['ming']}"),
        ("DELETE", f"/courses/other/groups/{scene.cast.plum}"),
    ):
        assert ola.open(path, method=method, data={"reason": "Mine"}).status_code == 404


ASKED = ("start", "end", "annotation", "kind", "term", "at", "from", "to", "first")
STRANGE = ("9" * 30, "0", "-1", "²", "\0户口", "..%2f..", "x" * 3000)


@by_route
def test_no_address_breaks_the_server(theatre: Theatre, route: Route) -> None:
    """Whatever stands in the place of an id or a name, an answer is an answer: never 500."""
    ines = theatre.client("ines")
    for place in re.finditer(r"\{.*?\}|(?<=/)(hukou|a-card|household|permit|forged)", route.path):
        for strange in STRANGE:
            path = route.path[: place.start()] + strange + route.path[place.end() :]
            path = theatre.fill(path, "ming-group")
            assert ines.open(path, method=route.method).status_code in {404, 405, 422, 302, 303}
    if route.method == "GET":
        path = theatre.fill(route.path, "ming-group").partition("?")[0]
        for strange in STRANGE:
            for headers in ({}, HTMX):
                query = dict.fromkeys(ASKED, strange)
                answer = ines.open(path, query_string=query, headers=headers, buffered=True)
                assert answer.status_code < 500


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.method != "GET"],
    ids=lambda route: f"{route.method} {route.path}",
)
def test_no_form_breaks_the_server(theatre: Theatre, route: Route) -> None:
    on_a_passage = ("start", "end", "term") if route.path.startswith(READING) else ()
    path = theatre.fill(route.path, "ming-group")
    right = {field: theatre.fill(value, "ming-group") for field, value in route.form.items()}
    ines = theatre.client("ines")
    for name in {*right, *on_a_passage}:
        for strange in ("", *STRANGE):
            form = right | {name: strange, "csrf_token": theatre.token()}
            for headers in ({}, HTMX):
                answer = ines.open(path, method=route.method, data=form, headers=headers)
                assert answer.status_code < 500, (name, strange)
