"""How far the reader has read the talk about a reading, and in one thread.

A form says up to which event its page had it all (`event`), so that what came meanwhile stays
unread. By script, the answer is what else the page says of it: how many are left.
"""

from flask import Blueprint, Response, make_response, render_template, request, url_for

from app.core.talk import TalkQuery
from app.database import db
from app.models import Annotation
from app.services.news import (
    in_order,
    mark_all_read,
    mark_thread_read,
    mark_thread_unread,
    newest_event,
    news_in,
)
from app.views.access import member_of, signed_in
from app.views.annotations import address, the_annotation
from app.views.hypermedia import asked_from, see_other, wants_fragment
from app.views.numbers import row_number
from app.views.readings import Place, the_place

blueprint = Blueprint("seen", __name__, url_prefix="/courses/<course>/readings/<slug>/seen")
of_thread = Blueprint("seen_threads", __name__, url_prefix="/annotations/<int:number>/seen")


@blueprint.put("")
def update(course: str, slug: str) -> Response:
    """Nothing that the page had is news any more; the filter it was read under stays."""
    place = the_place(course, slug)
    member_of(place.course)
    newest = newest_event(db.session, place.course, place.reading)
    event = min(request.form.get("event", newest, type=row_number), newest)
    mark_all_read(db.session, signed_in(), place.course, place.reading, event)
    db.session.commit()
    query = TalkQuery.read(asked_from()).parts
    return see_other(url_for("readings.show", course=course, slug=slug, **query))


@of_thread.put("")
def put(number: int) -> Response:
    """The reader has read this thread, up to the event that the page had."""
    annotation = the_annotation(number)
    member_of(annotation.course)
    newest = annotation.newest_event or 0
    event = request.form.get("event", newest, type=row_number)
    mark_thread_read(db.session, signed_in(), annotation, event)
    db.session.commit()
    return what_is_left(annotation)


@of_thread.delete("")
def delete(number: int) -> Response:
    """It is to be read again."""
    annotation = the_annotation(number)
    member_of(annotation.course)
    mark_thread_unread(db.session, signed_in(), annotation)
    db.session.commit()
    return what_is_left(annotation)


def what_is_left(annotation: Annotation) -> Response:
    if not wants_fragment():
        return see_other(address(annotation))
    place: Place = the_place(annotation.course.slug, annotation.reading.slug)
    news = news_in(db.session, place.course, place.reading, signed_in())
    unread = in_order(db.session, news)
    return make_response(render_template("seen/_left.html", place=place, unread=unread))
