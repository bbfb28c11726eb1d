"""The readers' marks of a reading: what stands at a place, or all that one asks for as a list."""

from flask import Response, render_template, request

from app.database import db
from app.models import Revision
from app.services.marks import threads
from app.services.talk import listed, standing_at, tell
from app.services.view import View
from app.views.annotations import in_reading as in_reading
from app.views.hypermedia import wants_fragment
from app.views.numbers import row_number
from app.views.readings import Place, is_wordy, lead_to, the_place

THREADS = 20  # of a list, at once


@in_reading.get("")
def index(course: str, slug: str) -> str | Response:
    place = the_place(course, slug)
    view = place.asked()
    if is_wordy():
        return lead_to("passages.index", place, view.query)
    at = request.args.get("at", type=row_number)
    first = request.args.get("first", 0, type=row_number)
    return show_list(place, view, first) if at is None else show_place(place, view, at, first)


def show_place(place: Place, view: View, at: int, first: int) -> str:
    """What stands at a place, the narrowest whole and the others as lines."""
    revision = db.session.scalars(Revision.newest_of(place.reading.id)).one()
    here = standing_at(db.session, view, revision, at, first)
    template = "annotations/here.html"
    if wants_fragment():
        template = "annotations/_lines.html" if first else "annotations/_here.html"
    return render_template(
        template, place=place, here=here, block=revision.block_at(at), query=view.query
    )


def show_list(place: Place, view: View, first: int) -> str:
    """The threads one by one, in the order that is asked for; the next ones when they are
    looked at."""
    ids = listed(db.session, view)
    return render_template(
        "annotations/_listed.html" if wants_fragment() and first else "annotations/index.html",
        place=place,
        threads=threads(db.session, ids[first : first + THREADS]),
        told=tell(db.session, view, len(ids)),
        first=first,
        more=max(0, len(ids) - first - THREADS),
    )
