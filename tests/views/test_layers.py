"""Which layers a reader sees: switched one by one or all at once, and remembered."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Course, Event, Membership
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
