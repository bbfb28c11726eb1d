"""A telegram's own page: who wrote to whom, what its codes say, what it refers to."""

from flask import Blueprint, abort, render_template

from app.core.cables.codes import REASONS, Meaning, meaning_of
from app.core.cables.findings import findings
from app.core.cables.telegram import Telegram
from app.core.cables.words import in_words, name_of
from app.database import db
from app.services.telegrams import CABLE, correspondence
from app.views.readings import the_place

blueprint = Blueprint("telegrams", __name__, url_prefix="/courses/<course>/readings/<slug>")


@blueprint.get("/telegram")
def show(course: str, slug: str) -> str:
    place = the_place(course, slug)
    if place.reading.kind != CABLE:
        abort(404)
    found = correspondence(db.session, place.course, place.reading)
    return render_template(
        "telegrams/show.html",
        place=place,
        telegram=found.telegram,
        to=found.to,
        by=found.by,
        words=in_words(found.telegram),
        findings=findings(found.telegram),
        codes=codes_in(found.telegram),
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
