"""A kept reply is drawn anew whenever anything that it depends on has changed."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from app.database import db
from app.models import User
from app.views.said import drawn
from tests.conftest import Cast

As = Callable[[int | None], FlaskClient]
HTMX = {"HX-Request": "true"}
READING = "/courses/hukou/readings/a-card"


@pytest.fixture
def thread(cast: Cast, as_: As) -> str:
    """A question by Ming that Mei answered."""
    drawn.cache_clear()
    mark = {"start": 21, "end": 31, "kind": "question", "body": "Why?", "audience": "course"}
    as_(cast.ming).post(READING + "/annotations", data=mark)
    as_(cast.mei).post("/annotations/1/replies", data={"body": "Because"})
    return "/annotations/1"


def test_a_reply_is_drawn_once_for_all_who_may_do_the_same(
    cast: Cast, as_: As, thread: str
) -> None:
    for reader in (cast.lin, cast.lin, cast.lin):
        as_(reader).get(thread, headers=HTMX)
    assert (drawn.cache_info().misses, drawn.cache_info().hits) == (1, 2)


def test_each_reader_is_offered_what_they_may_do(cast: Cast, as_: As, thread: str) -> None:
    edit, answers = "/replies/1/edit", "This answers it"
    for reader, offered in (
        (cast.mei, {edit}),
        (cast.ming, {answers}),
        (cast.ines, {answers}),
        (cast.lin, set()),
    ):
        shown = as_(reader).get(thread, headers=HTMX).text
        assert {what for what in (edit, answers) if what in shown} == offered


def test_a_change_shows_at_once(app: Flask, cast: Cast, as_: As, thread: str) -> None:
    def shown() -> str:
        return as_(cast.lin).get(thread, headers=HTMX).text

    assert "Because" in shown()
    as_(cast.mei).patch("/replies/1", data={"body": "Therefore"})
    assert "Because" not in shown()
    assert "Therefore" in shown()
    as_(cast.ming).put(thread + "/answer", data={"reply": 1})
    assert "is-answer" in shown()
    with app.app_context():
        db.session.get_one(User, cast.mei).name = "Mei Ling"
        db.session.commit()
    assert "Mei Ling" in shown()
    as_(cast.mei).delete("/replies/1")
    assert "Therefore" not in shown()
    assert "Taken back by its author" in shown()


def test_the_queries_of_a_thread_do_not_grow_with_its_writers(
    app: Flask, cast: Cast, as_: As, thread: str
) -> None:
    def asked() -> int:
        statements: list[object] = []
        with app.app_context():
            engine = db.engine
        listen = lambda *arguments: statements.append(arguments[2])  # noqa: E731 - to take it off
        event.listen(engine, "before_cursor_execute", listen)
        as_(cast.lin).get(thread, headers=HTMX)
        event.remove(engine, "before_cursor_execute", listen)
        return len(statements)

    before = asked()
    for writer in (cast.ming, cast.lin, cast.tom, cast.ines):
        as_(writer).post(thread + "/replies", data={"body": "And more"})
    assert asked() == before
