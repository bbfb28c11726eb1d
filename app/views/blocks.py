"""One block by itself: its sentences, each with a way to mark it, and all its threads.

It is how a passage is chosen without JavaScript, and where a crowded margin leads.
"""

from flask import Blueprint, abort, render_template, request

from app.core.sentences import sentences
from app.database import db
from app.services.cards import suppressed_in
from app.services.marks import marks_in, threads
from app.views.access import reader
from app.views.readings import the_place

THREADS = 50  # on one page of a block: a crowd is read in pages

blueprint = Blueprint(
    "blocks", __name__, url_prefix="/courses/<course>/readings/<slug>/blocks/<ident>"
)


@blueprint.get("")
def show(course: str, slug: str, ident: str) -> str:
    place = the_place(course, slug)
    spread = place.open()
    page = next((page for page in spread.pages if page.block.ident == ident), None) or abort(404)
    block = page.block
    here = [
        mark.id
        for mark in marks_in(db.session, place.course, place.reading, reader())
        if block.start <= mark.start < block.end and mark.revision_id == spread.revision.id
    ]
    is_staff = bool(place.membership and place.membership.is_staff)
    first = max(0, request.args.get("from", 0, type=int))
    return render_template(
        "blocks/show.html",
        place=place,
        spread=spread,
        page=page,
        threads=threads(db.session, here[first : first + THREADS]),
        first=first,
        more=len(here) - first - THREADS,
        step=THREADS,
        suppressed=suppressed_in(db.session, place.course, block) if is_staff else [],
        sentences=[
            (block.start + start, block.start + end, block.text[start:end])
            for start, end in sentences(block.text)
        ],
    )
