"""What came while a page was open: how much, and then the page's parts drawn anew.

An open page asks `GET .../news?since=N` from time to time, N being the newest event that it has.
Events have numbers and no gaps of time, so that nothing is missed after a lost connection.
"""

from flask import Blueprint, Response, make_response, render_template, request

from app.core.talk import TalkQuery
from app.database import db
from app.services.news import has_new_text, in_order, newest_event, posts_since, touched_since
from app.services.spread import Page, Spread, open_pages
from app.views.access import member_of
from app.views.hypermedia import asked_from, look_again, see_other, wants_fragment
from app.views.numbers import row_number
from app.views.pages import heat_of, reading_url
from app.views.readings import the_place

blueprint = Blueprint("news", __name__, url_prefix="/courses/<course>/readings/<slug>/news")


@blueprint.get("")
def show(course: str, slug: str) -> Response:
    """How many posts wait, or that the text has changed; 204 if nothing waits."""
    place = the_place(course, slug)
    member = member_of(place.course)
    since = request.args.get("since", 0, type=row_number)
    if has_new_text(db.session, place.course, place.reading, since):
        return make_response(render_template("news/_text.html", place=place))
    waiting = posts_since(db.session, place.course, place.reading, member.user, since)
    if not waiting:
        return Response(status=204)
    thread = request.args.get("thread", type=row_number)  # the one that the reader is in
    html = render_template(
        "news/_bar.html",
        place=place,
        since=since,
        revision=request.args.get("revision", type=row_number),
        posts=sum(waiting.values()),
        thread=thread,
        replies=waiting.get(thread or 0, 0),
    )
    return make_response(html)


@blueprint.get("/pages")
def pages(course: str, slug: str) -> Response:
    """The blocks that anything happened at since, each with its leaf, drawn anew."""
    place = the_place(course, slug)
    member = member_of(place.course)
    if not wants_fragment():
        return see_other(reading_url(place))
    event = newest_event(db.session, place.course, place.reading)  # first: the rest has it all
    since = request.args.get("since", 0, type=row_number)
    touched = touched_since(db.session, place.course, place.reading, member.user, since)
    spans = [(mark.start, mark.end) for mark in touched]
    stretch = (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 1)
    view = place.view(query=TalkQuery.read(asked_from()))
    spread = open_pages(db.session, view, *stretch)
    newest = spread.revision.id
    texts = {annotation.revision_id for annotation in touched}
    if {request.args.get("revision", newest, type=row_number), *texts} != {newest}:
        return look_again()  # the text has changed, or they stand in no block of it
    html = render_template(
        "news/_pages.html",
        place=place,
        spread=spread,
        event=event,
        heat=heat_of(view),
        query=view.query,
        unread=in_order(db.session, spread.news),
        touched=pages_of(spread, spans),
    )
    return make_response(html)


def pages_of(spread: Spread, spans: list[tuple[int, int]]) -> list[Page]:
    """The pages that any of these spans touches, in their order."""
    found = {page.block.position: page for span in spans for page in spread.pages_between(*span)}
    return [found[position] for position in sorted(found)]
