"""A course's glossary: every term of its layers, found as one would type it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.folding import fold
from app.models import CourseLayer, Form, Term
from app.views import terms
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
GLOSSARY = "/courses/hukou/terms"


def listed(client: FlaskClient, asked: str = "") -> list[tuple[str, int]]:
    page = client.get(GLOSSARY + asked).text
    return [
        (row.css_first(".what a").text(), int(row.css_first(".places-count").text().split()[0]))  # type: ignore[union-attr] # each row has both
        for row in LexborHTMLParser(page).css(".mentions li")
    ]


def add(session: Session, scene: Scene, headword: str, chinese: str = "", pinyin: str = "") -> Term:
    term = Term(
        layer_id=scene.layer,
        slug=headword.replace(" ", "-"),
        headword=headword,
        chinese=chinese,
        pinyin=pinyin,
        position=99,
    )
    session.add(term)
    session.flush()
    return term


def test_every_term_is_listed_by_letter_with_how_often_it_stands(
    session: Session, scene: Scene, as_: As
) -> None:
    add(session, scene, "aid")
    found = listed(as_(scene.cast.ming))
    assert ("aid", 0) in found
    assert ("permit", 3) in found
    assert [headword for headword, _ in found] == sorted(headword for headword, _ in found)


@pytest.mark.parametrize(
    "q", ["work unit", "UNIT work", "danwei", "Dānwèi", "dan-wei", "单位", "ofice", "nit"]
)
def test_a_term_is_found_as_one_would_type_it(
    session: Session, scene: Scene, as_: As, q: str
) -> None:
    term = add(session, scene, "work unit", "单位", "dānwèi")
    session.add(Form(term_id=term.id, text="Ofice", folded=fold("Ofice")))
    session.flush()
    assert listed(as_(scene.cast.ming), f"?q={q}") == [("work unit", 0)]


def test_what_is_not_there_says_so_and_what_was_asked_stays(scene: Scene, as_: As) -> None:
    page = as_(scene.cast.ming).get(GLOSSARY + "?q=%22%3Cb%3E").text
    assert "No term is written so" in page
    assert 'value="&#34;&lt;b&gt;"' in page


def test_a_layer_lists_its_own_terms_and_one_that_the_course_has_not_none(
    session: Session, scene: Scene, as_: As
) -> None:
    client = as_(scene.cast.ming)
    slug = session.scalars(select(CourseLayer).filter_by(layer_id=scene.layer)).one().layer.slug
    assert listed(client, f"?layer={slug}") == listed(client)
    assert listed(client, "?layer=nothing") == []


def test_a_long_glossary_is_shown_a_letter_at_a_time(
    session: Session, scene: Scene, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(session, scene, "aid")
    monkeypatch.setattr(terms, "MOST_AT_ONCE", 1)
    client = as_(scene.cast.ming)
    assert listed(client) == [("aid", 0)]
    assert ("permit", 3) in listed(client, "?letter=P")
    assert listed(client, "?letter=nonsense") == [("aid", 0)]
    assert "letter=P" in client.get(GLOSSARY).text
