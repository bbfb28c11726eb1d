"""The revisions of a reading: the list, an earlier text with its marks, what differs, and that a
reader has seen it."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import selectinload

from app.core.differing import tally
from app.database import db, one_or_404
from app.models import Revision
from app.services.revisions import as_it_was, compared, history, numbered
from app.services.since import know
from app.views.access import member_of, reader
from app.views.hypermedia import see_other
from app.views.numbers import row_number
from app.views.pages import reading_url
from app.views.readings import Place, the_place

blueprint = Blueprint(
    "revisions", __name__, url_prefix="/courses/<course>/readings/<slug>/revisions"
)


@blueprint.get("")
def index(course: str, slug: str) -> str:
    place = the_place(course, slug)
    entries = history(db.session, place.course, place.reading, reader())
    return render_template(
        "revisions/index.html", place=place, entries=entries, may_edit=may_edit(place)
    )


@blueprint.get("/<int:number>")
def show(course: str, slug: str, number: int) -> Response:
    """An earlier text as it was read; the newest is the reading itself."""
    place = the_place(course, slug)
    revision = the_revision(place, number)
    newest = db.session.scalars(Revision.newest_of(place.reading.id)).one()
    if revision is newest:
        return make_response(redirect(reading_url(place)))
    html = render_template(
        "revisions/show.html",
        place=place,
        revision=revision,
        newest=newest,
        passages=as_it_was(db.session, place.view(), revision),
    )
    response = make_response(html)
    response.headers["Link"] = f'<{reading_url(place)}>; rel="canonical"'
    return response


@blueprint.get("/<int:number>/changes")
def changes(course: str, slug: str, number: int) -> str:
    """What differs from another revision (`since`), or else from the one before."""
    place = the_place(course, slug)
    revision = the_revision(place, number)
    since = request.args.get("since", max(1, number - 1), type=row_number)
    earlier = the_revision(place, since)
    newest = db.session.scalars(Revision.newest_of(place.reading.id)).one()
    found = compared(earlier, revision)
    return render_template(
        "revisions/changes.html",
        place=place,
        revision=revision,
        earlier=earlier,
        newest=newest,
        changes=found,
        tally=tally(found),
    )


@blueprint.put("/<int:number>/seen")
def see(course: str, slug: str, number: int) -> Response:
    """The reader has seen what changed up to this revision."""
    place = the_place(course, slug)
    member = member_of(place.course)
    know(db.session, member, place.reading, the_revision(place, number))
    db.session.commit()
    return see_other(url_for("readings.show", course=course, slug=slug))


def the_revision(place: Place, number: int) -> Revision:
    query = numbered(place.reading, min(number, 2**31 - 1))
    return one_or_404(query.options(selectinload(Revision.blocks)))


def may_edit(place: Place) -> bool:
    """The staff of the course that is the reading's home."""
    member = place.membership
    return bool(member and member.is_staff and place.reading.home_id == place.course.id)
