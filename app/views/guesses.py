"""Guess, then reveal: the reader's guess, what the staff asks, and the spread of it."""

from flask import Blueprint, Response, abort, make_response, render_template, request

from app.database import db
from app.models import Event
from app.services.cards import term_in
from app.services.guesses import FEWEST, ask, ask_no_more, guess, guesses, is_guessed
from app.views.access import member_of, staff_of, the_course
from app.views.cards import card_url, is_to_guess, show_card, show_question, the_occurrence
from app.views.hypermedia import see_other, wants_fragment
from app.views.readings import Place, the_place
from app.views.security import WRITES_A_MINUTE, limiter

on_card = Blueprint(
    "guesses", __name__, url_prefix="/courses/<course>/readings/<slug>/occurrences/<int:number>"
)
on_term = Blueprint("guessed", __name__, url_prefix="/courses/<course>/terms/<layer>/<slug>")

LONGEST_GUESS = 500  # characters: a sentence or two


@on_card.post("/guess")
@limiter.limit(WRITES_A_MINUTE)
def create(course: str, slug: str, number: int) -> Response:
    """Keep a guess, or the wish to see the card, and show it. Only the first one counts."""
    place = the_place(course, slug)
    member = member_of(place.course)
    occurrence = the_occurrence(place, number)
    if not is_to_guess(place, occurrence):
        return revealed(place, number)
    body = "" if "look" in request.form else " ".join(request.form.get("body", "").split())
    if error := fault_of(body):
        question = show_question(place, occurrence, error, request.form.get("body", ""))
        return make_response(question, 422)
    guess(db.session, member.user, place.course, occurrence.term, body)
    db.session.commit()
    return revealed(place, number)


@on_card.put("/question")
@limiter.limit(WRITES_A_MINUTE)
def put_question(course: str, slug: str, number: int) -> Response:
    """Have the course's readers guess this term first."""
    place = the_place(course, slug)
    staff_of(place.course)
    ask(db.session, place.course, the_occurrence(place, number).term)
    return asked(place, number)


@on_card.delete("/question")
@limiter.limit(WRITES_A_MINUTE)
def drop_question(course: str, slug: str, number: int) -> Response:
    """Show its card at once again."""
    place = the_place(course, slug)
    staff_of(place.course)
    ask_no_more(db.session, place.course, the_occurrence(place, number).term)
    return asked(place, number)


@on_term.get("/guesses")
def show(course: str, layer: str, slug: str) -> str:
    """What readers guessed, without their names."""
    found = the_course(course)
    staff_of(found)
    term = term_in(db.session, found, layer, slug) or abort(404)
    return render_template(
        "guesses/show.html",
        course=found,
        term=term,
        guesses=guesses(db.session, found, term),
        is_asked=is_guessed(db.session, found, term),
        fewest=FEWEST,
    )


def asked(place: Place, number: int) -> Response:
    member = staff_of(place.course)
    db.session.add(Event.of_course("term changed", member.user, place.course.id, place.reading.id))
    db.session.commit()
    return revealed(place, number)


def revealed(place: Place, number: int) -> Response:
    occurrence = the_occurrence(place, number)
    if not wants_fragment():
        return see_other(card_url(place, occurrence))
    return make_response(show_card(place, occurrence))


def fault_of(body: str) -> str:
    """Say what is wrong with a guess; of a wish to see the card nothing is."""
    if not body and "look" not in request.form:
        return "Write what you think it means, or have it shown."
    if len(body) > LONGEST_GUESS:
        return f"At most {LONGEST_GUESS} characters; this has {len(body):,}."
    return ""
