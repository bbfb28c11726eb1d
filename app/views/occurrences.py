"""A term's card where it stands, and what the staff rules there."""

from flask import Blueprint, Response, abort, make_response, request
from sqlalchemy import select

from app.database import db, one_or_404
from app.models import Event, Layer, Occurrence, Revision, Sense, Term
from app.services.layering import (
    pin,
    set_reading_sense,
    suppress,
    withdraw,
    withdraw_reading_sense,
)
from app.views.access import staff_of
from app.views.cards import may_curate, show_card, the_occurrence, written_sense
from app.views.curating import LONGEST_REASON
from app.views.numbers import row_number
from app.views.pages import saved_on
from app.views.readings import Place, the_place
from app.views.security import WRITES_A_MINUTE, limiter

blueprint = Blueprint(
    "occurrences",
    __name__,
    url_prefix="/courses/<course>/readings/<slug>/occurrences/<int:number>",
)

OLD_CARD = "The text has changed since this card was opened. Open the page again."


@blueprint.get("")
def show(course: str, slug: str, number: int) -> str:
    place = the_place(course, slug)
    return show_card(place, the_occurrence(place, number))


@blueprint.put("/ruling")
@limiter.limit(WRITES_A_MINUTE)
def rule(course: str, slug: str, number: int) -> Response:
    """Pin a sense here, set it for the whole reading, or have this place not marked."""
    place, occurrence = the_curated(course, slug, number)
    member = staff_of(place.course)
    reason, scope = request.form.get("reason", "").strip(), request.form.get("scope", "passage")
    if not 0 < len(reason) <= LONGEST_REASON:
        error = f"Say why, in at most {LONGEST_REASON} characters: readers see it on the card."
        return make_response(show_card(place, occurrence, error), 422)
    start, end = occurrence.start, occurrence.end
    message = "The card is changed for everybody."
    if scope == "suppressed":
        suppress(db.session, occurrence, reason, member.user)
        message = "It is marked no more; the paragraph’s page can bring it back."
    else:
        sense = the_sense(occurrence.layer_id)
        if scope == "reading":
            layer = db.session.get_one(Layer, occurrence.layer_id)
            set_reading_sense(
                db.session, place.reading, layer, occurrence.exact, sense, reason, member.user
            )
        else:
            pin(db.session, occurrence, sense, reason, member.user)
    return ruled(place, start, end, message)


@blueprint.delete("/ruling")
@limiter.limit(WRITES_A_MINUTE)
def unrule(course: str, slug: str, number: int) -> Response:
    """Leave this place to the rules again, or the whole reading if its sense was set there."""
    place, occurrence = the_curated(course, slug, number)
    start, end = occurrence.start, occurrence.end
    if occurrence.ruling:
        withdraw(db.session, occurrence.ruling)
    else:
        withdraw_reading_sense(db.session, written_sense(place, occurrence) or abort(404))
    return ruled(place, start, end, "The rules decide here again.")


def ruled(place: Place, start: int, end: int, message: str) -> Response:
    member = staff_of(place.course)
    db.session.add(
        Event.of_course("occurrence ruled", member.user, place.course.id, place.reading.id)
    )
    db.session.commit()
    return saved_on(place, start, end, None, message)


def the_curated(course: str, slug: str, number: int) -> tuple[Place, Occurrence]:
    """An occurrence whose layer is this course's to curate, or 404."""
    place = the_place(course, slug)
    occurrence = the_occurrence(place, number)
    if not may_curate(place, occurrence.layer):
        abort(404)
    newest = db.session.scalars(Revision.newest_of(place.reading.id)).one()
    return (place, occurrence) if occurrence.revision_id == newest.id else abort(409, OLD_CARD)


def the_sense(layer_id: int) -> Sense:
    return one_or_404(
        select(Sense)
        .join(Sense.term)
        .where(Sense.id == request.form.get("sense", type=row_number), Term.layer_id == layer_id)
    )
