"""A case of a points system, worked out from its address. Nothing is written."""

from flask import Blueprint, Response, abort, make_response, render_template, request

from app.core.points import sheet_of
from app.database import db
from app.services.cards import term_in
from app.views.access import the_course
from app.views.hypermedia import wants_fragment

blueprint = Blueprint("cases", __name__, url_prefix="/courses/<course>/terms/<layer>/<slug>/case")


@blueprint.get("")
def show(course: str, layer: str, slug: str) -> Response:
    """What the chosen items add up to and who says so; with no item, the form alone."""
    found = the_course(course)
    term = term_in(db.session, found, layer, slug) or abort(404)
    if term.points is None:
        abort(404)
    sheet = sheet_of(term.points, request.args.items(multi=True))
    template = "cases/_case.html" if wants_fragment() else "cases/show.html"
    page = render_template(template, course=found, term=term, sheet=sheet, fresh=wants_fragment())
    return make_response(page, 422 if sheet.entry.errors else 200)
