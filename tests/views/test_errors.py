"""Errors answer in words, as a page or as a fragment, under the same guards."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.factory import create_app
from app.settings import Settings
from app.views.security import POLICY, limiter

HTMX = {"HX-Request": "true"}


@pytest.fixture
def broken(settings: Settings) -> Iterator[FlaskClient]:
    """A server as in production, with an address that breaks and limits that count."""
    app: Flask = create_app(replace(settings, environment="development", rate_limits=True))

    @app.get("/broken")
    def break_down() -> str:
        raise RuntimeError("a secret of the server")

    @app.post("/limited")
    @limiter.limit("2 per minute")
    def limited() -> str:
        return "done"

    yield app.test_client()
    limiter.reset()
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/nowhere", 404, "There is nothing here for you"),
        ("DELETE", "/join", 405, "This address does not take that"),
        ("POST", "/join", 413, "send less than 4 MB"),
        ("GET", "/broken", 500, "Something broke on our side"),
        ("POST", "/limited", 429, "Wait a minute; nothing you typed was taken away"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_an_error_says_what_to_do_and_gives_nothing_away(
    broken: FlaskClient, method: str, path: str, status: int, words: str, headers: dict[str, str]
) -> None:
    body = {"code": "x" * 5_000_000} if status == 413 else {}
    for _ in range(3 if status == 429 else 1):
        answer = broken.open(path, method=method, data=body, headers=headers)
    assert answer.status_code == status
    assert words in answer.text
    assert "secret" not in answer.text
    assert answer.text.startswith("<!doctype html>") == (headers == {})
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer.headers["Cache-Control"]
