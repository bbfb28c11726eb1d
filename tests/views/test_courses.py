from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import Annotation, Course, Layer, Occurrence
from tests.browser.conftest import lay_small_layer
from tests.conftest import Cast

As = Callable[[int | None], FlaskClient]


def test_a_guest_reads_an_open_course_and_sees_no_marks(
    session: Session, cast: Cast, as_: As
) -> None:
    page = "/courses/hukou/readings/a-card"
    as_(cast.ming).post(
        f"{page}/annotations",
        data={"start": 21, "end": 30, "kind": "note", "body": "Only us", "audience": "course"},
    )
    assert as_(None).get(page).status_code == 404
    as_(cast.ines).post(
        "/courses/hukou?_method=patch", data={"title": "Hukou", "open_to_guests": "on"}
    )
    home = as_(None).get("/").text
    assert page in home
    text = as_(None).get(page).text
    assert "residence permit" in text
    assert "Only us" not in text
    assert "<mark" not in text
    assert as_(cast.zoe).get(page).text.count("Only us") == 0


@pytest.mark.parametrize("who", ["tom", "ming", "zoe", "ola"])
def test_only_an_instructor_changes_a_course(
    session: Session, cast: Cast, as_: As, who: str
) -> None:
    client = as_(getattr(cast, who))
    assert client.get("/courses/hukou/edit").status_code == 404
    answer = client.post("/courses/hukou?_method=patch", data={"title": "Mine"})
    assert answer.status_code == 404
    assert session.get_one(Course, cast.hukou).title == "Hukou and points"


@pytest.mark.parametrize("title", ["", "   ", "x" * 201])
def test_a_bad_title_is_refused_and_what_was_typed_stays(
    session: Session, cast: Cast, as_: As, title: str
) -> None:
    answer = as_(cast.ines).post(
        "/courses/hukou?_method=patch", data={"title": title, "about": "All I typed"}
    )
    assert answer.status_code == 422
    assert "All I typed" in answer.text
    assert session.get_one(Course, cast.hukou).title == "Hukou and points"


def test_a_course_takes_up_a_layer_and_says_how_often_it_marks(
    session: Session, cast: Cast, as_: As
) -> None:
    lay_small_layer(session, cast)
    layer = session.query(Layer).one()
    page = "/courses/hukou/readings/a-card"
    instructor = as_(cast.ines)
    assert as_(cast.ming).get(page).text.count('class="term"') == 5

    form = {"title": "Hukou", "layer": str(layer.id), f"limit-{layer.id}": "reading"}
    instructor.post("/courses/hukou?_method=patch", data=form)
    assert as_(cast.ming).get(page).text.count('class="term"') == 1

    instructor.post("/courses/hukou?_method=patch", data={"title": "Hukou"})
    assert as_(cast.ming).get(page).text.count('class="term"') == 0

    instructor.post("/courses/hukou?_method=patch", data=form)
    assert as_(cast.ming).get(page).text.count('class="term"') == 5
    assert session.query(Occurrence).count() == 5


def test_the_course_page_tells_what_others_said_to_whom_may_see_it(
    session: Session, cast: Cast, as_: As
) -> None:
    page = "/courses/hukou/readings/a-card/annotations"
    as_(cast.ming).post(page, data={"start": 21, "end": 30, "kind": "question", "body": "Why?"})
    assert session.query(Annotation).one().visibility == "group"
    assert "The polic" in as_(cast.mei).get("/courses/hukou").text
    assert "The polic" in as_(cast.tom).get("/courses/hukou").text
    assert "The polic" not in as_(cast.lin).get("/courses/hukou").text
    assert "The polic" not in as_(cast.ming).get("/courses/hukou").text
