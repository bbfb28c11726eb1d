"""Guess, then reveal: who is asked, what they see, and what the staff sees of it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Course, CourseLayer, Guess, GuessedTerm
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
GUESSES = "/courses/hukou/terms/household/hukou/guesses"
HTMX = {"HX-Request": "true"}


def card(scene: Scene, form: str = "hukou") -> str:
    return f"{READING}/occurrences/{scene.occurrences[form]}"


@pytest.fixture
def asked(session: Session, scene: Scene) -> Scene:
    session.add(GuessedTerm(course_id=scene.cast.hukou, term_id=scene.terms["hukou"]))
    session.commit()
    return scene


def guess(as_: As, scene: Scene, who: str, body: str) -> None:
    form = {"body": body} if body else {"look": "1"}
    assert as_(scene.who(who)).post(f"{card(scene)}/guess", data=form).status_code == 303


def test_a_student_guesses_before_the_card_opens_and_then_has_their_guess_above_it(
    asked: Scene, as_: As
) -> None:
    mei = as_(asked.cast.mei)
    question = mei.get(card(asked)).text
    assert "What do you think it means here?" in question
    assert "a residence permit is not a <strong>hukou</strong>." in question
    assert "About hukou." not in question
    answer = mei.post(f"{card(asked)}/guess", data={"body": " A  passport? "}, headers=HTMX)
    assert "About hukou." in answer.text
    page = LexborHTMLParser(mei.get(card(asked)).text).css_first(".guessed")
    assert page is not None
    assert page.text() == "You guessed: A passport?"


def test_who_would_rather_see_the_card_sees_it_without_a_guess(asked: Scene, as_: As) -> None:
    guess(as_, asked, "mei", "")
    page = as_(asked.cast.mei).get(card(asked)).text
    assert "About hukou." in page
    assert "You guessed" not in page


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
@pytest.mark.parametrize(
    ("body", "error"), [("  ", "Write what you think"), ("x" * 501, "At most 500")]
)
def test_a_guess_that_is_none_is_refused_in_words_and_kept_in_the_field(
    session: Session, asked: Scene, as_: As, body: str, error: str, headers: dict[str, str]
) -> None:
    mei = as_(asked.cast.mei)
    answer = mei.post(f"{card(asked)}/guess", data={"body": body}, headers=headers)
    assert answer.status_code == 422
    assert error in answer.text
    assert f">{body}</textarea>" in answer.text
    assert session.scalars(select(Guess)).all() == []


def test_only_the_first_guess_counts(session: Session, asked: Scene, as_: As) -> None:
    for body in ("First", "Second", ""):
        guess(as_, asked, "mei", body)
    assert session.scalars(select(Guess.body)).all() == ["First"]


def test_where_nothing_is_asked_nothing_is_kept(session: Session, scene: Scene, as_: As) -> None:
    guess(as_, scene, "mei", "Unasked")
    assert session.scalars(select(Guess)).all() == []


def test_staff_guests_and_strangers_see_the_card_at_once(
    session: Session, asked: Scene, as_: As
) -> None:
    session.get_one(Course, asked.cast.hukou).open_to_guests = True
    session.commit()
    for who in ("nobody", "zoe", "tom", "ines"):
        assert "About hukou." in as_(asked.who(who)).get(card(asked)).text


def test_another_term_and_another_course_ask_nothing(
    session: Session, asked: Scene, as_: As
) -> None:
    assert "About permit." in as_(asked.cast.mei).get(card(asked, "residence permit")).text
    session.add(CourseLayer(course_id=asked.cast.other, layer_id=asked.layer, position=1))
    session.commit()
    there = card(asked).replace("hukou", "other", 1)
    assert "About hukou." in as_(asked.cast.sven).get(there).text


def test_the_card_is_not_to_be_had_by_another_way_before_the_guess(
    session: Session, asked: Scene, as_: As
) -> None:
    mei = as_(asked.cast.mei)
    for rest, form in (("standing", {"standing": "known"}), ("wording", {"wording": "0"})):
        assert mei.put(f"{card(asked)}/{rest}", data=form, headers=HTMX).status_code == 404


def test_staff_has_a_term_guessed_first_and_takes_it_back(scene: Scene, as_: As) -> None:
    tom, mei = as_(scene.cast.tom), as_(scene.cast.mei)
    assert "Have readers guess first" in tom.get(card(scene)).text
    assert "guess first" not in mei.get(card(scene)).text
    for _ in range(2):  # a double click is one
        assert tom.put(f"{card(scene)}/question").status_code == 303
    assert "Readers guess first." in tom.get(card(scene)).text
    assert "What do you think it means here?" in mei.get(card(scene)).text
    assert tom.delete(f"{card(scene)}/question").status_code == 303
    assert "About hukou." in mei.get(card(scene)).text


def test_staff_sees_only_numbers_while_few_have_guessed(asked: Scene, as_: As) -> None:
    guess(as_, asked, "mei", "A passport")
    guess(as_, asked, "lin", "")
    guess(as_, asked, "ming", "A lease")
    page = as_(asked.cast.ines).get(GUESSES).text
    assert "2 guessed, 1 had the card shown at once." in page
    assert "A passport" not in page
    assert "A lease" not in page


def test_staff_sees_the_spread_without_names(session: Session, asked: Scene, as_: As) -> None:
    guess(as_, asked, "mei", "A  Passport")
    guess(as_, asked, "lin", "a lease")
    guess(as_, asked, "ming", "a passport")
    for who in ("ines", "tom"):
        page = LexborHTMLParser(as_(asked.who(who)).get(GUESSES).text).css_first("main")
        assert page is not None
        rows = [" ".join(row.text().split()) for row in page.css("li")]
        assert rows == ["2 readers: A Passport", "1 reader: a lease"]
        for name in ("Mei", "Lin", "Ming"):
            assert name not in page.text()


def test_a_guess_is_on_no_page_of_another(asked: Scene, as_: As) -> None:
    guess(as_, asked, "mei", "A passport of sorts")
    for who in ("ming", "lin", "tom", "ines"):
        client = as_(asked.who(who))
        pages = [READING, card(asked), "/courses/hukou", "/courses/hukou/people"]
        for path in [*pages, "/courses/hukou/terms/household/hukou"]:
            assert "passport of sorts" not in client.get(path).text
    assert as_(asked.cast.ming).get(GUESSES).status_code == 404
