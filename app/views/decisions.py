"""What is decided about things without a sure place: one by one or many at once, and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, request
from flask.typing import ResponseReturnValue

from app.database import db
from app.models import Membership, Placement, Revision
from app.services.deciding import accept, leave, move, reconsider
from app.services.publishing import take_turn
from app.services.review import decidable
from app.views.access import member_of
from app.views.choices import read_choice
from app.views.hypermedia import see_other
from app.views.numbers import row_number
from app.views.placements import (
    later_of,
    list_url,
    newest_of,
    show_list,
    show_one,
    the_placement,
)
from app.views.readings import Place, the_place
from app.views.security import WRITES_A_MINUTE, limiter

blueprint = Blueprint(
    "decisions", __name__, url_prefix="/courses/<course>/readings/<slug>/placements"
)

MOST = 200  # decided at once
NAMED = 3  # of those that others have decided about
PUBLISHED_ANEW = "The text has been published anew meanwhile. What is still open is below."
CHOOSE_AGAIN = "The text has been published anew meanwhile. Choose again in this one."
DONE = {"accepted": "accepted", "moved": "moved", "orphaned": "left without a place"}


@dataclass(slots=True)
class Sorted:
    """What somebody decides about at once: on what it can be done, on what it was done by the same
    form before, and in words why not on the rest."""

    able: list[Placement]
    again: list[Placement]
    refused: str

    @property
    def number(self) -> int:
        return len(self.able) + len(self.again)


@blueprint.put("/decisions")
@limiter.limit(WRITES_A_MINUTE)
def update_all(course: str, slug: str) -> ResponseReturnValue:
    """Accept or leave all that are ticked, in one transaction."""
    place = the_place(course, slug)
    member = member_of(place.course)
    ids = set(request.form.getlist("placement", type=row_number))
    if not 0 < len(ids) <= MOST:
        error = f"At most {MOST} at once." if ids else "Tick what you want to decide about first."
        return show_list(place, member, error), 422
    take_turn(db.session, place.reading)
    found = db.session.scalars(
        decidable(place.course, member).where(
            Placement.id.in_(ids), Revision.reading_id == place.reading.id
        )
    ).all()
    return _settle(place, member, found or abort(404))


@blueprint.put("/<int:number>/decision")
@limiter.limit(WRITES_A_MINUTE)
def update(course: str, slug: str, number: int) -> ResponseReturnValue:
    """Accept, move or leave one."""
    place = the_place(course, slug)
    member = member_of(place.course)
    take_turn(db.session, place.reading)
    placement = the_placement(place, member, number)
    if request.form.get("decision") == "moved":
        return _move(place, member, placement)
    return _settle(place, member, [placement])


@blueprint.delete("/<int:number>/decision")
@limiter.limit(WRITES_A_MINUTE)
def delete(course: str, slug: str, number: int) -> ResponseReturnValue:
    """Take a decision back. One about an earlier text stays as it is."""
    place = the_place(course, slug)
    member = member_of(place.course)
    take_turn(db.session, place.reading)
    placement = the_placement(place, member, number)
    if placement.revision_id != newest_of(place).id:
        return show_list(place, member, PUBLISHED_ANEW), 409
    if placement.decision is not None:
        reconsider(db.session, placement, place.course, member.user)
        db.session.commit()
        flash("Taken back: it waits to be looked at again.")
    return see_other(list_url(place))


def _settle(place: Place, member: Membership, found: Sequence[Placement]) -> ResponseReturnValue:
    """Accept or leave those that still wait. What others have decided meanwhile stays so."""
    decision = request.form.get("decision", "")
    decide = {"accepted": accept, "orphaned": leave}.get(decision) or abort(404)
    sort = _sorted(found, decision, member, newest_of(place))
    if not sort.number:
        return show_list(place, member, sort.refused), 409
    if sort.able:
        decide(db.session, sort.able, place.course, member.user)
        db.session.commit()
    flash(f"{sort.number} {DONE[decision]}. {sort.refused}".strip())
    return see_other(list_url(place))


def _sorted(
    found: Sequence[Placement], decision: str, member: Membership, newest: Revision
) -> Sorted:
    waiting = [one for one in found if one.waits_in(newest)]
    able = [one for one in waiting if decision == "orphaned" or one.start is not None]
    mine = [one for one in found if one.is_decided(decision, member.user_id)]
    others = [one for one in found if one not in waiting and one not in mine]
    said = [_decided(one) for one in others if one.revision_id == newest.id]
    if len(said) > NAMED:
        said = [f"{len(said)} were decided by somebody else meanwhile."]
    if any(one.revision_id != newest.id for one in others):
        said.append(PUBLISHED_ANEW)
    if number := len(waiting) - len(able):
        said.append(f"For {number} no place is proposed: choose one, or leave it without.")
    return Sorted(able, mine, " ".join(said))


def _decided(placement: Placement) -> str:
    who = placement.decided_by.name if placement.decided_by else "somebody"
    what = DONE[placement.decision or "moved"]
    return f"“{placement.thing.exact[:40]}” was {what} by {who} meanwhile."


def _move(place: Place, member: Membership, placement: Placement) -> ResponseReturnValue:
    newest = newest_of(place)
    choice = read_choice(newest)
    if placement.revision_id != newest.id:
        later = later_of(place, member, placement)
        if later is None:
            return show_list(place, member, PUBLISHED_ANEW), 409
        choice.error = CHOOSE_AGAIN
        return show_one(place, member, later, newest, choice), 409
    if placement.decision == "moved" and choice.places == [(placement.start, placement.end)]:
        return see_other(list_url(place))  # the form was sent twice
    if not placement.waits_in(newest):
        choice.error = _decided(placement)
        return show_one(place, member, placement, newest, choice), 409
    if not choice.error:
        choice.error = move(db.session, placement, choice.places[0], place.course, member.user)
    if choice.error:
        return show_one(place, member, placement, newest, choice), 422
    db.session.commit()
    flash("Moved: it stands on the words that you chose.")
    return see_other(list_url(place))
