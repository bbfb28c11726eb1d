"""A telegram's own page: who wrote to whom, what its codes say, what it refers to."""

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.cables.codes import REASONS, Meaning, meaning_of
from app.core.cables.findings import findings
from app.core.cables.telegram import Telegram
from app.core.cables.words import in_words, name_of
from app.database import db
from app.models import Event, Layer
from app.services.layering import lay_where_read
from app.services.telegrams import CABLE, add_code_cards, correspondence, without_card
from app.views.access import staff_of
from app.views.hypermedia import see_other
from app.views.readings import Place, the_place
from app.views.security import WRITES_A_MINUTE, limiter

blueprint = Blueprint("telegrams", __name__, url_prefix="/courses/<course>/readings/<slug>")


@blueprint.get("/telegram")
def show(course: str, slug: str) -> str:
    place = the_cable(course, slug)
    return page_of(place)


@blueprint.post("/telegram/terms")
@limiter.limit(WRITES_A_MINUTE)
def create(course: str, slug: str) -> ResponseReturnValue:
    """Make cards of the codes that no layer of the course explains."""
    place = the_cable(course, slug)
    member = staff_of(place.course)
    chosen = request.form.get("layer", 0, type=int)
    layer = db.session.scalar(Layer.curated_by(place.course).where(Layer.id == chosen))
    if layer is None:
        return page_of(place, "Choose a layer of this course."), 422
    codes = codes_in(correspondence(db.session, place.course, place.reading).telegram)
    new = without_card(db.session, place.course, codes)
    add_code_cards(db.session, layer, {code: codes[code] for code in new}, member.user)
    lay_where_read(db.session, layer=layer)
    db.session.add(Event.of_course("term changed", member.user, place.course.id, place.reading.id))
    db.session.commit()
    flash(f"{len(new)} {'card is' if len(new) == 1 else 'cards are'} in the layer {layer.title}.")
    return see_other(url_for("telegrams.show", course=course, slug=slug))


def the_cable(course: str, slug: str) -> Place:
    place = the_place(course, slug)
    if place.reading.kind != CABLE:
        abort(404)
    return place


def page_of(place: Place, error: str = "") -> str:
    found = correspondence(db.session, place.course, place.reading)
    codes = codes_in(found.telegram)
    is_staff = place.membership is not None and place.membership.is_staff
    return render_template(
        "telegrams/show.html",
        new=without_card(db.session, place.course, codes) if is_staff else [],
        layers=db.session.scalars(Layer.curated_by(place.course)).all() if is_staff else [],
        error=error,
        place=place,
        telegram=found.telegram,
        to=found.to,
        by=found.by,
        words=in_words(found.telegram),
        findings=findings(found.telegram),
        codes=codes,
        reasons={reason: REASONS[reason[-2]] for reason in _reasons(found.telegram)},
        name_of=name_of,
    )


def codes_in(telegram: Telegram) -> dict[str, Meaning]:
    """The codes of its heading that are known, in their order."""
    written = [
        *telegram.stations,
        telegram.station.routing,
        telegram.security.partition(" ")[0],
        *(one.routing for one in (*telegram.action, *telegram.info)),
        *telegram.captions,
        *(tag.code for tag in telegram.tags),
    ]
    meanings = {code: meaning_of(code) for code in written}
    return {code: meaning for code, meaning in meanings.items() if meaning}


def _reasons(telegram: Telegram) -> tuple[str, ...]:
    return telegram.authority.reasons if telegram.authority else ()
