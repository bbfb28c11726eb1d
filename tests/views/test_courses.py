from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import Annotation, Course, CourseLayer, Layer, Occurrence
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


def settings(layer: int, weeks: list[str], limits: list[str], **more: str) -> dict[str, object]:
    return {
        "title": "Hukou",
        "layer": str(layer),
        f"week-{layer}": weeks,
        f"from-week-{layer}": limits,
        **more,
    }


def test_a_course_says_how_often_a_layer_marks_from_which_week_on(
    session: Session, cast: Cast, as_: As
) -> None:
    lay_small_layer(session, cast)
    item = session.query(CourseLayer).one()
    ines = as_(cast.ines)
    form = settings(item.layer_id, ["4", "", "1"], ["course", "", "reading"], remind_after="3")
    assert ines.post("/courses/hukou?_method=patch", data=form).status_code == 303
    session.refresh(item)
    assert item.limits_by_week == {"1": "reading", "4": "course"}
    assert session.get_one(Course, cast.hukou).remind_after == 3
    assert as_(cast.ming).get("/courses/hukou/readings/a-card").text.count('class="term"') == 1
    page = ines.get("/courses/hukou/edit").text
    assert page.index('value="1" aria-label="Household registration, row 1') < page.index(
        'value="4" aria-label="Household registration, row 2'
    )
    form = settings(item.layer_id, [""], [""])
    ines.post("/courses/hukou?_method=patch", data=form)
    session.expire_all()
    assert session.query(CourseLayer).one().limits_by_week == {}
    assert session.get_one(Course, cast.hukou).remind_after is None


@pytest.mark.parametrize(
    ("weeks", "limits", "remind_after", "error"),
    [
        (["soon"], ["course"], "", "A week is a number from 1 to 99."),
        (["2", "2"], ["course", "every"], "", "Week 2 is there twice."),
        (["2"], [""], "", "Choose how often."),
        (["2"], ["often"], "", "Choose how often."),
        (["2"], ["every"], "0", "A number of weeks from 1 to 99"),
        (["2"], ["every"], "²", "A number of weeks from 1 to 99"),
    ],
)
def test_a_bad_week_is_said_at_its_field_and_nothing_typed_is_lost(
    session: Session,
    cast: Cast,
    as_: As,
    weeks: list[str],
    limits: list[str],
    remind_after: str,
    error: str,
) -> None:
    lay_small_layer(session, cast)
    item = session.query(CourseLayer).one()
    form = settings(item.layer_id, weeks, limits, remind_after=remind_after, about="All I typed")
    answer = as_(cast.ines).post("/courses/hukou?_method=patch", data=form)
    assert answer.status_code == 422
    assert error in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "All I typed" in answer.text
    for week in weeks:
        assert f'value="{week}"' in answer.text
    session.refresh(item)
    assert item.limits_by_week == {}


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
