"""Documents brought to a course: sent, looked at beside the original, mended, published."""

from collections.abc import Sequence
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from app.core.importing.knowing import REQUIRED
from app.core.kinds import KINDS
from app.core.senses import VOICES
from app.database import db, one_or_404, read_only
from app.models import Course, Import
from app.services.importing.duplicates import Same, same_as
from app.services.importing.looking import look
from app.services.importing.publishing import publish_import
from app.services.importing.reading_in import Read, Unread, read_in
from app.services.importing.unpacking import LARGEST_FILE, MOST_FILES, documents
from app.services.importing.waiting import discard, keep, sent_before
from app.views.access import instructor_of, signed_in, the_course
from app.views.hypermedia import see_other
from app.views.import_cards import published_page
from app.views.import_form import FORM_FIELDS, Typed, read_typed
from app.views.once import new_nonce, sent_nonce
from app.views.security import WRITES_A_MINUTE, limiter

blueprint = Blueprint("imports", __name__, url_prefix="/courses/<course>/imports")

LARGEST_UPLOAD = 64 * 1024 * 1024  # bytes of one request: all its files
IMPORTS_A_MINUTE = "12 per minute"  # each may take seconds of work
MOST_WAITING = 200  # imports of one course that nobody has published or taken away
FULL = f"{MOST_WAITING} documents wait in this course: publish or discard some of them first."
NOTHING_SENT = "Choose a file, or paste a text."
PASTED = "pasted.txt"


@blueprint.get("")
def index(course: str) -> str:
    return _index(_course(course))


@blueprint.post("")
@limiter.limit(IMPORTS_A_MINUTE)
def create(course: str) -> ResponseReturnValue:
    """Convert what was sent, and keep what can be read. Nobody waits for the lock meanwhile: it is
    taken once all is converted."""
    request.max_content_length = request.max_form_memory_size = LARGEST_UPLOAD
    _course(course)
    found = [read_in(document) for document in documents(_sent())]
    good = [one for one in found if isinstance(one, Read)]
    bad = [one for one in found if isinstance(one, Unread)]
    db.session.rollback()
    read_only(False)
    return _keep(_course(course), good, bad)


@blueprint.get("/<int:number>")
def show(course: str, number: int) -> str:
    found = _course(course)
    row = _import(found, number)
    if row.state == "published":
        return published_page(found, row)
    return _form(found, row)


@blueprint.patch("/<int:number>")
@limiter.limit(WRITES_A_MINUTE)
def update(course: str, number: int) -> ResponseReturnValue:
    found = _course(course)
    row = _import(found, number)
    if row.state == "published":
        return see_other(_url(found, row))
    typed = read_typed(row)
    typed.take(row)
    if typed.is_stale or typed.is_unfit:
        return _form(found, row, typed), 409 if typed.is_stale else 422
    if typed.is_change:
        row.change(signed_in())
        db.session.commit()
    return see_other(_url(found, row) + ("#proposals" if "removals" in request.form else ""))


@blueprint.delete("/<int:number>")
@limiter.limit(WRITES_A_MINUTE)
def delete(course: str, number: int) -> ResponseReturnValue:
    found = _course(course)
    row = _import(found, number)
    if row.state == "waiting":
        name = row.name
        discard(db.session, row)
        db.session.commit()
        flash(f"{name} was discarded. Nothing of it is left.")
    return see_other(url_for("imports.index", course=found.slug))


@blueprint.post("/<int:number>/reading")
@limiter.limit(WRITES_A_MINUTE)
def publish(course: str, number: int) -> ResponseReturnValue:
    """Make it a reading of the course: all of it, or nothing."""
    found = _course(course)
    db.session.execute(select(Import.id).where(Import.id == number).with_for_update())
    row = _import(found, number)
    if row.state == "published":
        return see_other(_url(found, row))
    typed = read_typed(row)
    typed.take(row)
    with db.session.no_autoflush:
        typed.check(db.session, row, same_as(db.session, row))
    if typed.is_stale or typed.errors:
        return _form(found, row, typed), 409 if typed.is_stale else 422
    publish_import(db.session, row, found, signed_in(), typed.values(row), typed.shelf)
    row.change(signed_in())
    db.session.commit()
    return see_other(_url(found, row))


@blueprint.get("/<int:number>/original")
def original(course: str, number: int) -> Response:
    """The file as it was sent, to be saved: a browser is not to open what a stranger wrote."""
    query = Import.of(_course(course)).where(Import.id == number, Import.original.is_not(None))
    row = one_or_404(query.options(undefer(Import.original)))
    response = make_response(row.original)
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers.set("Content-Disposition", "attachment", filename=_file_name(row.name))
    response.cache_control.private = response.cache_control.no_store = True
    return response


def _course(slug: str) -> Course:
    course = the_course(slug)
    instructor_of(course)
    return course


def _import(course: Course, number: int) -> Import:
    return one_or_404(Import.of(course).where(Import.id == number))


def _url(course: Course, row: Import) -> str:
    return url_for("imports.show", course=course.slug, number=row.id)


def _file_name(name: str) -> str:
    return name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")


def _sent() -> list[tuple[str, bytes]]:
    """(name, content) of each file, and of what was pasted."""
    files = [(file.filename or "file", file.read()) for file in _uploads()]
    pasted = request.form.get("text", "").replace("\r\n", "\n")
    return [*files, *([(PASTED, pasted.encode())] if pasted.strip() else [])]


def _uploads() -> list[Any]:
    return [file for file in request.files.getlist("file") if file.filename]


def _keep(course: Course, good: Sequence[Read], bad: Sequence[Unread]) -> ResponseReturnValue:
    waits = func.count(Import.id)
    waiting = db.session.scalar(
        select(waits).where(Import.course_id == course.id, Import.state == "waiting")
    )
    if (waiting or 0) + len(good) > MOST_WAITING:
        return _index(course, error=FULL), 422
    nonce = sent_nonce()
    rows = sent_before(db.session, signed_in(), nonce)
    if not rows and good:
        rows = keep(db.session, course, signed_in(), good, nonce)
        db.session.commit()
    if bad or not rows:
        is_pasted = any(one.document.name == PASTED for one in bad)
        text = request.form.get("text", "") if is_pasted else ""
        return _index(course, bad, text, "" if bad else NOTHING_SENT, len(rows)), 422
    if len(rows) == 1:
        return see_other(_url(course, rows[0]))
    flash(f"{len(rows)} documents were read. Look at each, then publish it.")
    return see_other(url_for("imports.index", course=course.slug) + "#waiting")


def _index(
    course: Course, bad: Sequence[Unread] = (), text: str = "", error: str = "", kept: int = 0
) -> str:
    waiting = db.session.scalars(Import.of(course).where(Import.state == "waiting")).all()
    return render_template(
        "imports/index.html",
        course=course,
        waiting=waiting,
        missing={row.id: [name for name in REQUIRED if not row.value(name)] for row in waiting},
        bad=bad,
        kept=kept,
        text=text,
        error=error,
        nonce=new_nonce(),
        most_files=MOST_FILES,
        largest=LARGEST_FILE // 1024 // 1024,
    )


def _form(course: Course, row: Import, typed: Typed | None = None) -> str:
    with db.session.no_autoflush:
        same: list[Same] = same_as(db.session, row)
        return render_template(
            "imports/show.html",
            course=course,
            row=row,
            look=look(row),
            same=same,
            typed=typed or Typed.of(row),
            fields=FORM_FIELDS,
            kinds=KINDS,
            voices=VOICES,
        )
