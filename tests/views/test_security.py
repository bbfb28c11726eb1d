"""What guards every request."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db
from app.factory import create_app
from app.models import Annotation, User
from app.settings import Settings
from tests.conftest import Cast

As = Callable[[int | None], FlaskClient]
MARKS = "/courses/hukou/readings/a-card/annotations"
MARK = {"start": 21, "end": 31, "kind": "note", "body": "Hello"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({}, 303),
    ],
)
def test_a_write_from_another_site_is_refused(
    session: Session, cast: Cast, as_: As, headers: dict[str, str], status: int
) -> None:
    answer = as_(cast.ming).post(MARKS, data=MARK, headers=headers)
    assert answer.status_code == status
    written = session.scalars(select(Annotation)).all()
    assert len(written) == (status == 303)


@pytest.mark.parametrize("path", ["/", "/login", "/nowhere", "/courses/hukou", "/healthz"])
def test_every_answer_carries_the_policy(cast: Cast, as_: As, path: str) -> None:
    headers = as_(cast.ming).get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_page_of_one_reader_is_not_kept_for_another(cast: Cast, as_: As) -> None:
    headers = as_(cast.ming).get("/courses/hukou/readings/a-card").headers
    assert "private" in headers["Cache-Control"]
    assert "Cookie" in headers["Vary"]


def test_only_a_post_takes_another_method(session: Session, cast: Cast, as_: As) -> None:
    as_(cast.ming).post(MARKS, data=MARK)
    assert as_(cast.ming).get("/annotations/1?_method=delete").status_code == 303
    assert not session.scalars(select(Annotation)).one().is_deleted
    assert as_(cast.ming).post("/annotations/1?_method=trace").status_code == 405


def test_too_many_writes_are_told_to_wait(settings: Settings) -> None:
    app: Flask = create_app(replace(settings, rate_limits=True))
    client = app.test_client()
    answers = [client.post("/login", data={"email": "a", "password": "b"}) for _ in range(200)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert "Wait a minute" in refused[0].text
    with app.app_context():
        assert db.session.scalars(select(User)).all() == []
        db.engine.dispose()
