"""A reading in line, for the screen and for paper."""

from flask import Blueprint, render_template, request

from app.core.talk import TalkQuery
from app.database import db
from app.services.linear import PARTS, WHOSE, Including, in_line
from app.views.readings import the_place

blueprint = Blueprint("linear", __name__, url_prefix="/courses/<course>/readings/<slug>/linear")


@blueprint.get("")
def show(course: str, slug: str) -> str:
    place = the_place(course, slug)
    including = read_including()
    view = place.view(query=TalkQuery.read(request.args))
    return render_template(
        "linear/show.html",
        place=place,
        including=including,
        query=view.query,
        passages=in_line(db.session, view, including),
    )


def read_including() -> Including:
    """What the address asks for; one that says nothing has everything that may be handed out."""
    if "threads" not in request.args and "with" not in request.args:
        return Including()
    chosen = set(request.args.getlist("with"))
    asked = request.args.get("threads")
    return Including(
        parts=[part for part in PARTS if part in chosen],
        threads=next((whose for whose in WHOSE if whose == asked), WHOSE[-1]),
    )
