"""Cards written from a selection, and the pages of terms."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Event, Form, Layer, Occurrence, Revision, Sense, Term
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
HTMX = {"HX-Request": "true"}


def span(session: Session, words: str) -> dict[str, str]:
    text = session.scalars(select(Revision.text)).one()
    start = text.index(words)
    return {"start": str(start), "end": str(start + len(words))}


def test_a_new_card_is_found_wherever_its_words_stand(
    session: Session, scene: Scene, as_: As
) -> None:
    form = {
        **span(session, "paragraph"),
        "layer": str(scene.layer),
        "headword": "Paragraph",
        "chinese": "段落",
        "pinyin": "duànluò",
        "body": "A *piece* of text.",
        "voice": "scholar",
        "valid_from": "1990",
        "source_title": "A dictionary",
        "source_url": "https://example.org/d",
        "status": "verified",
    }
    answer = as_(scene.cast.tom).post(f"{READING}/terms", data=form)
    assert answer.status_code == 303, answer.text
    term = session.scalars(select(Term).where(Term.headword == "Paragraph")).one()
    assert [form.text for form in term.forms] == ["paragraph"]
    [sense] = term.senses
    assert (sense.body_html, sense.voice, sense.valid_from, sense.author_id) == (
        "<p>A <em>piece</em> of text.</p>",
        "scholar",
        "1990",
        scene.cast.tom,
    )
    assert sense.sources == [{"title": "A dictionary", "url": "https://example.org/d"}]
    assert not term.from_pack
    assert session.scalars(select(Occurrence.exact).where(Occurrence.term_id == term.id)).all() == [
        "paragraph"
    ]
    assert session.scalars(select(Event.kind).order_by(-Event.id)).first() == "term changed"
    page = as_(scene.cast.ming).get(f"/courses/hukou/terms/household/{term.slug}").text
    for words in ("Paragraph", "段落", "duànluò", "A dictionary", "<strong>paragraph</strong>"):
        assert words in page


def test_a_sense_added_to_a_card_with_a_reason_is_pinned_here(
    session: Session, scene: Scene, as_: As
) -> None:
    form = {
        **span(session, "residence permit"),
        "term": str(scene.terms["permit"]),
        "body": "Means the hukou.",
        "voice": "embassy",
        "reason": "The cable says so",
    }
    as_(scene.cast.ines).post(f"{READING}/terms", data=form)
    number = scene.occurrences["residence permit"]
    pinned = session.scalars(select(Occurrence).where(Occurrence.state == "pinned")).one()
    assert pinned.reason == "The cable says so"
    senses = session.scalars(select(Sense).where(Sense.term_id == scene.terms["permit"])).all()
    assert len(senses) == 2
    page = as_(scene.cast.ming).get(f"{READING}/occurrences/{pinned.id}").text
    assert "Means the hukou." in page
    assert "Chosen for this passage by Ines: The cable says so" in page
    assert number in {row.id for row in session.scalars(select(Occurrence))}


def test_a_form_that_a_card_has_is_not_added_twice(session: Session, scene: Scene, as_: As) -> None:
    form = {**span(session, "hukou"), "term": str(scene.terms["hukou"]), "body": "Another sense."}
    as_(scene.cast.ines).post(f"{READING}/terms", data=form)
    forms = session.scalars(select(Form.text).where(Form.term_id == scene.terms["hukou"])).all()
    assert sorted(forms) == ["hukou", "户口"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"body": " "}, "Write what readers need to know"),
        ({"body": "x" * 10_001}, "At most 10,000 characters"),
        ({"body": "[" * 600}, "brackets"),
        ({"headword": ""}, "A card needs a headword"),
        ({"headword": "x" * 201}, "At most 200 characters"),
        ({"chinese": "户" * 121}, "At most 120 characters"),
        ({"layer": ""}, "Choose a layer of this course"),
        ({"layer": "99"}, "Choose a layer of this course"),
        ({"voice": "nobody"}, "Choose a voice"),
        ({"status": "true"}, "Choose how far"),
        ({"valid_from": "2014-13"}, "A year, month or day"),
        ({"valid_to": "last year"}, "A year, month or day"),
        ({"source_url": "javascript:alert(1)"}, "An address begins with http"),
        ({"status": "verified"}, "Name the source"),
        ({"start": "0", "end": "210"}, "A term has at most 200 characters"),
        ({"start": "0", "end": "30"}, "A term stands in one paragraph"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_bad_card_is_refused_in_words_and_nothing_typed_is_lost(
    session: Session,
    scene: Scene,
    as_: As,
    fields: dict[str, str],
    words: str,
    headers: dict[str, str],
) -> None:
    form = {
        **span(session, "paragraph"),
        "layer": str(scene.layer),
        "headword": "Headword typed",
        "body": "Body typed",
        "reason": "Reason typed",
        **fields,
    }
    answer = as_(scene.cast.ines).post(f"{READING}/terms", data=form, headers=headers)
    assert answer.status_code == 422
    assert words in answer.text
    for name in ("headword", "body", "reason"):
        assert form[name].strip() in answer.text
    assert session.scalar(select(func.count(Term.id))) == 3
    assert session.scalars(select(Event).where(Event.kind == "term changed")).all() == []


def test_a_passage_without_words_is_no_term(session: Session, scene: Scene, as_: As) -> None:
    text = session.scalars(select(Revision.text)).one()
    at = text.index("\n")
    form = {"start": str(at), "end": str(at + 1), "layer": str(scene.layer), "headword": "x"}
    answer = as_(scene.cast.ines).post(f"{READING}/terms", data=form | {"body": "x"})
    assert answer.status_code in {404, 422}
    assert session.scalar(select(func.count(Term.id))) == 3


def test_a_layer_of_another_course_is_not_offered_or_taken(
    session: Session, scene: Scene, as_: As
) -> None:
    session.get_one(Layer, scene.layer).home_id = scene.cast.other
    session.commit()
    ines = as_(scene.cast.ines)
    page = ines.get(f"{READING}/terms/new", query_string=span(session, "paragraph")).text
    assert "Household registration" not in page
    form = {**span(session, "paragraph"), "body": "x", "headword": "x"}
    for chosen in ({"layer": str(scene.layer)}, {"term": str(scene.terms["permit"])}):
        assert ines.post(f"{READING}/terms", data=form | chosen).status_code == 422


def test_a_term_that_stands_nowhere_says_so(scene: Scene, as_: As) -> None:
    page = as_(scene.cast.ming).get("/courses/hukou/terms/household/certificate").text
    assert "In no reading of this course" in page
