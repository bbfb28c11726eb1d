"""After a document was published: what the layers found in it, and the card of its points."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.points.scheme import scheme_of
from app.core.points.system import KINDS
from app.database import db, one_or_404
from app.models import Course, Event, Import, Layer, Revision
from app.services.curation import add_points_card
from app.services.importing.publishing import counted
from app.services.importing.uncovering import without_a_card
from app.services.layering import LONGEST, lay_where_read
from app.views.access import instructor_of, signed_in, the_course
from app.views.hypermedia import see_other
from app.views.security import WRITES_A_MINUTE, limiter

blueprint = Blueprint("import_cards", __name__, url_prefix="/courses/<course>/imports/<int:number>")

FIELDS = ("headword", "city", "kind", "layer")
SAYS = "What counts, and for how much, as the table of *{}* gives it."


@blueprint.post("/term")
@limiter.limit(WRITES_A_MINUTE)
def create(course: str, number: int) -> ResponseReturnValue:
    """Make a card of the points that the published text gives in a table."""
    found = the_course(course)
    instructor_of(found)
    row = one_or_404(Import.of(found).where(Import.id == number, Import.state == "published"))
    reading = row.reading or abort(404)
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    layer = db.session.scalar(
        Layer.curated_by(found).where(Layer.id == request.form.get("layer", 0, int))
    )
    revision = db.session.scalars(Revision.newest_of(reading.id)).one()
    errors = _errors(typed, layer)
    points = (
        scheme_of(revision.source, reading.slug, typed["city"], typed["kind"])
        if not errors
        else None
    )
    if points is None and not errors:
        errors["headword"] = "There is no table with a column of points in the text now."
    if errors or layer is None or points is None:
        return published_page(found, row, typed, errors), 422
    about = SAYS.format(reading.title)
    term = add_points_card(db.session, layer, typed["headword"], points, about, signed_in())
    lay_where_read(db.session, layer=layer)
    db.session.add(Event.of_course("term changed", signed_in(), found.id, reading.id))
    db.session.commit()
    return see_other(url_for("terms.show", course=found.slug, layer=layer.slug, slug=term.slug))


def published_page(
    course: Course,
    row: Import,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> str:
    reading = row.reading or abort(404)
    items: Any = row.details.get("items", 0)
    return render_template(
        "imports/published.html",
        course=course,
        row=row,
        reading=reading,
        counts=counted(db.session, course, reading),
        uncovered=without_a_card(db.session, course, reading),
        items=items,
        layers=db.session.scalars(Layer.curated_by(course)).all() if items else [],
        kinds=KINDS,
        typed=typed or {"headword": reading.title[:LONGEST], "kind": KINDS[-1]},
        errors=errors or {},
    )


def _errors(typed: Mapping[str, str], layer: Layer | None) -> dict[str, str]:
    errors = {}
    if not 0 < len(typed["headword"]) <= LONGEST:
        errors["headword"] = f"A card needs a headword, of at most {LONGEST} characters."
    if not 0 < len(typed["city"]) <= LONGEST:
        errors["city"] = "Say where it holds: a city, a district."
    if typed["kind"] not in KINDS:
        errors["kind"] = "Choose what the points lead to."
    if layer is None:
        errors["layer"] = "Choose a layer of this course."
    return errors
