"""The reading page: the text whole, whatever is laid over it."""

import re
from collections.abc import Callable
from itertools import combinations

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.margin import BLOCK_THREADS
from app.core.overlay import lift
from app.models import Annotation, Block, Course, Reading, Revision
from app.services.publishing import publish
from tests.scene import EVERYBODY, SEEN_BY, Scene, body_of

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
SWITCHES = ("household", "marks")


def blocks_of(session: Session) -> list[Block]:
    return list(
        session.scalars(
            select(Block)
            .where(
                Block.revision_id
                == select(Revision.id).order_by(-Revision.id).limit(1).scalar_subquery()
            )
            .order_by(Block.position)
        )
    )


def laid(page: str) -> list[str]:
    """The HTML of the blocks on a page, as it was sent."""
    return [
        found.removesuffix("</div>")
        for found in re.findall(
            r'<div class="block"[^>]*>(.*?)\n  <div class="leaf">', page, re.DOTALL
        )
        for found in [found.rstrip()]
    ]


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_text_is_whole_whatever_is_switched_on(
    session: Session, scene: Scene, as_: As, who: str
) -> None:
    session.get_one(Course, scene.cast.hukou).open_to_guests = True
    session.commit()
    client = as_(scene.who(who))
    blocks = blocks_of(session)
    for number in range(len(SWITCHES) + 1):
        for shown in combinations(SWITCHES, number):
            client.put(f"{READING}/layers", data={"layer": list(shown)})
            page = client.get(READING).text
            tree = LexborHTMLParser(page)
            texts = [node.text(deep=True, separator="", strip=False) for node in tree.css(".block")]
            assert texts == [block.text for block in blocks]
            starts = [int(str(node.attributes["data-start"])) for node in tree.css(".block")]
            assert starts == [block.start for block in blocks]
            assert [lift(html) for html in laid(page)] == [block.html for block in blocks]
            if not shown:
                assert laid(page) == [block.html for block in blocks]


@pytest.mark.parametrize("who", EVERYBODY)
def test_an_id_stands_once_on_a_page(session: Session, scene: Scene, as_: As, who: str) -> None:
    session.get_one(Course, scene.cast.hukou).open_to_guests = True
    session.commit()
    for path in ("", f"/blocks/{scene.block}", f"/occurrences/{scene.occurrences['hukou']}"):
        page = as_(scene.who(who)).get(READING + path).text
        ids = [node.attributes["id"] for node in LexborHTMLParser(page).css("[id]")]
        assert len(ids) == len(set(ids))
        labelled = set(re.findall('for="(.*?)"', page)) | set(
            re.findall('labelledby="(.*?)"', page)
        )
        assert labelled <= set(ids)


def test_a_term_leads_to_its_card_and_names_its_layer(scene: Scene, as_: As) -> None:
    tree = LexborHTMLParser(as_(scene.cast.ming).get(READING).text)
    links = {link.text(): link.attributes for link in tree.css("a.term")}
    assert set(links) >= {"hukou", "户口", "residence permit"}
    number = scene.occurrences["hukou"]
    assert links["hukou"]["href"] == f"{READING}/occurrences/{number}"
    assert links["hukou"]["id"] == f"occurrence-{number}"
    assert links["hukou"]["data-term"] == "hukou"
    assert links["hukou"]["data-layer"] == "household"


def test_a_note_stands_beside_its_passage_and_says_whose_it_is(scene: Scene, as_: As) -> None:
    tree = LexborHTMLParser(as_(scene.cast.ming).get(READING).text)
    row = tree.css_first(f"#page-{scene.block}")
    assert row
    note = row.css_first(f".leaf #note-{scene.note}")
    assert note
    assert "Background" in note.text()
    assert "A note says more." in note.text()
    assert "Tom" in note.text()
    assert row.css_first(f'.block [data-notes~="{scene.note}"]')


def test_the_page_says_what_the_document_is(session: Session, scene: Scene, as_: As) -> None:
    reading = session.get_one(Reading, scene.cast.reading)
    reading.source = {
        "title": "A card",
        "publisher": "A paper",
        "date": "2007",
        "rights": "Theirs",
        "url": "https://example.org/card",
    }
    session.commit()
    text = as_(scene.cast.ming).get(READING).text
    for words in (
        "A card for everybody",
        "Interleaf tests",
        "September 2007",
        "CC BY 4.0",
        "A paper",
    ):
        assert words in text
    assert 'href="https://example.org/card"' in text


def test_a_crowded_leaf_shows_some_and_leads_to_the_rest(
    session: Session, scene: Scene, as_: As
) -> None:
    for name in SEEN_BY:  # all of it for everybody in the course
        session.get_one(Annotation, scene.annotations[name]).visibility = "course"
    session.commit()
    mine = [n for n in SEEN_BY if not n.startswith("sven")]
    tree = LexborHTMLParser(as_(scene.cast.ming).get(READING).text)
    shown = [node.attributes["id"] for node in tree.css("article.thread")]
    assert len(shown) == BLOCK_THREADS
    more = tree.css_first(".leaf a.rest")
    assert more
    fold = tree.css_first(".leaf .rest-fold > summary")
    assert fold
    assert f"{len(mine) - BLOCK_THREADS} more" in fold.text()
    rest = as_(scene.cast.ming).get(str(more.attributes["href"])).text
    assert all(body_of(name) in rest for name in mine)


def test_a_permalink_shows_its_thread_in_a_crowded_leaf(
    session: Session, scene: Scene, as_: As
) -> None:
    for name in SEEN_BY:
        session.get_one(Annotation, scene.annotations[name]).visibility = "course"
    session.commit()
    for name, number in scene.annotations.items():
        if name.startswith("sven"):
            continue
        page = as_(scene.cast.ming).get(f"/annotations/{number}", follow_redirects=True)
        assert page.text.count(f'id="annotation-{number}"') == 1
        assert body_of(name) in page.text


def test_marks_whose_words_are_gone_are_kept_and_shown(
    session: Session, scene: Scene, as_: As
) -> None:
    reading = session.get_one(Reading, scene.cast.reading)
    publish(session, reading, "A text of other words altogether.")
    session.commit()
    text = as_(scene.cast.ming).get(READING).text
    assert "Without a place in this text" in text
    detached = text[text.index("Without a place in this text") :]
    for name, seen_by in SEEN_BY.items():
        assert (body_of(name) in detached) == ("ming" in seen_by)
    assert "data-count" not in text


def test_headings_are_the_contents(scene: Scene, as_: As) -> None:
    tree = LexborHTMLParser(as_(scene.cast.ming).get(READING).text)
    links = tree.css("nav.contents a")
    assert [link.text() for link in links] == ["A card for everybody"]
    assert all(tree.css_first(str(link.attributes["href"])) for link in links)


def test_a_cable_shows_its_portion_marks_in_the_margin_and_other_texts_do_not(
    session: Session, scene: Scene, as_: As
) -> None:
    reading = session.get_one(Reading, scene.cast.reading)
    publish(session, reading, "1\\. (C/NF) Contacts doubt it.\n\nNothing (C) here.")
    session.commit()
    mark = 'class="portion" title="Confidential, not for foreign nationals"'
    assert mark not in as_(scene.cast.ming).get(READING).text
    reading.kind = "cable"
    session.commit()
    assert as_(scene.cast.ming).get(READING).text.count(mark) == 1
