"""A reading edited: the form, what would become of it, and the publishing."""

from dataclasses import dataclass, field

from flask import Blueprint, Response, abort, flash, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.core.differing import Change, differences, tally
from app.core.identities import keep_identities
from app.core.packs import Fault, PackFaults
from app.core.sources import Source, read_source
from app.database import db
from app.models import Annotation, Import, Revision
from app.services.importing.publishing import settle_as_revision
from app.services.packs.files import READING_SCHEMA, schema_at
from app.services.publishing import take_turn
from app.services.review import waiting_in
from app.services.revising import forecast, revise
from app.services.revisions import compared, numbered
from app.views.access import signed_in
from app.views.hypermedia import see_other
from app.views.numbers import row_number
from app.views.pages import reading_url
from app.views.readings import Place, the_place
from app.views.revisions import may_edit
from app.views.security import WRITES_A_MINUTE, limiter

blueprint = Blueprint(
    "revising", __name__, url_prefix="/courses/<course>/readings/<slug>/revisions"
)

LONGEST_MESSAGE = 500  # characters
NOTHING_NEW = "This is the text as it stands: nothing has changed."


@dataclass(slots=True)
class Edit:
    """What the form has. `based_on` is the number of the revision that it began from; `unused`
    what was typed where a file came with it; `waiting` the import that the text is of; what is
    wrong is in `errors`, by field, and in `faults`, by line."""

    text: str
    message: str
    based_on: int
    file: str = ""
    unused: str = ""
    waiting: int | None = None
    source: Source | None = None
    faults: list[Fault] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_wrong(self) -> bool:
        return bool(self.faults or self.errors)


@blueprint.get("/new")
def new(course: str, slug: str) -> str:
    place, newest = _editing(course, slug)
    return _form(place, newest, Edit(newest.source, "", newest.number))


@blueprint.post("/preview")
def preview(course: str, slug: str) -> ResponseReturnValue:
    """Show what would become of the text, and of what stands on it. Changes nothing."""
    place, newest = _editing(course, slug)
    edit = _read(place, newest)
    if edit.source is None or edit.is_wrong:
        return _form(place, newest, edit), 422
    return _preview(place, newest, edit, edit.source)


@blueprint.post("")
@limiter.limit(WRITES_A_MINUTE)
def create(course: str, slug: str) -> ResponseReturnValue:
    """Publish, unless somebody else has meanwhile: then both are shown first."""
    place = _home(course, slug)
    take_turn(db.session, place.reading)
    newest = db.session.scalars(Revision.newest_of(place.reading.id)).one()
    edit = _read(place, newest)
    if _is_resent(edit, newest):
        return see_other(reading_url(place))
    if edit.source is None or edit.is_wrong:
        return _form(place, newest, edit), 422
    if edit.based_on != newest.number:
        return _preview(place, newest, edit, edit.source), 409
    revision = revise(db.session, place.reading, edit.source.body, signed_in(), edit.message)
    _settle(place, edit, edit.source.body)
    number = revision.number
    db.session.commit()
    flash(f"Published: this is revision {number}.{_to_look_at(place)}")
    return see_other(reading_url(place))


def _settle(place: Place, edit: Edit, text: str) -> None:
    """An import of which this is the text waits no longer."""
    if edit.waiting is None or not (place.membership and place.membership.is_instructor):
        return
    waits = Import.of(place.course).where(Import.id == edit.waiting, Import.state == "waiting")
    if (row := db.session.scalars(waits).one_or_none()) is not None:
        settle_as_revision(db.session, row, place.reading, text)


def _to_look_at(place: Place) -> str:
    waiting = waiting_in(db.session, place.course, place.reading, place.membership)
    return f" Without a sure place: {waiting}; they wait to be looked at." if waiting else ""


def _home(course: str, slug: str) -> Place:
    place = the_place(course, slug)
    return place if may_edit(place) else abort(404)


def _editing(course: str, slug: str) -> tuple[Place, Revision]:
    place = _home(course, slug)
    return place, db.session.scalars(Revision.newest_of(place.reading.id)).one()


def _read(place: Place, newest: Revision) -> Edit:
    """Read the form. A file that comes with it is the text; what was typed besides is kept."""
    typed = request.form.get("text", "").replace("\r\n", "\n")
    edit = Edit(
        typed,
        request.form.get("message", "").strip(),
        request.form.get("based_on", 0, type=row_number),
        waiting=request.form.get("import", type=row_number),
    )
    content = typed.encode()
    upload = request.files.get("file")
    if upload and upload.filename:
        content, edit.file = upload.read(), upload.filename
        edit.text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        edit.unused = (
            typed if typed.strip() not in {newest.source.strip(), edit.text.strip()} else ""
        )
    try:
        path = f"{place.reading.slug}.md"
        schema = schema_at(READING_SCHEMA)
        edit.source = read_source(path, content, schema, place.reading.language)
        edit.text = edit.source.body
    except PackFaults as found:
        edit.faults = list(found.faults)
    if len(edit.message) > LONGEST_MESSAGE:
        edit.errors["message"] = f"At most {LONGEST_MESSAGE} characters."
    if edit.source and edit.source.body.strip() == newest.source.strip():
        edit.errors["text"] = NOTHING_NEW
    return edit


def _is_resent(edit: Edit, newest: Revision) -> bool:
    """Has this very form been published already, by the same editor?"""
    is_same = edit.source is not None and edit.source.body == newest.source
    return is_same and (newest.author_id, newest.number) == (signed_in().id, edit.based_on + 1)


def _form(place: Place, newest: Revision, edit: Edit) -> str:
    return render_template("revisions/new.html", place=place, newest=newest, edit=edit)


def _preview(place: Place, newest: Revision, edit: Edit, source: Source) -> Response:
    """The page that publishes. Where another revision came meanwhile, it says what that changed,
    and publishes over it if one wants to, knowing."""
    document = keep_identities(source.document, newest.blocks)
    found = differences(newest.blocks, document.blocks)
    seen = Annotation.is_visible_to(signed_in())
    html = render_template(
        "revisions/preview.html",
        place=place,
        newest=newest,
        edit=edit,
        blocks=document.blocks,
        changes=found,
        tally=tally(found),
        forecast=forecast(db.session, place.reading, document.text, seen),
        theirs=_theirs(place, newest, edit),
    )
    return make_response(html)


def _theirs(place: Place, newest: Revision, edit: Edit) -> list[Change] | None:
    """What others published since the form was opened; None where nobody did."""
    if edit.based_on == newest.number:
        return None
    began = db.session.scalars(numbered(place.reading, edit.based_on)).one_or_none()
    return compared(began, newest) if began else []
