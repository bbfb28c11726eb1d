"""Term pages, and cards begun from a selection."""

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.core.folding import fold
from app.core.glossary import lettered, sought
from app.database import db
from app.models import Event, Layer, Membership, Occurrence, Term
from app.services.cards import places, term_in
from app.services.curation import add_form, add_sense, add_term
from app.services.glossary import entries
from app.services.layering import LONGEST, lay_where_read, pin
from app.views.access import membership_in, staff_of, the_course
from app.views.curating import Passage, SenseForm, in_composer, read_passage, read_sense
from app.views.pages import saved_on
from app.views.readings import Place, the_place
from app.views.security import WRITES_A_MINUTE, limiter

MOST_AT_ONCE = 400  # terms on a page of the glossary; beyond, a letter at a time

blueprint = Blueprint("terms", __name__, url_prefix="/courses/<course>")


@blueprint.get("/terms")
def index(course: str) -> str:
    """The course's glossary; of a long one, a letter at a time."""
    found = the_course(course)
    q, layer = request.args.get("q", "").strip()[:LONGEST], request.args.get("layer", "")
    listed = entries(db.session, found, layer)
    groups = lettered(sought(listed, q) if q else listed)
    total = sum(map(len, groups.values()))
    letter = request.args.get("letter", "")
    shown = groups
    if total > MOST_AT_ONCE:
        first = letter if letter in groups else next(iter(groups))
        shown = {first: groups[first]}
    return render_template(
        "terms/index.html",
        course=found,
        q=q,
        layer=layer,
        groups=groups,
        shown=shown,
        total=total,
    )


@blueprint.get("/terms/<layer>/<slug>")
def show(course: str, layer: str, slug: str) -> str:
    found = the_course(course)
    term = term_in(db.session, found, layer, slug) or abort(404)
    return render_template(
        "terms/show.html",
        course=found,
        term=term,
        places=places(db.session, found, term),
        membership=membership_in(found),
    )


@blueprint.get("/readings/<slug>/terms/new")
def new(course: str, slug: str) -> Response:
    place = the_place(course, slug)
    staff_of(place.course)
    return compose(place, read_passage(place, request.args), SenseForm())


@blueprint.post("/readings/<slug>/terms")
@limiter.limit(WRITES_A_MINUTE)
def create(course: str, slug: str) -> Response:
    """Write a card, or a sense of one that there is; pin it here if a reason is given."""
    place = the_place(course, slug)
    member = staff_of(place.course)
    passage = read_passage(place, request.form)
    form = read_sense(request.form, passage)
    layer, term = chosen_card(place)
    if layer is None:
        form.errors["layer"] = "Choose a layer of this course."
    elif term is None and not request.form.get("headword", "").strip():
        form.errors["headword"] = "A card needs a headword."
    if fault := fault_of_form(passage):
        form.errors["passage"] = fault
    if form.errors or layer is None:
        return compose(place, passage, form, 422)
    save(place, passage, form, layer, term, member)
    db.session.commit()
    return saved_on(place, passage.start, passage.end, None, "The card is in the layer.")


def save(
    place: Place,
    passage: Passage,
    form: SenseForm,
    layer: Layer,
    term: Term | None,
    member: Membership,
) -> None:
    if term is None:
        words = (request.form.get(name, "").strip() for name in ("headword", "chinese", "pinyin"))
        term = add_term(db.session, layer, *words)
    add_form(db.session, term, passage.exact)
    sense = add_sense(db.session, term, form.draft, member.user)
    lay_where_read(db.session, layer=layer)
    occurrence = db.session.scalar(
        select(Occurrence).where(
            Occurrence.revision_id == passage.revision.id,
            Occurrence.layer_id == layer.id,
            Occurrence.start == passage.start,
            Occurrence.end == passage.end,
        )
    )
    if occurrence and form.reason:
        pin(db.session, occurrence, sense, form.reason, member.user)
    db.session.add(Event.of_course("term changed", member.user, place.course.id, place.reading.id))


def fault_of_form(passage: Passage) -> str:
    """Say why a passage cannot be a form of a term, or nothing."""
    if not fold(passage.exact).strip():
        return "Choose words."
    if passage.end - passage.start > LONGEST:
        return f"A term has at most {LONGEST} characters. Choose fewer words, or write a note."
    block_at = passage.revision.block_at
    if block_at(passage.start) is not block_at(passage.end - 1):
        return "A term stands in one paragraph."
    return ""


def chosen_card(place: Place) -> tuple[Layer | None, Term | None]:
    """The layer to write in, and its term if one was chosen instead of a new card."""
    layers = {layer.id: layer for layer in home_layers(place)}
    terms = {term.id: term for layer in layers.values() for term in layer.terms}
    term = terms.get(request.form.get("term", 0, type=int))
    if term:
        return layers[term.layer_id], term
    return layers.get(request.form.get("layer", 0, type=int)), None


def home_layers(place: Place) -> list[Layer]:
    cards = selectinload(Layer.terms).selectinload(Term.forms)
    return list(db.session.scalars(Layer.curated_by(place.course).options(cards)).unique())


def compose(place: Place, passage: Passage, form: SenseForm, status: int = 200) -> Response:
    return in_composer("terms/_new.html", place, passage, form, status, layers=home_layers(place))
