"""The reader's keys: kept with the account, in the session for guests."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import User
from tests.browser.reader import READING
from tests.conftest import Cast

As = Callable[[int | None], FlaskClient]
KEYS = "/preferences/keys"


def kept(app: Flask, user: int) -> dict[str, object]:
    with app.app_context():
        return dict(db.session.get_one(User, user).preferences)


def test_only_what_differs_from_the_usual_is_kept(app: Flask, cast: Cast, as_: As) -> None:
    answer = as_(cast.ming).put(KEYS, data={"reply": "KeyZ", "question": "KeyQ", "dance": "KeyY"})
    assert (answer.status_code, answer.location) == (303, KEYS)
    assert kept(app, cast.ming) == {"keys": {"reply": "KeyZ"}}


def test_keys_and_looks_leave_each_other_alone(app: Flask, cast: Cast, as_: As) -> None:
    client = as_(cast.ming)
    client.put(KEYS, data={"reply": "KeyZ"})
    client.put("/preferences", data={"theme": "dark", "keys": "none"})
    client.put("/preferences", data={"announce": "on"})
    client.put(KEYS, data={"question": ""})
    assert kept(app, cast.ming) == {
        "theme": "dark",
        "announce": "on",
        "keys": {"reply": "KeyZ", "question": ""},
    }
    assert client.delete(KEYS).status_code == 303
    assert kept(app, cast.ming) == {"theme": "dark", "announce": "on"}


def test_the_list_in_a_reading_is_the_readers_map(cast: Cast, as_: As) -> None:
    client = as_(cast.ming)
    client.put(KEYS, data={"reply": "Shift+KeyZ", "question": ""})
    page = client.get(READING).text
    assert 'data-action="reply" data-code="Shift+KeyZ"' in page
    assert '<div data-action="question" >' in page
    assert 'data-action="reply" data-code="KeyR"' in as_(cast.mei).get(READING).text


@pytest.mark.parametrize(
    ("who", "has", "has_not"),
    [
        ("ines", {"next-word", "reply", "new-term"}, set()),
        ("ming", {"next-word", "reply"}, {"new-term", "new-context-note"}),
    ],
)
def test_the_list_has_what_the_reader_may_do(
    cast: Cast, as_: As, who: str, has: set[str], has_not: set[str]
) -> None:
    page = as_(getattr(cast, who)).get(READING).text
    assert all(f'data-action="{name}" data-code' in page for name in has)
    assert not any(f'data-action="{name}" data-code' in page for name in has_not)


def test_a_guest_keeps_keys_in_the_session(cast: Cast, as_: As) -> None:
    client = as_(None)
    client.put(KEYS, data={"next-word": "KeyZ"})
    assert '<option value="KeyZ" selected>' in client.get(KEYS).text
    assert '<option value="KeyZ" selected>' not in as_(None).get(KEYS).text


@pytest.mark.parametrize(
    ("wished", "told"),
    [
        ({"reply": "KeyJ"}, "J is both “Next paragraph” and “Reply in this thread”."),
        ({"reply": "Tab"}, "Tab belongs to the browser or the screen reader."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_changed(
    app: Flask, cast: Cast, as_: As, wished: dict[str, str], told: str
) -> None:
    answer = as_(cast.ming).put(KEYS, data={"question": "KeyZ", **wished})
    assert answer.status_code == 422
    assert told in answer.text
    assert '<option value="KeyZ" selected>' in answer.text  # the rest of the form is as it was sent
    assert kept(app, cast.ming) == {}
