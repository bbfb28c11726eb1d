"""Which layers a reader sees: remembered for members, and for guests in their session."""

from flask import Blueprint, Response, request, session, url_for

from app.core.talk import TalkQuery
from app.database import db
from app.services.spread import MARKS
from app.views.hypermedia import see_other, wants_fragment
from app.views.readings import show as show_reading
from app.views.readings import the_place

blueprint = Blueprint("layers", __name__, url_prefix="/courses/<course>/readings/<slug>/layers")


@blueprint.put("")
def update(course: str, slug: str) -> str | Response:
    """Show the layers that were ticked, and no others."""
    place = the_place(course, slug)
    names = [MARKS, *(item.layer.slug for item in place.course.layers)]
    shown = {"all": names, "none": []}.get(
        request.form.get("show", ""), request.form.getlist("layer")
    )
    hidden = [name for name in names if name not in shown]
    if place.membership:
        place.membership.hidden_layers = " ".join(hidden)
        db.session.commit()
    else:
        session["hidden_layers"] = hidden
        session.permanent = True
    if wants_fragment():
        return show_reading(course, slug)
    query = TalkQuery.read(request.args).write()  # what the marks are filtered by
    return see_other(url_for("readings.show", course=course, slug=slug, **query))
