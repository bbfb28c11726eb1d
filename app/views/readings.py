"""The reading page."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request, session
from sqlalchemy import select

from app.database import db, one_or_404
from app.models import Course, CourseReading, Membership, Reading
from app.services.spread import Spread, View, open_spread
from app.views.access import membership_in, reader, the_course
from app.views.stops import stops_in

blueprint = Blueprint("readings", __name__, url_prefix="/courses/<course>/readings/<slug>")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is: what every view below a reading's address begins with."""

    course: Course
    reading: Reading
    membership: Membership | None

    def view(self, focus: int | None = None, occurrence: int | None = None) -> View:
        hidden = (
            self.membership.hidden_layers.split()
            if self.membership
            else session.get("hidden_layers", [])
        )
        return View(self.course, self.reading, reader(), hidden, focus, occurrence)

    def open(self, focus: int | None = None, occurrence: int | None = None) -> Spread:
        return open_spread(db.session, self.view(focus, occurrence))


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
def show(course: str, slug: str) -> str:
    place = the_place(course, slug)
    spread = place.open(
        focus=request.args.get("annotation", type=int),
        occurrence=request.args.get("occurrence", type=int),
    )
    stop = stops_in(place.course, place.membership).get(place.reading.id)
    return render_template("readings/show.html", place=place, spread=spread, stop=stop)
