"""Where the reader stopped in a reading."""

from flask import Blueprint, Response, request, url_for
from sqlalchemy import select

from app.database import db, one_or_404
from app.models import Block, Revision
from app.views.hypermedia import is_navigation, see_other
from app.views.readings import the_place
from app.views.stops import stop_at

blueprint = Blueprint(
    "bookmarks", __name__, url_prefix="/courses/<course>/readings/<slug>/bookmark"
)


@blueprint.put("")
def update(course: str, slug: str) -> Response:
    """Keep the block, by its ident, that the reader has before them."""
    place = the_place(course, slug)
    revision = db.session.scalars(Revision.newest_of(place.reading.id)).one()
    block = one_or_404(
        select(Block).where(
            Block.revision_id == revision.id, Block.ident == request.form.get("ident", "")
        )
    )
    stop_at(place.course, place.membership, place.reading, revision, block.ident)
    if not is_navigation():
        return Response(status=204)
    return see_other(
        url_for("readings.show", course=course, slug=slug, _anchor=f"page-{block.ident}")
    )
