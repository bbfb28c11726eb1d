"""What no browser sends: each is answered in order, and changes nothing it may not."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Course, CourseLayer, Layer
from tests.browser.conftest import lay_small_layer
from tests.conftest import Cast

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
HUGE = 2**70  # beyond the integers of any database
FRAGMENT = {"HX-Request": "true"}


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
def test_layers_that_cannot_be_are_none(session: Session, cast: Cast, as_: As, number: str) -> None:
    lay_small_layer(session, cast)
    layer = session.scalars(select(Layer.id)).one()
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
