"""References to a passage, a paragraph, or a whole reading."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Block, Reading, Revision
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
CITATION = "/courses/hukou/readings/a-card/citation"


def chicago(page: str) -> str:
    found = LexborHTMLParser(page).css_first("textarea")
    assert found is not None
    return found.text()


def test_a_passage_is_quoted_with_its_paragraph_and_its_address(
    session: Session, scene: Scene, as_: As
) -> None:
    text = session.scalars(select(Revision)).one().text
    start = text.index("The police")
    block = session.scalars(select(Block).where(Block.ident == scene.block)).one()
    page = as_(scene.cast.ming).get(f"{CITATION}?start={start}&end={start + 15}").text
    assert chicago(page) == (
        "“The police said”\nInterleaf tests, “A card for everybody,” September 2007, "
        f"¶ {block.number}, http://localhost/courses/hukou/readings/a-card#page-{block.ident}."
    )


def test_a_paragraph_is_cited_without_quoting_it_and_a_reading_without_a_place(
    session: Session, scene: Scene, as_: As
) -> None:
    block = session.scalars(select(Block).where(Block.ident == scene.block)).one()
    client = as_(scene.cast.ming)
    of_block = chicago(client.get(f"{CITATION}?start={block.start}").text)
    assert of_block.startswith("Interleaf tests, ")
    assert f"¶ {block.number}, " in of_block
    of_reading = chicago(client.get(CITATION).text)
    assert "¶" not in of_reading
    assert of_reading.endswith("/courses/hukou/readings/a-card.")


def test_a_passage_over_several_paragraphs_names_them_all(
    session: Session, scene: Scene, as_: As
) -> None:
    length = len(session.scalars(select(Revision)).one().text)
    last = max(block.number or 0 for block in session.scalars(select(Block)))
    page = as_(scene.cast.ming).get(f"{CITATION}?start=0&end={length}").text
    assert f"¶¶ 1–{last}" in chicago(page)


@pytest.mark.parametrize(
    "query", ["start=9999", "start=5&end=5", "start=7&end=3", "end=3", "start=a", "start=0&end=b"]
)
def test_a_place_that_the_text_has_not_is_not_found(scene: Scene, as_: As, query: str) -> None:
    assert as_(scene.cast.ming).get(f"{CITATION}?{query}").status_code == 404


def test_words_chosen_in_an_earlier_text_are_not_cited(
    session: Session, scene: Scene, as_: As
) -> None:
    client = as_(scene.cast.ming)
    chosen = f"{CITATION}?start=21&end=31&revision=1"
    assert client.get(chosen).status_code == 200
    session.get_one(Reading, scene.cast.reading).publish("Another text, and long enough for it.")
    session.flush()
    answer = client.get(chosen)
    assert answer.status_code == 409
    assert "The text has changed" in answer.text


def test_htmx_gets_the_fragment_alone(scene: Scene, as_: As) -> None:
    answer = as_(scene.cast.ming).get(CITATION, headers={"HX-Request": "true"})
    assert answer.text.lstrip().startswith('<div id="citation-body"')


def test_an_article_of_a_regulation_is_cited_by_its_number(
    session: Session, scene: Scene, as_: As
) -> None:
    reading = session.get_one(Reading, scene.cast.reading)
    reading.kind = "regulation"
    revision = reading.publish("Article 7 Fees are small.\n\nArticle 8 Terms are long.")
    session.flush()
    page = as_(scene.cast.ming).get(f"{CITATION}?start=0").text
    assert ", art. 7, " in page
    assert "¶" not in page
    page = as_(scene.cast.ming).get(f"{CITATION}?start=0&end={len(revision.text)}").text
    assert "arts. 7–8" in page
