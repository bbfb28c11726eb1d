"""What htmx gets after a write that changes the text or its leaves: the blocks it touched."""

from flask import Response, make_response, render_template, url_for
from werkzeug.datastructures import MultiDict

from app.core.talk import TalkQuery
from app.database import db, read_only
from app.models import Revision
from app.services.heat import Heat, measure
from app.services.spread import MARKS, open_pages
from app.services.view import View
from app.views.hypermedia import (
    asked_from,
    go_to,
    is_asked_on,
    look_again,
    see_other,
    wants_fragment,
)
from app.views.readings import Place

TEXT_CHANGED = "The text has changed since you chose this passage. Choose it again."


def saved_on(place: Place, start: int, end: int, annotation: int | None, message: str) -> Response:
    """Answer a write on a span: its blocks, drawn anew, and a word for the status line.

    A plain form is led to the annotation, or else to the first block; another page
    than the reading, which has not its blocks, is loaded anew.
    """
    if not wants_fragment():
        return opened_again(place, annotation, start)
    if not is_asked_on(reading_url(place)):
        return look_again()
    read_only(True)  # what was written is; others may write while this is drawn
    view = place.view(focus=annotation, query=TalkQuery.read(asked_from()))
    spread = open_pages(db.session, view, start, end)
    touched = spread.pages_between(start, end)
    if not touched:  # a place between two blocks
        return opened_again(place, annotation)
    first, *others = touched
    html = render_template(
        "readings/_saved.html",
        place=place,
        spread=spread,
        first=first,
        others=others,
        heat=heat_of(view),
        query=view.query,
        message=message,
        fresh=annotation,
    )
    response = make_response(html)
    response.headers["HX-Retarget"] = f"#page-{first.block.ident}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def heat_of(view: View) -> Heat | None:
    """What a page that is open says of its talk; nothing where the marks are switched off."""
    return None if MARKS in view.hidden else measure(db.session, view)


def reading_url(place: Place) -> str:
    return url_for("readings.show", course=place.course.slug, slug=place.reading.slug)


def opened_again(place: Place, annotation: int | None = None, start: int | None = None) -> Response:
    """Lead to the reading, at the annotation or the block where a span begins."""
    anchor = None
    if annotation:
        anchor = f"annotation-{annotation}"
    elif start is not None:
        revision = db.session.scalars(Revision.newest_of(place.reading.id)).one()
        anchor = f"page-{revision.block_at(start).ident}"
    url = url_for(
        "readings.show",
        course=place.course.slug,
        slug=place.reading.slug,
        annotation=annotation,
        _anchor=anchor,
    )
    return go_to(url) if wants_fragment() else see_other(url)


def still_says(form: MultiDict[str, str], exact: str) -> bool:
    """Is the passage what the form quotes? A plain form sends each newline as two characters."""
    return form.get("exact", exact).replace("\r\n", "\n") == exact


def in_leaf(html: str, status: int, revision: Revision, start: int) -> Response:
    """Answer with a form: for htmx in the leaf of the passage that it is about."""
    response = make_response(html, status)
    if wants_fragment():
        block = revision.block_at(start)
        response.headers["HX-Retarget"] = f"#composer-{block.ident}"
        response.headers["HX-Reswap"] = "innerHTML"
    return response
