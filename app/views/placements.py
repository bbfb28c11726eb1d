"""What has no sure place in a text any more: the list of it, and what is decided about each."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import selectinload

from app.core.sentences import sentences
from app.core.surroundings import Surroundings, around
from app.database import db, one_or_404
from app.models import Block, Membership, Placement, Revision
from app.services.following import KINDS
from app.services.review import Shelf, count_of, decidable, items, of_reading
from app.views.access import member_of
from app.views.choices import Choice
from app.views.numbers import row_number
from app.views.readings import Place, the_place

blueprint = Blueprint(
    "placements", __name__, url_prefix="/courses/<course>/readings/<slug>/placements"
)

SHOWN = 25  # on one page: what one looks at in a sitting
CHOICES = 20  # places of words that stand many times


@blueprint.get("")
def index(course: str, slug: str) -> str:
    place = the_place(course, slug)
    return show_list(place, member_of(place.course))


@blueprint.get("/<int:number>")
def show(course: str, slug: str, number: int) -> ResponseReturnValue:
    """One of them, with the text to choose its place in."""
    place = the_place(course, slug)
    member = member_of(place.course)
    placement = the_placement(place, member, number)
    newest = newest_of(place)
    if placement.revision_id == newest.id:
        return show_one(place, member, placement, newest)
    later = later_of(place, member, placement)
    return redirect(one_url(place, later) if later else list_url(place))


def list_url(place: Place, shelf: Shelf = "waiting") -> str:
    return url_for(
        "placements.index",
        course=place.course.slug,
        slug=place.reading.slug,
        decided=1 if shelf == "decided" else None,
    )


def one_url(place: Place, placement: Placement) -> str:
    return url_for(
        "placements.show",
        course=place.course.slug,
        slug=place.reading.slug,
        number=placement.id,
    )


def the_placement(place: Place, member: Membership, number: int) -> Placement:
    return one_or_404(
        decidable(place.course, member).where(
            Placement.id == number, Revision.reading_id == place.reading.id
        )
    )


def newest_of(place: Place) -> Revision:
    query = Revision.newest_of(place.reading.id).options(selectinload(Revision.blocks))
    return db.session.scalars(query).one()


def later_of(place: Place, member: Membership, placement: Placement) -> Placement | None:
    """What waits for the same thing in the newest text."""
    same = [
        getattr(Placement, name) == number
        for name in KINDS
        if (number := getattr(placement, name)) is not None
    ]
    waiting = of_reading(place.course, place.reading, member, "waiting").where(*same)
    return db.session.scalar(waiting)


def show_list(place: Place, member: Membership, error: str = "") -> str:
    shelf: Shelf = "decided" if "decided" in request.args and not error else "waiting"
    first = request.args.get("from", 0, type=row_number)
    numbers: dict[Shelf, int] = {
        each: db.session.scalar(count_of(of_reading(place.course, place.reading, member, each)))
        or 0
        for each in ("waiting", "decided")
    }
    query = of_reading(place.course, place.reading, member, shelf).offset(first).limit(SHOWN)
    newest = newest_of(place)
    return render_template(
        "placements/index.html",
        place=place,
        member=member,
        newest=newest,
        items=items(db.session, query, newest),
        shelf=shelf,
        numbers=numbers,
        first=first,
        more=max(0, numbers[shelf] - first - SHOWN),
        step=SHOWN,
        tick=request.args.get("tick"),
        ticked=set(request.form.getlist("placement", type=row_number)),
        error=error,
    )


def show_one(
    place: Place,
    member: Membership,
    placement: Placement,
    newest: Revision,
    choice: Choice | None = None,
) -> str:
    query = decidable(place.course, member).where(Placement.id == placement.id)
    [item] = items(db.session, query, newest)
    ident = request.args.get("block", "")
    block = next((block for block in newest.blocks if block.ident == ident), None)
    choice = choice or Choice()
    several = choice.places[:CHOICES] if len(choice.places) > 1 else []
    return render_template(
        "placements/show.html",
        place=place,
        newest=newest,
        item=item,
        choice=choice,
        several=[(*span, *_in_words(newest, span)) for span in several],
        block=block,
        sentences=_sentences(block) if block else [],
    )


def _in_words(revision: Revision, span: tuple[int, int]) -> tuple[str, Surroundings]:
    return revision.block_at(span[0]).name, around(revision.text, *span, reach=60)


def _sentences(block: Block) -> list[tuple[int, int, str]]:
    return [
        (block.start + start, block.start + end, block.text[start:end])
        for start, end in sentences(block.text)
    ]
