"""Who and what is in a reading."""

from collections.abc import Callable

from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Course, CourseLayer, Layer, Occurrence, Reading, Term
from tests.conftest import TEXT
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"


def listed(page: str) -> list[tuple[str, int]]:
    return [
        (row.css_first(".what a").text(), int(row.css_first(".places-count").text().split()[0]))  # type: ignore[union-attr] # each row has both
        for row in LexborHTMLParser(page).css(".mentions li")
    ]


def test_each_term_is_listed_once_with_how_often_it_stands_there(scene: Scene, as_: As) -> None:
    page = as_(scene.cast.ming).get(f"{READING}/mentions").text
    assert listed(page) == [("permit", 3), ("hukou", 2)]
    assert "certificate" not in page


def test_the_most_frequent_can_come_first(session: Session, scene: Scene, as_: As) -> None:
    places = session.scalars(select(Occurrence).where(Occurrence.term_id == scene.terms["permit"]))
    for place in places.all()[1:]:
        place.state = "suppressed"
    session.flush()
    client = as_(scene.cast.ming)
    assert listed(client.get(f"{READING}/mentions").text) == [("permit", 1), ("hukou", 2)]
    assert listed(client.get(f"{READING}/mentions?by=count").text) == [("hukou", 2), ("permit", 1)]


def test_each_leads_to_its_first_place_and_to_its_card(
    session: Session, scene: Scene, as_: As
) -> None:
    client = as_(scene.cast.ming)
    rows = LexborHTMLParser(client.get(f"{READING}/mentions").text).css(".mentions li")
    place, card = (str(link.attributes["href"]) for link in rows[0].css("a"))
    first = session.scalars(
        select(Occurrence)
        .where(Occurrence.term_id == scene.terms["permit"])
        .order_by(Occurrence.start)
    ).first()
    assert first is not None
    assert place == f"{READING}?occurrence={first.id}#occurrence-{first.id}"
    assert f'id="occurrence-{first.id}"' in client.get(place).text
    assert client.get(card).status_code == 200


def test_kinds_are_groups_with_chinese_beside_the_name(
    session: Session, scene: Scene, as_: As
) -> None:
    term = session.get_one(Term, scene.terms["hukou"])
    term.kind, term.chinese, term.pinyin = "institution", "户口", "hùkǒu"
    session.flush()
    page = LexborHTMLParser(as_(scene.cast.ming).get(f"{READING}/mentions").text)
    assert [title.text().split()[0] for title in page.css(".mentions h2")] == [
        "Institutions",
        "Terms",
    ]
    assert page.css_first(".in-chinese [lang=zh-Hans]").text() == "户口"  # type: ignore[union-attr] # a missing one fails too


def test_layers_that_are_off_are_not_listed(scene: Scene, as_: As) -> None:
    client = as_(scene.cast.ming)
    client.put(f"{READING}/layers", data={"show": "none"})
    page = client.get(f"{READING}/mentions").text
    assert listed(page) == []
    assert "switched off" in page


def test_only_the_newest_text_counts(session: Session, scene: Scene, as_: As) -> None:
    session.get_one(Reading, scene.cast.reading).publish(TEXT)  # no occurrences laid on it yet
    session.flush()
    assert listed(as_(scene.cast.ming).get(f"{READING}/mentions").text) == []


def test_a_course_lists_only_its_own_layers(session: Session, scene: Scene, as_: As) -> None:
    page = as_(scene.cast.sven).get("/courses/other/readings/a-card/mentions")
    assert page.status_code == 200
    assert listed(page.text) == []
    assert session.get_one(Course, scene.cast.other).layers == []


def test_a_term_of_two_layers_is_listed_once_with_both_cards(
    session: Session, scene: Scene, as_: As
) -> None:
    course = session.get_one(Course, scene.cast.hukou)
    term = session.get_one(Term, scene.terms["hukou"])
    law = Layer(slug="law", title="Law", glyph="法", hue=250, about="", limit="every")
    other = Term(slug="hukou", headword="Hukou", position=0, kind="term")
    law.terms.append(other)
    session.add_all([CourseLayer(course=course, layer=law, position=9)])
    session.flush()
    first = session.scalars(select(Occurrence).where(Occurrence.term_id == term.id)).first()
    assert first is not None
    columns = {
        column.key: getattr(first, column.key)
        for column in Occurrence.__mapper__.column_attrs
        if column.key not in {"id", "layer_id", "term_id"}
    }
    session.add(Occurrence(**columns, layer_id=law.id, term_id=other.id))
    session.flush()
    page = as_(scene.cast.ming).get(f"{READING}/mentions").text
    assert listed(page) == [("permit", 3), ("hukou", 2)]
    links = LexborHTMLParser(page).css("a.to-card")
    assert [link.attributes["aria-label"] for link in links[1:]] == [
        "Card of hukou, Household registration",
        "Card of hukou, Law",
    ]
