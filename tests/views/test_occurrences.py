"""A term's card: the sense that holds and why; what the staff rules, and who sees it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.markdown import render_post
from app.models import CourseLayer, Event, Layer, Occurrence, Reading, Ruling, Sense, Term
from app.services.layering import lay_where_read
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
HTMX = {"HX-Request": "true"}


def card(scene: Scene, form: str = "residence permit") -> str:
    return f"{READING}/occurrences/{scene.occurrences[form]}"


def holds(page: str) -> str:
    found = LexborHTMLParser(page).css_first(".card .holds")
    assert found
    return " ".join(found.text().split())


def add_sense(session: Session, scene: Scene, **fields: str) -> Sense:
    sense = Sense(
        term_id=scene.terms["permit"],
        slug=fields["body"].lower(),
        body_html=render_post(fields["body"]),
        position=1,
        **{"voice": "embassy", **fields},
    )
    session.add(sense)
    session.commit()
    return sense


def test_a_card_says_what_holds_and_that_there_is_no_other(scene: Scene, as_: As) -> None:
    page = as_(scene.cast.ming).get(card(scene)).text
    assert "About permit." in holds(page)
    assert "The only sense recorded" in holds(page)


def test_a_card_is_a_page_or_for_htmx_its_fragment(scene: Scene, as_: As) -> None:
    client = as_(scene.cast.ming)
    assert client.get(card(scene)).text.startswith("<!doctype html>")
    assert client.get(card(scene), headers=HTMX).text.startswith('<div id="card-body"')


def test_a_card_lists_where_else_its_term_stands(scene: Scene, as_: As) -> None:
    page = as_(scene.cast.ming).get(card(scene)).text
    assert "Where else it stands (2)" in page
    assert page.count("<strong>residence permit</strong>") == 2


def test_a_pinned_sense_holds_there_and_says_who_chose_it_and_why(
    session: Session, scene: Scene, as_: As
) -> None:
    sense = add_sense(session, scene, body="A hukou, loosely")
    form = {"scope": "passage", "sense": str(sense.id), "reason": "The cable means it so"}
    answer = as_(scene.cast.tom).put(f"{card(scene)}/ruling", data=form)
    assert answer.status_code == 303
    seen = holds(as_(scene.cast.ming).get(card(scene)).text)
    assert "A hukou, loosely" in seen
    assert "Chosen for this passage by Tom: The cable means it so" in seen
    others = session.scalars(
        select(Occurrence).where(Occurrence.exact == "residence permit", Occurrence.state == "auto")
    ).all()
    assert len(others) == 2
    assert session.scalars(select(Event.kind).order_by(-Event.id)).first() == "occurrence ruled"


def test_a_sense_set_for_the_reading_holds_wherever_the_form_stands(
    session: Session, scene: Scene, as_: As
) -> None:
    sense = add_sense(session, scene, body="A hukou, loosely")
    form = {"scope": "reading", "sense": str(sense.id), "reason": "So in this document"}
    as_(scene.cast.tom).put(f"{card(scene)}/ruling", data=form)
    rows = session.scalars(select(Occurrence).where(Occurrence.exact == "residence permit")).all()
    assert len(rows) == 3
    for row in rows:
        page = as_(scene.cast.ming).get(f"{READING}/occurrences/{row.id}").text
        assert "Set for this reading: So in this document" in holds(page)


def test_a_suppressed_place_is_marked_no_more_and_can_be_marked_again(
    session: Session, scene: Scene, as_: As
) -> None:
    tom, ming = as_(scene.cast.tom), as_(scene.cast.ming)
    marked = ming.get(READING).text.count('class="term"')
    form = {"scope": "suppressed", "reason": "Means a card here"}
    tom.put(f"{card(scene)}/ruling", data=form)
    assert ming.get(READING).text.count('class="term"') == marked - 1
    ruling = session.scalars(select(Ruling)).one()
    assert (ruling.sense_id, ruling.reason, ruling.author_id) == (
        None,
        "Means a card here",
        scene.cast.tom,
    )
    assert tom.delete(f"{card(scene)}/ruling").status_code == 303
    assert ming.get(READING).text.count('class="term"') == marked
    assert session.scalars(select(Ruling)).all() == []


@pytest.mark.parametrize("scope", ["passage", "reading", "suppressed"])
@pytest.mark.parametrize("reason", ["  ", "x" * 501], ids=["none", "long"])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_ruling_without_a_fit_reason_is_refused_in_words(
    session: Session, scene: Scene, as_: As, scope: str, reason: str, headers: dict[str, str]
) -> None:
    form = {"scope": scope, "sense": str(scene.senses["permit"]), "reason": reason}
    answer = as_(scene.cast.ines).put(f"{card(scene)}/ruling", data=form, headers=headers)
    assert answer.status_code == 422
    assert "Say why, in at most 500 characters" in answer.text
    assert session.scalars(select(Ruling)).all() == []


def test_a_sense_of_another_layer_cannot_be_pinned(session: Session, scene: Scene, as_: As) -> None:
    other = Layer(slug="codes", title="Codes", glyph="C", hue=0, about="", home_id=scene.cast.hukou)
    term = Term(slug="x", headword="x", position=1, layer=other)
    sense = Sense(slug="x", voice="editor", body="x", body_html="x", position=1, term=term)
    session.add_all([other, term, sense])
    session.commit()
    form = {"scope": "passage", "sense": str(sense.id), "reason": "So"}
    assert as_(scene.cast.ines).put(f"{card(scene)}/ruling", data=form).status_code == 404
    assert session.scalars(select(Ruling)).all() == []


def test_only_the_course_that_keeps_a_layer_curates_it(
    session: Session, scene: Scene, as_: As
) -> None:
    """Another course reads with it, sees its cards, and rules on nothing."""
    session.add(CourseLayer(course_id=scene.cast.other, layer_id=scene.layer, position=1))
    session.commit()
    ola = as_(scene.cast.ola)
    there = card(scene).replace("hukou", "other", 1)
    page = ola.get(there)
    assert "About permit." in holds(page.text)
    assert "Curate" not in page.text
    assert ola.put(f"{there}/ruling", data={"reason": "Mine"}).status_code == 404


def test_a_card_tells_senses_of_namesakes_apart(session: Session, scene: Scene, as_: As) -> None:
    sense = add_sense(session, scene, body="Second", voice="press", valid_from="2000")
    reading = session.get_one(Reading, scene.cast.reading)
    assert (reading.voice, reading.date) == ("press", "2007-09")
    lay_where_read(session, reading=reading)
    session.commit()
    page = as_(scene.cast.ming).get(card(scene)).text
    assert "Second" in holds(page)
    assert "speaks in this voice (press)" in holds(page)
    assert "Other senses (1)" in page
    assert session.get_one(Occurrence, scene.occurrences["residence permit"]).sense_id == sense.id
