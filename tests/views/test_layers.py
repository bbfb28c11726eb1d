"""Which layers a reader sees: switched one by one or all at once, and remembered."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.limits import Limit
from app.models import (
    Bookmark,
    Course,
    CourseLayer,
    CourseReading,
    Event,
    Familiarity,
    Membership,
    Reading,
)
from app.services.layering import lay_where_read
from tests.conftest import TEXT
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
HTMX = {"HX-Request": "true"}


def shown(page: str) -> dict[str, bool]:
    return {
        "terms": 'class="term"' in page,
        "notes": "data-notes" in page,
        "marks": "<mark" in page,
    }


EVERYTHING = {"terms": True, "notes": True, "marks": True}
NOTHING = dict.fromkeys(EVERYTHING, False)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"layer": ["household", "marks"]}, EVERYTHING),
        ({"layer": ["household"]}, EVERYTHING | {"marks": False}),
        ({"layer": ["marks"]}, NOTHING | {"marks": True}),
        ({}, NOTHING),
        ({"show": "none", "layer": ["marks"]}, NOTHING),
        ({"show": "all"}, EVERYTHING),
        ({"layer": ["household", "nowhere", "<b>"]}, EVERYTHING | {"marks": False}),
    ],
)
def test_what_is_not_ticked_is_not_shown_now_or_next_time(
    session: Session,
    scene: Scene,
    as_: As,
    form: dict[str, list[str]],
    expected: dict[str, bool],
) -> None:
    ming = as_(scene.cast.ming)
    assert shown(ming.get(READING).text) == EVERYTHING
    assert ming.put(f"{READING}/layers", data=form).status_code == 303
    assert shown(ming.get(READING).text) == expected
    assert shown(as_(scene.cast.ming).get(READING).text) == expected  # on another device too
    assert shown(as_(scene.cast.mei).get(READING).text) == EVERYTHING  # and for nobody else


def test_a_guest_s_choice_is_remembered_by_their_browser(
    session: Session, scene: Scene, as_: As
) -> None:
    session.get_one(Course, scene.cast.hukou).open_to_guests = True
    session.commit()
    guest, other = as_(None), as_(None)
    before = session.scalars(select(Membership.hidden_layers)).all()
    guest.put(f"{READING}/layers", data={"show": "none"})
    assert shown(guest.get(READING).text) == NOTHING
    assert shown(other.get(READING).text) == EVERYTHING | {"marks": False}
    session.expire_all()
    assert session.scalars(select(Membership.hidden_layers)).all() == before


def test_hiding_everything_loses_nothing(session: Session, scene: Scene, as_: As) -> None:
    ming = as_(scene.cast.ming)
    before = ming.get(READING).text
    ming.put(f"{READING}/layers", data={"show": "none"})
    ming.put(f"{READING}/layers", data={"show": "all"})
    assert ming.get(READING).text == before
    assert "layers" not in " ".join(session.scalars(select(Event.kind)))


def test_htmx_gets_the_reading_anew(scene: Scene, as_: As) -> None:
    answer = as_(scene.cast.ming).put(f"{READING}/layers", data={"show": "none"}, headers=HTMX)
    assert answer.status_code == 200
    assert 'id="reading"' in answer.text
    assert shown(answer.text) == NOTHING


def test_a_layer_that_the_course_takes_up_later_is_shown(
    session: Session, scene: Scene, as_: As
) -> None:
    """What is remembered is what was hidden, not what there was to see."""
    ming = as_(scene.cast.ming)
    ming.put(f"{READING}/layers", data={"layer": ["household"]})
    membership = session.get_one(Membership, scene.members["ming"])
    session.refresh(membership)
    assert membership.hidden_layers == "marks"


def marked(page: str) -> int:
    return page.count('data-term="permit"')


def set_limit(session: Session, scene: Scene, by_week: dict[str, str], limit: Limit) -> None:
    item = session.scalars(
        select(CourseLayer).where(CourseLayer.course_id == scene.cast.hukou)
    ).one()
    item.limit, item.limits_by_week = limit, by_week
    session.commit()


def test_a_layer_marks_as_the_course_says_for_the_week_unless_the_reader_says_otherwise(
    session: Session, scene: Scene, as_: As
) -> None:
    ming, mei = as_(scene.cast.ming), as_(scene.cast.mei)
    forget(session, scene)
    set_limit(session, scene, {}, "reading")
    assert marked(ming.get(READING).text) == 1
    set_limit(session, scene, {"1": "every", "2": "course"}, "reading")  # it is week 1
    assert marked(ming.get(READING).text) == 3
    ming.put(f"{READING}/layers", data={"show": "all", "limit-household": "reading"})
    page = ming.get(READING).text
    assert marked(page) == 1
    assert '<option value="">each time</option>' in page
    assert '<option value="reading" selected>' in page
    assert marked(mei.get(READING).text) == 3
    ming.put(f"{READING}/layers", data={"show": "all"})  # what a form does not name stays
    assert marked(ming.get(READING).text) == 1
    ming.put(f"{READING}/layers", data={"show": "all", "limit-household": ""})
    assert marked(ming.get(READING).text) == 3


@pytest.mark.parametrize("limit", ["often", "<b>", "x" * 4000])
def test_what_is_no_limit_is_as_the_course_says(scene: Scene, as_: As, limit: str) -> None:
    mei = as_(scene.cast.mei)
    form = {"show": "all", "limit-household": limit, "limit-nowhere": "every"}
    assert mei.put(f"{READING}/layers", data=form).status_code == 303
    assert marked(mei.get(READING).text) == 3


def test_a_guest_s_pace_is_remembered_by_their_browser(
    session: Session, scene: Scene, as_: As
) -> None:
    session.get_one(Course, scene.cast.hukou).open_to_guests = True
    session.commit()
    guest, other = as_(None), as_(None)
    guest.put(f"{READING}/layers", data={"show": "all", "limit-household": "reading"})
    assert marked(guest.get(READING).text) == 1
    assert marked(other.get(READING).text) == 3


def forget(session: Session, scene: Scene) -> None:
    session.delete(session.get_one(Familiarity, scene.familiarity))
    session.commit()


@pytest.fixture
def later(session: Session, scene: Scene) -> str:
    """The address of the same text, read again in week 5; the layer marks at first meetings."""
    course = session.get_one(Course, scene.cast.hukou)
    reading = Reading(
        slug="later", title="Later", author="", kind="article", date="2008", language="en",
        voice="press", rights="", source={},
    )  # fmt: skip
    reading.publish(TEXT)
    course.readings.append(CourseReading(reading=reading, position=2, week=5))
    forget(session, scene)
    lay_where_read(session, reading=reading)
    set_limit(session, scene, {}, "course")
    return "/courses/hukou/readings/later"


def test_a_term_is_marked_where_this_reader_meets_it_first_and_again_after_some_weeks(
    session: Session, scene: Scene, as_: As, later: str
) -> None:
    ming, mei = as_(scene.cast.ming), as_(scene.cast.mei)
    session.add(
        Bookmark(user_id=scene.cast.ming, course_id=scene.cast.hukou,
                 reading_id=scene.cast.reading, ident="x")
    )  # fmt: skip
    session.commit()
    assert marked(ming.get(READING).text) == 1
    assert marked(ming.get(later).text) == 0
    assert marked(mei.get(later).text) == 1  # who never opened the earlier one
    for weeks, expected in ((4, 1), (5, 0)):
        session.get_one(Course, scene.cast.hukou).remind_after = weeks
        session.commit()
        assert marked(ming.get(later).text) == expected


def test_a_guest_has_met_nothing(session: Session, scene: Scene, as_: As, later: str) -> None:
    session.get_one(Course, scene.cast.hukou).open_to_guests = True
    session.commit()
    assert marked(as_(None).get(later).text) == 1
