"""One block by itself: its sentences, each with a way to mark it, and all its threads.

It is how a passage is chosen without JavaScript, and where a crowded margin leads.
"""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from flask import Blueprint, render_template, request
from sqlalchemy import false, select

from app.core.margin import BLOCK_THREADS
from app.core.sentences import sentences
from app.database import db, one_or_404
from app.models import Block, Revision
from app.services.cards import suppressed_in
from app.services.marks import marks_on, threads
from app.services.spread import MARKS, open_pages
from app.services.talk import asked_for, beginning_in
from app.services.view import View
from app.views.hypermedia import wants_fragment
from app.views.numbers import row_number
from app.views.readings import Place, the_place

THREADS = 50  # on one page of a block: a crowd is read in pages
COMING = 10  # threads that come into a leaf at once

blueprint = Blueprint(
    "blocks", __name__, url_prefix="/courses/<course>/readings/<slug>/blocks/<ident>"
)


@blueprint.get("")
def show(course: str, slug: str, ident: str) -> str:
    place = the_place(course, slug)
    block = the_block(place, ident)
    view = place.view()
    notes_only = replace(view, hidden=[*view.hidden, MARKS])  # its threads are not those of a leaf
    spread = open_pages(db.session, notes_only, block.start, block.end)
    here = beginning_in(db.session, view, block)
    is_staff = bool(place.membership and place.membership.is_staff)
    first = request.args.get("from", 0, type=row_number)
    return render_template(
        "blocks/show.html",
        place=place,
        spread=spread,
        page=spread.page_at(block.start),
        threads=threads(db.session, here[first : first + THREADS]),
        first=first,
        more=len(here) - first - THREADS,
        step=THREADS,
        suppressed=suppressed_in(db.session, place.course, block) if is_staff else [],
        sentences=sentences_of(view, block),
    )


@blueprint.get("/threads")
def show_threads(course: str, slug: str, ident: str) -> str:
    """The next threads of a leaf, as they come into view; by hand, the block's page has them."""
    place = the_place(course, slug)
    block = the_block(place, ident)
    if not wants_fragment():
        return show(course, slug, ident)
    view = place.asked()
    here = beginning_in(db.session, view, block)
    first = request.args.get("first", 0, type=row_number)
    if first:  # the first ones stand there already, and so does the one that was asked for
        rest = [number for number in here[BLOCK_THREADS:] if number != view.focus]
        here = here[:BLOCK_THREADS] + rest
    last = first + (COMING if first else BLOCK_THREADS)
    return render_template(
        "blocks/_threads.html",
        place=place,
        block=block,
        threads=threads(db.session, here[first:last]),
        first=first,
        following=last,
        rest=max(0, len(here) - last),
        query=view.query,
        focus=view.focus,
    )


def sentences_of(view: View, block: Block) -> list[tuple[int, int, str, int]]:
    """Its sentences: where each begins and ends (code points of the text), its words, and how
    many of the marks that the reader sees stand on it."""
    stretch = (block.start, block.end)
    wanted = [false()] if MARKS in view.hidden else asked_for(view)
    marks = marks_on(db.session, block.revision, wanted, stretch)
    ends = sorted(marks.ends)
    found = []
    for first, last in sentences(block.text):
        start, end = block.start + first, block.start + last
        over = bisect_left(marks.starts, end) - bisect_right(ends, start)
        found.append((start, end, block.text[first:last], over))
    return found


def the_block(place: Place, ident: str) -> Block:
    newest = Revision.newest_of(place.reading.id).with_only_columns(Revision.id).scalar_subquery()
    return one_or_404(select(Block).where(Block.revision_id == newest, Block.ident == ident))
