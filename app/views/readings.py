"""The reading page."""

from dataclasses import dataclass

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from sqlalchemy import select

from app.core.pace import Pace
from app.core.talk import EVERYTHING, PARTS, TalkQuery
from app.database import db, one_or_404
from app.models import Course, CourseReading, Membership, Reading
from app.services.detached import standings
from app.services.news import in_order, newest_event, told_of_places
from app.services.review import waiting_in
from app.services.since import changed_since
from app.services.spread import open_spread
from app.services.view import View
from app.views.access import membership_in, reader, the_course
from app.views.numbers import row_number
from app.views.stops import stops_in

blueprint = Blueprint("readings", __name__, url_prefix="/courses/<course>/readings/<slug>")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is: what every view below a reading's address begins with."""

    course: Course
    reading: Reading
    membership: Membership | None

    def view(
        self,
        focus: int | None = None,
        occurrence: int | None = None,
        query: TalkQuery = EVERYTHING,
    ) -> View:
        hidden = (
            self.membership.hidden_layers.split()
            if self.membership
            else session.get("hidden_layers", [])
        )
        return View(
            self.course, self.reading, reader(), hidden, focus, occurrence, query, self.pace
        )

    @property
    def pace(self) -> Pace:
        """What the reader has chosen; a guest's is in their session."""
        stored = self.membership.limits if self.membership else session.get("limits", {})
        return Pace.from_mapping(stored)

    def asked(self) -> View:
        """What the address asks for: a filter, an annotation, a term's place."""
        return self.view(
            focus=request.args.get("annotation", type=row_number),
            occurrence=request.args.get("occurrence", type=row_number),
            query=TalkQuery.read(request.args),
        )


def the_place(course: str, slug: str) -> Place:
    """Load a course's reading, or 404."""
    found = the_course(course)
    reading = one_or_404(
        select(Reading)
        .join(CourseReading)
        .where(CourseReading.course_id == found.id, Reading.slug == slug)
    )
    return Place(found, reading, membership_in(found))


@blueprint.get("")
def show(course: str, slug: str) -> str | Response:
    place = the_place(course, slug)
    view = place.asked()
    if view.query.sort != "place":  # another order than the text's is a list
        return lead_to("passages.index", place, view.query)
    if is_wordy():
        return lead_to("readings.show", place, view.query)
    event = newest_event(db.session, place.course, place.reading)  # first: the rest has it all
    spread = open_spread(db.session, view)
    return render_template(
        "readings/show.html",
        place=place,
        spread=spread,
        event=event,
        unread=in_order(db.session, spread.news),
        stop=stops_in(place.course, place.membership).get(place.reading.id),
        standings=standings(db.session, spread.detached, spread.revision),
        waiting=waiting_in(db.session, place.course, place.reading, place.membership),
        told_of_places=spread.news
        and told_of_places(db.session, place.course, place.reading, view.user),
        since=place.membership and changed_since(db.session, place.membership, spread.revision),
    )


def is_wordy() -> bool:
    """Does the address have what a form sends and nobody chose? Then it is not one to share."""
    names = TalkQuery.read(request.args)
    return not names.not_understood and "" in (request.args.get(name) for name in PARTS)


def lead_to(endpoint: str, place: Place, query: TalkQuery) -> Response:
    """Lead to a reading's marks under a query, by its shortest address."""
    address = url_for(endpoint, course=place.course.slug, slug=place.reading.slug, **query.write())
    return make_response(redirect(address))
