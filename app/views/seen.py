"""How far the reader has read the talk about a reading."""

from flask import Blueprint, Response, url_for
from sqlalchemy import func, select

from app.database import db
from app.models import Event, Seen
from app.views.access import member_of, signed_in
from app.views.hypermedia import see_other
from app.views.readings import the_place

blueprint = Blueprint("seen", __name__, url_prefix="/courses/<course>/readings/<slug>/seen")


@blueprint.put("")
def update(course: str, slug: str) -> Response:
    """Nothing up to now is news any more."""
    place = the_place(course, slug)
    member_of(place.course)
    user = signed_in()
    key = {"user_id": user.id, "course_id": place.course.id, "reading_id": place.reading.id}
    seen = db.session.scalar(select(Seen).filter_by(**key)) or Seen(**key)
    seen.event_id = db.session.scalars(
        select(func.coalesce(func.max(Event.id), 0)).where(
            Event.course_id == place.course.id, Event.reading_id == place.reading.id
        )
    ).one()
    db.session.add(seen)
    db.session.commit()
    return see_other(url_for("readings.show", course=course, slug=slug))
