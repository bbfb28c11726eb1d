"""A reading in line: each paragraph, then what stands on it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy.orm import Session

from app.core.overlay import lift
from app.models import Course, Revision
from app.services.linear import THREADS_IN_LINE
from tests.conftest import Cast
from tests.scene import SEEN_BY, Scene, annotate, body_of
from tests.views.test_readings import blocks_of

As = Callable[[int | None], FlaskClient]
LINEAR = "/courses/hukou/readings/a-card/linear"
ALL = f"{LINEAR}?with=cards&with=notes&threads=mine"


@pytest.mark.parametrize("who", ["ming", "lin", "tom", "ines"])
def test_it_shows_the_threads_that_one_may_see_and_no_others(
    scene: Scene, as_: As, who: str
) -> None:
    page = as_(scene.who(who)).get(ALL).text
    for name, readers in SEEN_BY.items():
        is_here = who in readers and not name.startswith("sven")
        assert (body_of(name) in page) == is_here, name


@pytest.mark.parametrize("who", ["ming", "ines"])
def test_what_is_handed_out_is_what_the_whole_course_sees(scene: Scene, as_: As, who: str) -> None:
    page = as_(scene.who(who)).get(LINEAR).text
    for name in SEEN_BY:
        is_told = name.endswith("-course") and not name.startswith("sven")
        assert (body_of(name) in page) == is_told, name


def test_cards_notes_and_threads_follow_their_paragraph_in_this_order(
    scene: Scene, as_: As
) -> None:
    tree = LexborHTMLParser(as_(scene.cast.ming).get(ALL).text)
    leaf = tree.css_first(f"#page-{scene.block} > .apparatus")
    assert leaf
    kinds = [str(child.attributes["class"]).split()[0] for child in leaf.iter()]
    assert kinds == ["glosses", *["note"] * 2, *["thread"] * (len(kinds) - 3)]
    assert [node.text(strip=True) for node in leaf.css(".gloss dt a")] == ["permit", "hukou"]


def test_a_sense_has_its_card_once_where_it_is_first_met(scene: Scene, as_: As) -> None:
    page = as_(scene.cast.ming).get(ALL).text
    assert page.count("About permit.") == 1
    assert page.count('class="term"') > page.count('class="gloss"')


def test_the_text_is_whole(session: Session, scene: Scene, as_: As) -> None:
    client = as_(scene.cast.ming)
    plain = [block.html for block in blocks_of(session)]
    tree = LexborHTMLParser(client.get(ALL).text)
    assert len(tree.css(".page-row > .block")) == len(plain)
    shown = tree.css_first(f"#page-{scene.block} > .block")
    assert shown
    assert shown.inner_html
    assert lift(shown.inner_html.strip()) == plain[1]


@pytest.mark.parametrize(
    ("query", "has_cards", "has_notes", "has_threads"),
    [
        ("with=cards", True, False, False),
        ("with=notes&threads=none", False, True, False),
        ("threads=course", False, False, True),
        ("threads=everything&with=drafts", False, False, False),
        ("threads=mine&kind=evidence", False, False, False),
    ],
)
def test_one_chooses_what_follows(
    scene: Scene, as_: As, query: str, has_cards: bool, has_notes: bool, has_threads: bool
) -> None:
    page = as_(scene.cast.ming).get(f"{LINEAR}?{query}").text
    assert ('class="gloss"' in page) == has_cards
    assert ('class="note"' in page) == has_notes
    assert ('class="thread' in page) == has_threads


def test_of_a_crowd_some_are_shown_and_the_rest_is_a_link_away(
    session: Session, scene: Scene, cast: Cast, as_: As
) -> None:
    revision = session.scalars(Revision.newest_of(cast.reading)).one()
    for _ in range(THREADS_IN_LINE):
        annotate(session, cast, revision, "ming-course")
    session.commit()
    tree = LexborHTMLParser(as_(cast.mei).get(LINEAR).text)
    assert len(tree.css(".thread")) == THREADS_IN_LINE
    assert [link.text() for link in tree.css(".apparatus .more a")] == ["3 more on paragraph 1"]


def test_a_guest_of_an_open_course_reads_cards_and_notes_in_line(
    session: Session, scene: Scene, as_: As
) -> None:
    session.get_one(Course, scene.cast.hukou).open_to_guests = True
    session.commit()
    page = as_(None).get(ALL).text
    assert "About permit." in page
    assert "in confidence" not in page
