"""A reference to a reading, a paragraph or a passage of it, to be copied.

`start` alone names the paragraph that stands there; with `end` the words between are quoted.
`revision` says in which text they were chosen: their address then need not repeat them.
"""

from flask import Blueprint, abort, render_template, request, url_for

from app.core.citing import Cited, Work, as_published, references
from app.core.kinds import kind_named
from app.database import db
from app.models import Block, Reading, Revision
from app.views.hypermedia import wants_fragment
from app.views.pages import TEXT_CHANGED
from app.views.readings import Place, the_place

blueprint = Blueprint(
    "citations", __name__, url_prefix="/courses/<course>/readings/<slug>/citation"
)


@blueprint.get("")
def show(course: str, slug: str) -> str:
    place = the_place(course, slug)
    revision = db.session.scalars(Revision.newest_of(place.reading.id)).one()
    if request.args.get("revision", revision.number, type=int) != revision.number:
        abort(409, TEXT_CHANGED)
    blocks, quote = the_passage(revision)
    return render_template(
        "citations/_citation.html" if wants_fragment() else "citations/show.html",
        place=place,
        block=blocks[0] if blocks else None,
        references=references(cited(place, blocks, quote)),
    )


def the_passage(revision: Revision) -> tuple[list[Block], str]:
    """Read which blocks are to be cited and which words quoted, or 404 if they are not there."""
    if not {"start", "end"} & request.args.keys():
        return [], ""
    start, end = (request.args.get(name, -1, type=int) for name in ("start", "end"))
    if not 0 <= start < len(revision.text):
        abort(404)
    if "end" not in request.args:
        return [revision.block_at(start)], ""
    if not start < end <= len(revision.text):
        abort(404)
    touched = [block for block in revision.blocks if block.start < end and block.end > start]
    return touched, revision.text[start:end]


def cited(place: Place, blocks: list[Block], quote: str) -> Cited:
    work, after = as_published(*works_of(place.reading))
    numbers = [block.number for block in blocks if block.number]
    url = url_for(
        "readings.show",
        course=place.course.slug,
        slug=place.reading.slug,
        _external=True,
        _anchor=f"page-{blocks[0].ident}" if blocks else None,
    )
    first, last = (numbers[0], numbers[-1]) if numbers else (None, None)
    kind = kind_named(place.reading.kind)
    return Cited(work, url, first, last, quote, after, kind.place([one.text for one in blocks]))


def works_of(reading: Reading) -> tuple[Work, Work | None]:
    """A reading, and its source if it names one."""
    form = kind_named(reading.kind).form
    work = Work(reading.title, reading.author, reading.date, form=form)
    if not reading.source:
        return work, None
    title, author, date, publisher = (
        reading.source.get(name, "") for name in ("title", "author", "date", "publisher")
    )
    return work, Work(title, author, date, publisher, form)
