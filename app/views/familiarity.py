"""How a reader stands with terms: said on a card, and their own list of a course with its review
and its flashcards. All of it is the reader's alone."""

from collections.abc import Sequence
from functools import partial

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from app.core.anki import file_of
from app.core.sentences import parted
from app.database import db
from app.models import Familiarity, Layer, Membership, Reading
from app.models.familiarity import STANDINGS, Standing
from app.services.familiarity import (
    familiarity_with,
    next_in_review,
    read,
    row_of,
    shelf,
    stand,
)
from app.services.flashcards import flashcards
from app.views.access import member_of, the_course
from app.views.accounts import public_url
from app.views.cards import drawn_anew, is_to_guess, the_occurrence
from app.views.hypermedia import see_other, wants_fragment
from app.views.readings import the_place
from app.views.security import WRITES_A_MINUTE, limiter

on_card = Blueprint(
    "standings", __name__, url_prefix="/courses/<course>/readings/<slug>/occurrences/<int:number>"
)
blueprint = Blueprint("familiarity", __name__, url_prefix="/courses/<course>/familiarity")

TITLES: dict[Standing, str] = {
    "remind": "To be reminded of",
    "read": "Met",
    "known": "Known",
}
SAID: dict[Standing, str] = {
    "known": "You know this sense: it is not marked for you any more.",
    "remind": "This sense is always marked for you.",
    "read": "It is marked as the layer says.",
}


@on_card.put("/wording")
@limiter.limit(WRITES_A_MINUTE)
def read_wording(course: str, slug: str, number: int) -> Response:
    """The reader read the card as it is worded now. The first time nothing else changes."""
    place = the_place(course, slug)
    member = member_of(place.course)
    occurrence = the_occurrence(place, number)
    if is_to_guess(place, occurrence):
        abort(404)
    was_read = familiarity_with(db.session, member.user, place.course, occurrence.sense)
    read(db.session, member.user, place.course, occurrence, request.form.get("wording", ""))
    db.session.commit()
    if wants_fragment() and was_read is None:
        return Response(status=204)
    return drawn_anew(place, occurrence, "Noted.")


@on_card.put("/standing")
@limiter.limit(WRITES_A_MINUTE)
def set_standing(course: str, slug: str, number: int) -> Response:
    """Know the sense of a place, be reminded of it, or neither."""
    place = the_place(course, slug)
    member = member_of(place.course)
    occurrence = the_occurrence(place, number)
    if is_to_guess(place, occurrence):
        abort(404)
    standing = the_standing()
    stand(db.session, member.user, place.course, occurrence, standing)
    db.session.commit()
    return drawn_anew(place, occurrence, SAID[standing])


@blueprint.get("")
def index(course: str) -> str:
    member = the_member(course)
    rows = shelf(db.session, member.user, member.course)
    layer = request.args.get("layer", "")
    return render_template(
        "familiarity/index.html",
        course=member.course,
        rows=of_layer(rows, layer),
        layers=layers_of(rows),
        layer=layer,
        standings=TITLES,
    )


@blueprint.get("/review")
def review(course: str) -> str:
    """One card after another: the sentence first, the card when asked for."""
    member = the_member(course)
    layer, standing = request.args.get("layer", ""), asked_standing()
    rows = of_layer(shelf(db.session, member.user, member.course), layer)
    row, left = next_in_review(rows, standing, request.args.get("after", 0, type=int))
    return render_template(
        "familiarity/review.html",
        course=member.course,
        row=row,
        sentence=parted(row.sentence, row.exact) if row else (),
        left=left,
        layer=layer,
        standing=standing,
    )


@blueprint.get("/anki")
def anki(course: str) -> Response:
    """A file of flashcards: of those to be reminded of, or of all."""
    member = the_member(course)
    rows = of_layer(shelf(db.session, member.user, member.course), request.args.get("layer", ""))
    wanted = request.args.get("standing", "")
    chosen = [row for row in rows if wanted in (row.standing, "")]
    notes = flashcards(db.session, member.course, chosen, partial(address, course))
    response = make_response(file_of(member.course.title, notes))
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{course}-terms.txt"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.put("/<int:number>")
@limiter.limit(WRITES_A_MINUTE)
def update(course: str, number: int) -> Response:
    """Stand otherwise with a sense; from the list, or from the review, which goes on."""
    member = the_member(course)
    the_row(member, number).standing = the_standing()
    db.session.commit()
    return back(course, number)


@blueprint.delete("/<int:number>")
@limiter.limit(WRITES_A_MINUTE)
def delete(course: str, number: int) -> Response:
    """Take a card off the list, as if it had never been read."""
    member = the_member(course)
    db.session.delete(the_row(member, number))
    db.session.commit()
    return back(course, number)


def back(course: str, number: int) -> Response:
    layer = request.form.get("layer") or None
    if "review" in request.form:
        standing = request.form["review"]
        there = url_for(
            "familiarity.review", course=course, layer=layer, standing=standing, after=number
        )
        return see_other(there)
    return see_other(url_for("familiarity.index", course=course, layer=layer))


def address(course: str, reading: Reading, ident: str | None) -> str:
    """Where a reading is, for whoever is not on this site, at a block of it."""
    anchor = f"page-{ident}" if ident else None
    return public_url(url_for("readings.show", course=course, slug=reading.slug, _anchor=anchor))


def of_layer(rows: Sequence[Familiarity], slug: str) -> list[Familiarity]:
    return [row for row in rows if slug in (row.sense.term.layer.slug, "")]


def layers_of(rows: Sequence[Familiarity]) -> list[Layer]:
    return sorted({row.sense.term.layer for row in rows}, key=lambda layer: layer.title)


def the_member(course: str) -> Membership:
    return member_of(the_course(course))


def the_row(member: Membership, number: int) -> Familiarity:
    return row_of(db.session, member.user, member.course, number) or abort(404)


def the_standing() -> Standing:
    """What was said in the form; anything else is no address that exists."""
    said = request.form.get("standing", "")
    return next((standing for standing in STANDINGS if standing == said), None) or abort(422)


def asked_standing() -> Standing:
    asked = request.args.get("standing", "")
    return next((standing for standing in STANDINGS if standing == asked), "remind")
