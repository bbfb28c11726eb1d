"""The points of a published text become a card with its scale and account."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Event, Occurrence, Reading, Term
from tests.core.points.test_scheme import TABLE
from tests.scene import Scene
from tests.views.test_imports import GIVEN, bring

As = Callable[[int | None], FlaskClient]
CARD = {"headword": "the port", "city": "The port", "kind": "settlement points"}


@pytest.fixture
def published(scene: Scene, as_: As) -> str:
    """The address of an import that has become a reading."""
    ines = as_(scene.cast.ines)
    text = TABLE + "\nSo counts the port.\n"
    url = bring(ines, ("port.md", text.encode())).location
    assert ines.post(f"{url}/reading", data=GIVEN).status_code == 303
    return url


def test_an_instructor_makes_a_card_of_the_table(
    session: Session, scene: Scene, as_: As, published: str
) -> None:
    ines = as_(scene.cast.ines)
    assert "The table has 5 items." in ines.get(published).text
    answer = ines.post(f"{published}/term", data=CARD | {"layer": str(scene.layer)})
    assert answer.status_code == 303
    term = session.scalars(select(Term).where(Term.headword == "the port")).one()
    reading = session.scalars(select(Reading).where(Reading.slug == "the-port-counts")).one()
    assert term.points is not None
    assert (term.points["city"], term.points["kind"]) == ("The port", "settlement points")
    assert {item["reading"] for item in term.points["items"]} == {reading.slug}
    assert session.scalars(select(Occurrence).where(Occurrence.term_id == term.id)).all()
    assert "term changed" in session.scalars(select(Event.kind)).all()
    page = ines.get(answer.location).text
    assert "Learning: A degree" in page
    assert "20" in ines.get(f"{answer.location}/case?item-1=1").text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"headword": " "}, "A card needs a headword"),
        ({"headword": "x" * 300}, "A card needs a headword"),
        ({"city": ""}, "Say where it holds"),
        ({"kind": "nonsense"}, "Choose what the points lead to"),
        ({"layer": "99999"}, "Choose a layer of this course"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    session: Session,
    scene: Scene,
    as_: As,
    published: str,
    change: dict[str, str],
    says: str,
) -> None:
    data = CARD | {"city": "Typed city", "layer": str(scene.layer)} | change
    answer = as_(scene.cast.ines).post(f"{published}/term", data=data)
    assert answer.status_code == 422
    assert says in answer.text
    assert "city" in change or "Typed city" in answer.text
    is_kept = f'<option value="{scene.layer}" selected>' in answer.text
    assert is_kept or "layer" in change
    assert session.scalars(select(Term).where(Term.kind == "points system")).all() == []


def test_a_table_that_an_edit_took_away_is_missed(
    session: Session, scene: Scene, as_: As, published: str
) -> None:
    reading = session.scalars(select(Reading).where(Reading.slug == "the-port-counts")).one()
    reading.publish("Nothing counts any more.")
    session.flush()
    data = CARD | {"layer": str(scene.layer)}
    answer = as_(scene.cast.ines).post(f"{published}/term", data=data)
    assert answer.status_code == 422
    assert "no table with a column of points" in answer.text


def test_only_an_instructor_may(scene: Scene, as_: As, published: str) -> None:
    data = CARD | {"layer": str(scene.layer)}
    for who in (scene.cast.tom, scene.cast.ming, scene.cast.zoe, None):
        assert as_(who).post(f"{published}/term", data=data).status_code == 404
