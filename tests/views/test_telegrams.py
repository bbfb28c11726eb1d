"""A cable's heading in plain words, and its own page."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Course, CourseReading, Occurrence, Reading, Term
from tests.scene import Scene
from tests.test_queries import queries_of

As = Callable[[int | None], FlaskClient]
HEADING = """\
P 300915Z JAN 08
FM AMEMBASSY BEIJING
TO RUEHC/SECSTATE WASHDC PRIORITY 0101
INFO RUEHGH/AMCONSUL SHANGHAI
{: .telegram}

C O N F I D E N T I A L BEIJING 000815
SIPDIS
E.O. 12958: DECL: 01/30/2018
TAGS: PGOV CH
SUBJECT: A CARD
REF: A. BEIJING 700 B. 06 STATE 5
Classified By: Ann Example. Reasons 1.4 (d).
{: .telegram}

1\\. (C) A card for everybody.
"""
OTHER = "P 290915Z JAN 08\nFM AMEMBASSY BEIJING\nUNCLAS BEIJING 000700\nSUBJECT: B\n{: .telegram}\n"
READING = "/courses/hukou/readings"


def cable(session: Session, scene: Scene, slug: str, text: str) -> Reading:
    reading = Reading(
        slug=slug,
        title=f"Cable {slug}",
        author="US Embassy",
        kind="cable",
        date="2008-01-30",
        language="en",
        voice="embassy",
        rights="Public domain",
        source={},
    )
    session.add(reading)
    session.flush()
    reading.publish(text)
    course = session.get_one(Course, scene.cast.hukou)
    session.add(CourseReading(course=course, reading=reading, position=9))
    session.flush()
    return reading


@pytest.fixture
def page(session: Session, scene: Scene, as_: As) -> str:
    cable(session, scene, "one", HEADING)
    cable(session, scene, "two", OTHER)
    return as_(scene.cast.ming).get(f"{READING}/one/telegram").text


def test_its_heading_is_told_in_plain_words_beside_the_title(
    session: Session, scene: Scene, as_: As
) -> None:
    cable(session, scene, "one", HEADING)
    text = as_(scene.cast.ming).get(f"{READING}/one").text
    assert "Priority, from Embassy Beijing, 30 January 2008, 09:15 UTC" in text
    assert "confidential until 30 January 2018" in text
    assert f'href="{READING}/one/telegram"' in text
    assert "Priority, from" not in as_(scene.cast.ming).get(f"{READING}/a-card").text


@pytest.mark.parametrize(
    "piece",
    [
        "<h1>08BEIJING815</h1>",
        "<td>Consulate Shanghai<br><small>RUEHGH/AMCONSUL SHANGHAI</small></td><td>Priority</td>",
        "<td>China</td><td>Country tag<br><small>partly verified</small></td>",
        "1.4(d): foreign relations",
        f'A. <a href="{READING}/two">Cable two</a> (08BEIJING700)',
        "B. 06 STATE 5 (06STATE5), not among the readings of this course",
    ],
)
def test_its_page_says_who_wrote_to_whom_and_what_its_codes_mean(page: str, piece: str) -> None:
    assert piece in page
    assert "does not agree" not in page


def test_what_refers_to_it_is_listed(session: Session, scene: Scene, as_: As) -> None:
    cable(session, scene, "one", HEADING)
    cable(session, scene, "two", OTHER)
    page = as_(scene.cast.ming).get(f"{READING}/two/telegram").text
    assert f'<a href="{READING}/one">Cable one</a> refers to it' in page


def test_what_does_not_agree_is_told(session: Session, scene: Scene, as_: As) -> None:
    cable(session, scene, "one", HEADING.replace("(C) A card", "(S) A card"))
    page = as_(scene.cast.ming).get(f"{READING}/one/telegram").text
    assert "A portion is marked secret, above its class, CONFIDENTIAL." in page


def test_another_kind_of_reading_has_no_such_page(scene: Scene, as_: As) -> None:
    assert as_(scene.cast.ming).get(f"{READING}/a-card/telegram").status_code == 404


def test_staff_makes_cards_of_the_codes_that_no_layer_explains(
    session: Session, scene: Scene, as_: As
) -> None:
    cable(session, scene, "one", HEADING)
    tom, page = as_(scene.cast.tom), f"{READING}/one/telegram"
    assert "No layer of the course explains" in tom.get(page).text
    assert "Without a card" not in as_(scene.cast.ming).get(page).text
    answer = tom.post(f"{page}/terms", data={"layer": str(scene.layer)})
    assert answer.status_code == 303
    terms = {t.headword: t for t in session.scalars(select(Term).where(Term.kind == "code"))}
    assert {"PGOV", "CH", "SIPDIS", "RUEHC", "RUEHGH"} <= terms.keys()
    china = terms["CH"]
    assert (china.senses[0].body, china.senses[0].status) == (
        "China. Country tag.",
        "partly verified",
    )
    assert china.forms[0].case_exact
    places = session.scalars(select(Occurrence).where(Occurrence.term_id == china.id)).all()
    assert [place.exact for place in places] == ["CH"]
    assert "Without a card" not in tom.get(page).text
    again = tom.post(f"{page}/terms", data={"layer": str(scene.layer)})
    assert "0 cards are in the layer" in tom.get(again.location).text


def test_cards_of_codes_need_a_layer_of_this_course_and_its_staff(
    session: Session, scene: Scene, as_: As
) -> None:
    cable(session, scene, "one", HEADING)
    url, data = f"{READING}/one/telegram/terms", {"layer": str(scene.layer)}
    answer = as_(scene.cast.ines).post(url, data={"layer": "9999"})
    assert answer.status_code == 422
    assert "Choose a layer of this course." in answer.text
    for who in (scene.cast.ming, scene.cast.sven, scene.cast.zoe, None):
        assert as_(who).post(url, data=data).status_code == 404
    assert session.scalars(select(Term).where(Term.kind == "code")).all() == []


def test_a_page_asks_as_often_whatever_the_number_of_cables(
    app: Flask, session: Session, scene: Scene, as_: As
) -> None:
    cable(session, scene, "one", HEADING)
    client = as_(scene.cast.ming)
    few = len(queries_of(app, client, f"{READING}/one/telegram"))
    for number in range(20):
        cable(session, scene, f"n{number}", OTHER)
    assert len(queries_of(app, client, f"{READING}/one/telegram")) == few
