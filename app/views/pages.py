"""What htmx gets after a write that changes the text or its leaves: the blocks it touched."""

from flask import Response, make_response, render_template, url_for

from app.models import Revision
from app.views.hypermedia import see_other, wants_fragment
from app.views.readings import Place


def saved_on(place: Place, start: int, end: int, annotation: int | None, message: str) -> Response:
    """Answer a write on a span: its blocks, drawn anew, and a word for the status line.

    A plain form is led to the reading, at the annotation.
    """
    if not wants_fragment():
        anchor = f"annotation-{annotation}" if annotation else None
        return see_other(
            url_for(
                "readings.show",
                course=place.course.slug,
                slug=place.reading.slug,
                annotation=annotation,
                _anchor=anchor,
            )
        )
    spread = place.open(focus=annotation)
    first, *others = spread.pages_between(start, end)
    html = render_template(
        "readings/_saved.html",
        place=place,
        spread=spread,
        first=first,
        others=others,
        message=message,
        fresh=annotation,
    )
    response = make_response(html)
    response.headers["HX-Retarget"] = f"#page-{first.block.ident}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def in_leaf(html: str, status: int, revision: Revision, start: int) -> Response:
    """Answer with a form: for htmx in the leaf of the passage that it is about."""
    response = make_response(html, status)
    if wants_fragment():
        block = revision.block_at(start)
        response.headers["HX-Retarget"] = f"#composer-{block.ident}"
        response.headers["HX-Reswap"] = "innerHTML"
    return response
