"""Which layers a reader sees and how often each marks its terms: remembered for members, and for
guests in their session."""

from flask import Blueprint, Response, request, session, url_for

from app.core.limits import LIMITS
from app.core.pace import Pace
from app.core.talk import TalkQuery
from app.database import db
from app.services.spread import MARKS
from app.views.hypermedia import see_other, wants_fragment
from app.views.readings import Place, the_place
from app.views.readings import show as show_reading

blueprint = Blueprint("layers", __name__, url_prefix="/courses/<course>/readings/<slug>/layers")


@blueprint.put("")
def update(course: str, slug: str) -> str | Response:
    """Show the layers that were ticked, and no others, as often as was chosen."""
    place = the_place(course, slug)
    names = [MARKS, *(item.layer.slug for item in place.course.layers)]
    shown = {"all": names, "none": []}.get(
        request.form.get("show", ""), request.form.getlist("layer")
    )
    hidden = [name for name in names if name not in shown]
    pace = chosen_pace(place).to_mapping()
    if place.membership:
        place.membership.hidden_layers = " ".join(hidden)
        place.membership.limits = pace
        db.session.commit()
    else:
        session["hidden_layers"] = hidden
        session["limits"] = pace
        session.permanent = True
    if wants_fragment():
        return show_reading(course, slug)
    query = TalkQuery.read(request.args).write()  # what the marks are filtered by
    return see_other(url_for("readings.show", course=course, slug=slug, **query))


def chosen_pace(place: Place) -> Pace:
    """How often each layer is to mark its terms. One that the form does not name stays; "" is as
    the course says."""
    limits = dict(place.pace.limits)
    for item in place.course.layers:
        said = request.form.get(f"limit-{item.layer.slug}")
        if said is not None:
            limits.pop(item.layer.slug, None)
        if limit := next((limit for limit in LIMITS if limit == said), None):
            limits[item.layer.slug] = limit
    return Pace(limits, shows_known="known" in request.form)
