"""Context notes, written from a selection."""

from typing import cast

from flask import Blueprint, Response, abort, request
from sqlalchemy import select

from app.database import db
from app.models import ContextNote, Event, Layer
from app.models.note import NOTE_KINDS, NoteKind
from app.services.curation import write_note
from app.views.access import staff_of
from app.views.curating import Passage, SenseForm, in_composer, read_passage, read_sense
from app.views.pages import saved_on
from app.views.readings import Place, the_place
from app.views.security import WRITES_A_MINUTE, limiter
from app.views.terms import home_layers

blueprint = Blueprint("notes", __name__, url_prefix="/courses/<course>/readings/<slug>/notes")


@blueprint.get("/new")
def new(course: str, slug: str) -> Response:
    place = the_place(course, slug)
    staff_of(place.course)
    return compose(place, read_passage(place, request.args), SenseForm())


@blueprint.post("")
@limiter.limit(WRITES_A_MINUTE)
def create(course: str, slug: str) -> Response:
    place = the_place(course, slug)
    member = staff_of(place.course)
    passage = read_passage(place, request.form)
    form = read_sense(request.form, passage)
    layer = next((x for x in home_layers(place) if str(x.id) == form.get("layer")), None)
    if layer is None:
        form.errors["layer"] = "Choose a layer of this course."
    if form.get("kind") not in NOTE_KINDS:
        form.errors["kind"] = "Choose a kind."
    if form.errors or layer is None:
        return compose(place, passage, form, 422)
    write_note(
        db.session,
        layer,
        passage.revision,
        (passage.start, passage.end),
        cast(NoteKind, form.get("kind")),
        form.get("title"),
        form.draft,
        member.user,
    )
    db.session.add(Event.of_course("note changed", member.user, place.course.id, place.reading.id))
    db.session.commit()
    return saved_on(place, passage.start, passage.end, None, "The note stands beside its passage.")


@blueprint.delete("/<int:number>")
@limiter.limit(WRITES_A_MINUTE)
def delete(course: str, slug: str, number: int) -> Response:
    """Take a note that was written here off again. A pack's note is changed in its pack."""
    place = the_place(course, slug)
    member = staff_of(place.course)
    note = db.session.scalar(
        select(ContextNote)
        .join(Layer)
        .where(
            ContextNote.id == number,
            ContextNote.reading_id == place.reading.id,
            ContextNote.from_pack.is_(False),
            Layer.home_id == place.course.id,
        )
    ) or abort(404)
    start, end = note.start or 0, note.end or 1
    db.session.delete(note)
    db.session.add(Event.of_course("note changed", member.user, place.course.id, place.reading.id))
    db.session.commit()
    return saved_on(place, start, end, None, "The note is gone.")


def compose(place: Place, passage: Passage, form: SenseForm, status: int = 200) -> Response:
    return in_composer(
        "notes/_new.html",
        place,
        passage,
        form,
        status,
        layers=home_layers(place),
        kinds=NOTE_KINDS,
    )
