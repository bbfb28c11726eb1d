"""What no browser sends: each is answered in order, and changes nothing it may not."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import database
from app.database import db
from app.models import (
    Annotation,
    ContextNote,
    Course,
    CourseLayer,
    Layer,
    Membership,
    Occurrence,
    Reading,
    Revision,
    Ruling,
    Term,
)
from app.services.layering import lay_where_read
from app.services.publishing import publish
from tests.browser.conftest import lay_small_layer
from tests.conftest import Cast

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
HUGE = 2**70  # beyond the integers of any database
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def layer(session: Session, cast: Cast) -> int:
    """The id of a layer at home in the course."""
    lay_small_layer(session, cast)
    return session.scalars(select(Layer.id)).one()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"/annotations/{HUGE}"),
        ("DELETE", f"/annotations/{HUGE}"),
        ("GET", f"/replies/{HUGE}/history"),
        ("GET", f"{READING}/occurrences/{HUGE}"),
        ("DELETE", f"{READING}/notes/{HUGE}"),
        ("DELETE", f"/courses/hukou/groups/{HUGE}"),
        ("PUT", f"/courses/hukou/people/{HUGE}/role"),
    ],
)
def test_no_row_has_a_number_beyond_the_databases(
    cast: Cast, as_: As, method: str, path: str
) -> None:
    assert as_(cast.ines).open(path, method=method).status_code in (404, 405)


@pytest.mark.parametrize("number", [str(HUGE), "²", "-1", "x"])
def test_layers_that_cannot_be_are_none(
    session: Session, cast: Cast, as_: As, layer: int, number: str
) -> None:
    form = {"title": "Hukou", "layer": [number, str(layer)]}
    assert as_(cast.ines).patch("/courses/hukou", data=form).status_code == 303
    kept = session.scalars(select(CourseLayer.layer_id)).all()
    assert kept == [layer]


@pytest.mark.parametrize("query", ["_method=", "x_method=put", "a=1&_method="])
def test_a_method_that_is_none_leaves_the_post_a_post(client: FlaskClient, query: str) -> None:
    assert client.post(f"/join?{query}", data={"code": "ABC"}).status_code == 303


@pytest.mark.parametrize("origin", ["http://[", "null", "http://localhost.evil", ""])
def test_a_write_from_no_proper_origin_is_refused(
    session: Session, cast: Cast, as_: As, origin: str
) -> None:
    answer = as_(cast.ines).patch(
        "/courses/hukou", data={"title": "Mine"}, headers={"Origin": origin}
    )
    assert answer.status_code == 403
    assert session.get_one(Course, cast.hukou).title == "Hukou and points"


@pytest.mark.parametrize("body", [{"email": 5, "password": "x"}, [1], "x", {"email": {"a": []}}])
def test_a_write_that_is_no_form_is_refused(client: FlaskClient, body: object) -> None:
    assert client.post("/login", json=body).status_code == 415


def revise(session: Session, cast: Cast, text: str) -> None:
    reading = session.get_one(Reading, cast.reading)
    publish(session, reading, text)
    lay_where_read(session, reading=reading)
    session.commit()


def between_blocks(session: Session) -> int:
    """Where one block ends: the newline before the next."""
    return session.scalars(select(Revision)).one().blocks[1].end


@pytest.mark.parametrize("noun", ["terms", "notes"])
def test_nothing_is_written_on_a_place_without_words(
    session: Session, cast: Cast, as_: As, layer: int, noun: str
) -> None:
    at = between_blocks(session)
    form = {"start": at, "end": at + 1, "layer": layer, "headword": "h", "body": "b"}
    answer = as_(cast.ines).post(
        f"{READING}/{noun}", data=form | {"kind": "background"}, headers=FRAGMENT
    )
    assert answer.status_code == 404
    assert session.scalars(select(ContextNote)).all() == []
    assert len(session.scalars(select(Term)).all()) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("valid_from", "2014-02-30"),
        ("valid_to", "0000"),
        ("valid_from", "2014-7"),
        ("headword", "h" * 201),
        ("source_title", "s" * 501),
        ("reason", "r" * 501),
        ("exact", "words that are not there"),
    ],
)
def test_a_card_that_could_not_be_shown_is_not_kept(
    session: Session, cast: Cast, as_: As, layer: int, name: str, value: str
) -> None:
    form = {"start": 21, "end": 30, "layer": layer, "headword": "h", "body": "All I typed"}
    answer = as_(cast.ines).post(f"{READING}/terms", data=form | {name: value})
    assert answer.status_code == 422
    assert "All I typed" in answer.text
    assert "field-error" in answer.text
    assert len(session.scalars(select(Term)).all()) == 2


def test_a_plain_form_may_quote_a_passage_of_two_paragraphs(
    session: Session, cast: Cast, as_: As
) -> None:
    at = between_blocks(session)
    words = session.scalars(select(Revision)).one().text[at - 5 : at + 5]
    form = {"start": at - 5, "end": at + 5, "body": "b", "exact": words.replace("\n", "\r\n")}
    assert as_(cast.ming).post(f"{READING}/annotations", data=form).status_code == 303
    assert session.scalars(select(Annotation.exact)).one() == words


def test_a_card_of_an_earlier_text_rules_nothing(
    session: Session, cast: Cast, as_: As, layer: int
) -> None:
    old = session.scalars(select(Occurrence).order_by(Occurrence.start.desc())).first()
    assert old is not None
    form = {"reason": "So it is", "sense": old.sense_id}
    revise(session, cast, "Short.\n")
    ruling = f"{READING}/occurrences/{old.id}/ruling"
    answer = as_(cast.ines).put(ruling, data=form, headers=FRAGMENT)
    assert answer.status_code == 409
    assert "The text has changed" in answer.text
    assert session.scalars(select(Ruling)).all() == []


@pytest.mark.parametrize("headers", [{}, FRAGMENT])
def test_a_mark_on_an_earlier_text_can_be_taken_back(
    session: Session, cast: Cast, as_: As, headers: dict[str, str]
) -> None:
    ming = as_(cast.ming)
    form = {"start": 100, "end": 120, "body": "Mine", "audience": "course"}
    ming.post(f"{READING}/annotations", data=form)
    mark = session.scalars(select(Annotation)).one()
    revise(session, cast, "Short.\n")
    answer = ming.delete(f"/annotations/{mark.id}", headers=headers)
    if headers:
        assert answer.headers["HX-Refresh"] == "true"
    else:
        assert answer.headers["Location"].startswith(READING)
    session.refresh(mark)
    assert mark.is_deleted


def test_a_database_that_stays_locked_is_told_in_a_page(
    app: Flask, cast: Cast, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    ines = as_(cast.ines)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 1)
    with app.app_context():
        db.engine.dispose()  # so that connections are set up anew
        file = db.engine.url.database
    assert file is not None
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = ines.patch("/courses/hukou", data={"title": "Mine"})
    assert answer.status_code == 500
    assert "Nothing you wrote was changed" in answer.text
    assert "Ines" in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_who_removes_somebody_is_told_that_the_code_still_opens(
    session: Session, cast: Cast, as_: As
) -> None:
    tom = session.scalars(select(Membership).where(Membership.user_id == cast.tom)).one()
    ines = as_(cast.ines)
    answer = ines.delete(f"/courses/hukou/people/{tom.id}", follow_redirects=True)
    assert "until you renew the code" in answer.text
