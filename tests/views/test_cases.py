"""A case of a points system: its account, its address, its faults, and who may see it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import Course, Term
from tests.scene import POINTS, Scene

As = Callable[[int | None], FlaskClient]
TERM = "/courses/hukou/terms/household/permit"
CASE = TERM + "/case"
READING = "/courses/hukou/readings/a-card"
HTMX = {"HX-Request": "true"}


def text_of(html: str) -> str:
    return " ".join(html.split())


def test_a_case_is_accounted_for_row_by_row(scene: Scene, as_: As) -> None:
    page = as_(scene.cast.ming).get(f"{CASE}?tax=2&one.degree=doctor&blood=1")
    assert page.status_code == 200
    text = text_of(page.text)
    assert "This case: 149 points" in text
    assert "Tax, 2 × +6" in text
    assert "Giving blood: nobody says how many points" in text
    assert "<b>Reaches 110</b>: a card" in text
    assert "nobody who is named gives <b>+37</b>" in text
    assert "(according to “A card for everybody”)" in text
    assert (
        'href="/courses/hukou/terms/household/permit/case?tax=2&amp;blood=1&amp;doctor=1"' in text
    )


def test_the_address_of_a_case_leads_to_the_same_case(scene: Scene, as_: As) -> None:
    ming = as_(scene.cast.ming)
    assert "This case: 149 points" in text_of(ming.get(f"{CASE}?tax=2&blood=1&doctor=1").text)


def test_without_a_choice_there_is_the_form_and_no_verdict(scene: Scene, as_: As) -> None:
    page = as_(scene.cast.ming).get(CASE)
    assert page.status_code == 200
    assert "This case" not in page.text
    assert "Work it out" in page.text


def test_a_form_sent_empty_is_the_start_alone(scene: Scene, as_: As) -> None:
    page = as_(scene.cast.ming).get(f"{CASE}?tax=&one.degree=")
    assert "This case: 100 points" in text_of(page.text)


@pytest.mark.parametrize(
    ("query", "fault", "kept"),
    [
        ("tax=many&blood=1", "“many” is no whole number", 'value="many"'),
        ("tax=-3", "less than 0", 'value="-3"'),
        ("tax=1000000000000000000000", "At most 999", 'value="1000000000000000000000"'),
        ("master=1&doctor=1&tax=4", "not master and doctor", 'value="4"'),
        ("unknown=1&tax=4", "“unknown”: no item", 'value="4"'),
        ("tax=%3Cb%3E", "“&lt;b&gt;” is no whole number", 'value="&lt;b&gt;"'),
        ("course=1&tax=4", "“course”: no item", 'value="4"'),
    ],
)
def test_a_fault_is_told_at_its_field_and_what_was_entered_stays(
    scene: Scene, as_: As, query: str, fault: str, kept: str
) -> None:
    for headers in ({}, HTMX):
        page = as_(scene.cast.ming).get(f"{CASE}?{query}", headers=headers)
        assert page.status_code == 422
        assert fault in page.text
        assert kept in page.text
        assert "This case" not in page.text


def test_htmx_gets_the_fragment_and_the_focus_goes_to_the_verdict(scene: Scene, as_: As) -> None:
    fragment = as_(scene.cast.ming).get(f"{CASE}?tax=2", headers=HTMX).text
    assert fragment.lstrip().startswith(f'<section id="case-{scene.terms["permit"]}"')
    assert "<html" not in fragment
    assert "autofocus" in fragment


def test_a_row_from_elsewhere_says_so_on_the_card_and_on_the_page(scene: Scene, as_: As) -> None:
    occurrence = scene.occurrences["residence permit"]
    for path in (f"{READING}/occurrences/{occurrence}", TERM, CASE):
        text = text_of(as_(scene.cast.ming).get(path).text)
        assert "Elsewhere: The City, 2016" in text
        assert "Elsewhere: no source is named (unverified)" in text
        assert 'Reading: <a href="/courses/hukou/readings/a-card">A card for everybody</a>' in text
        assert 'class="from-elsewhere"' in text


def test_a_guest_works_out_a_case_in_an_open_course(
    session: Session, scene: Scene, as_: As
) -> None:
    assert as_(None).get(f"{CASE}?tax=2").status_code == 404
    session.get_one(Course, scene.cast.hukou).open_to_guests = True
    session.flush()
    assert "This case: 112 points" in text_of(as_(None).get(f"{CASE}?tax=2").text)


def test_a_term_without_points_has_no_cases(scene: Scene, as_: As) -> None:
    ines = as_(scene.cast.ines)
    assert ines.get("/courses/hukou/terms/household/hukou/case").status_code == 404
    assert ines.get("/courses/hukou/terms/household/nothing/case").status_code == 404
    assert as_(scene.cast.sven).get(CASE).status_code == 404


def test_a_points_system_leads_to_the_others_of_its_layer(
    session: Session, scene: Scene, as_: As
) -> None:
    ming = as_(scene.cast.ming)
    assert "To compare" not in ming.get(CASE).text
    session.get_one(Term, scene.terms["hukou"]).points = POINTS
    session.flush()
    text = text_of(ming.get(CASE).text)
    assert '<a href="/courses/hukou/terms/household/hukou/case">hukou</a>' in text
    assert "/terms/household/certificate/case" not in text
