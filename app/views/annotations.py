"""Marks on passages: make, edit, take back, answer, look up."""

from dataclasses import dataclass, field

from flask import Blueprint, Response, abort, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from app.core.markdown import fault_of
from app.database import db, one_or_404
from app.models import Annotation, Event, Membership, Reply, Revision
from app.models.annotation import KINDS, Kind
from app.models.audience import Visibility
from app.views.access import member_of, reader, signed_in
from app.views.hypermedia import look_again, see_other, wants_fragment
from app.views.numbers import row_number
from app.views.pages import TEXT_CHANGED, in_leaf, opened_again, saved_on, still_says
from app.views.readings import Place, the_place
from app.views.security import WRITES_A_MINUTE, limiter

in_reading = Blueprint(
    "passages", __name__, url_prefix="/courses/<course>/readings/<slug>/annotations"
)
blueprint = Blueprint("annotations", __name__, url_prefix="/annotations")

LONGEST_BODY = 20_000  # characters; about ten printed pages
LONGEST_PASSAGE = 5_000  # code points; longer is a chapter, not a passage

KIND_NAMES: dict[Kind, str] = {
    "highlight": "Highlight",
    "note": "Note",
    "question": "Question",
    "evidence": "Evidence",
}


@dataclass
class Draft:
    """What a reader is writing about a passage, checked but never thrown away."""

    start: int
    end: int
    kind: Kind
    audience: str
    body: str
    exact: str = ""
    errors: dict[str, str] = field(default_factory=dict)


@in_reading.get("/new")
def new(course: str, slug: str) -> Response:
    place = the_place(course, slug)
    member = member_of(place.course)
    revision = db.session.scalars(Revision.newest_of(place.reading.id)).one()
    draft = read_draft(request.args, revision, member)
    if draft.exact == "":
        abort(404)
    draft.errors = {}
    return compose(place, revision, member, draft)


@in_reading.post("")
@limiter.limit(WRITES_A_MINUTE)
def create(course: str, slug: str) -> Response:
    place = the_place(course, slug)
    member = member_of(place.course)
    revision = db.session.scalars(Revision.newest_of(place.reading.id)).one()
    draft = read_draft(request.form, revision, member)
    if draft.errors:
        return compose(place, revision, member, draft, status=422)
    annotation = Annotation(
        course_id=place.course.id,
        reading_id=place.reading.id,
        author_id=member.user_id,
        kind=draft.kind,
        visibility=audience_of(draft)[0],
        group_id=audience_of(draft)[1],
    )
    annotation.anchor(revision, draft.start, draft.end)
    annotation.write(draft.body)
    db.session.add(annotation)
    db.session.flush()
    db.session.add(Event.of_thread("annotation created", member.user, annotation))
    db.session.commit()
    return saved_on(place, draft.start, draft.end, annotation.id, "Saved.")


@blueprint.get("/<int:number>")
def show(number: int) -> str | Response:
    """The permalink: leads to the passage."""
    return show_thread(the_annotation(number))


@blueprint.get("/<int:number>/edit")
def edit(number: int) -> str:
    return show_edit(own_annotation(number))


@blueprint.patch("/<int:number>")
@limiter.limit(WRITES_A_MINUTE)
def update(number: int) -> str | Response | tuple[str, int]:
    annotation = own_annotation(number)
    body, error = read_body(request.form, annotation.kind)
    if error:
        return show_edit(annotation, body, error), 422
    annotation.edit(body)
    db.session.add(Event.of_thread("annotation edited", signed_in(), annotation))
    db.session.commit()
    return show_thread(annotation)


@blueprint.delete("/<int:number>")
@limiter.limit(WRITES_A_MINUTE)
def delete(number: int) -> str | Response:
    annotation = own_annotation(number)
    annotation.delete()
    db.session.add(Event.of_thread("annotation deleted", signed_in(), annotation))
    db.session.commit()
    place = the_place(annotation.course.slug, annotation.reading.slug)
    newest = db.session.scalars(Revision.newest_of(place.reading.id)).one()
    if annotation.revision_id != newest.id:  # it stood on an earlier text, in no block of this one
        return look_again() if wants_fragment() else opened_again(place)
    return saved_on(place, annotation.start, annotation.end, None, "Taken back.")


@blueprint.get("/<int:number>/history")
def history(number: int) -> str:
    annotation = the_annotation(number)
    return render_template("writing/history.html", writing=annotation, annotation=annotation)


@blueprint.put("/<int:number>/answer")
@limiter.limit(WRITES_A_MINUTE)
def answer(number: int) -> str | Response:
    """Mark a question answered by one of its replies."""
    annotation = answerable(number)
    reply = one_or_404(
        Reply.visible_to(reader()).where(
            Reply.annotation_id == annotation.id,
            Reply.id == request.form.get("reply", type=row_number),
            Reply.deleted_at.is_(None),
        )
    )
    annotation.answer_id = reply.id
    db.session.add(Event.of_thread("question answered", signed_in(), annotation, reply))
    db.session.commit()
    return show_thread(annotation)


@blueprint.delete("/<int:number>/answer")
@limiter.limit(WRITES_A_MINUTE)
def reopen(number: int) -> str | Response:
    annotation = answerable(number)
    annotation.answer_id = None
    db.session.add(Event.of_thread("question reopened", signed_in(), annotation))
    db.session.commit()
    return show_thread(annotation)


def the_annotation(number: int) -> Annotation:
    return one_or_404(Annotation.visible_to(reader()).where(Annotation.id == number))


def own_annotation(number: int) -> Annotation:
    """Only who wrote it may change it, and only while it stands."""
    annotation = the_annotation(number)
    is_own = annotation.author_id == signed_in().id and not annotation.is_deleted
    return annotation if is_own else abort(404)


def answerable(number: int) -> Annotation:
    """A question is settled by who asked it, or by the staff."""
    annotation = the_annotation(number)
    member = member_of(annotation.course)
    may = annotation.is_question and (member.is_staff or annotation.author_id == member.user_id)
    return annotation if may else abort(404)


def address(annotation: Annotation) -> str:
    return url_for(
        "readings.show",
        course=annotation.course.slug,
        slug=annotation.reading.slug,
        annotation=annotation.id,
        _anchor=f"annotation-{annotation.id}",
    )


def show_thread(annotation: Annotation) -> str | Response:
    """The thread as it is now: as a fragment, or by leading a plain form back to it."""
    if not wants_fragment():
        return see_other(address(annotation))
    member = member_of(annotation.course)
    return render_template("annotations/_thread.html", annotation=annotation, membership=member)


def show_edit(annotation: Annotation, body: str | None = None, error: str = "") -> str:
    template = "annotations/_edit.html" if wants_fragment() else "annotations/edit.html"
    body = annotation.body if body is None else body
    return render_template(template, annotation=annotation, body=body, error=error)


def read_draft(form: MultiDict[str, str], revision: Revision, member: Membership) -> Draft:
    """Read the form of a passage; what is wrong with it is in `errors`, by field."""
    start, end = form.get("start", -1, type=int), form.get("end", -1, type=int)
    kind = form.get("kind", "note")
    allowed = [value for value, _ in audiences(member)]
    draft = Draft(
        start,
        end,
        kind if kind in KINDS else "note",
        form.get("audience") or allowed[0],
        form.get("body", "").strip(),
    )
    if 0 <= start < end <= len(revision.text):
        draft.exact = revision.text[start:end]
    if not draft.exact.strip() or not still_says(form, draft.exact):
        draft.errors["passage"] = TEXT_CHANGED
    elif end - start > LONGEST_PASSAGE:
        draft.errors["passage"] = f"A passage has at most {LONGEST_PASSAGE:,} characters."
    if draft.audience not in allowed:
        draft.errors["audience"] = "Choose who may see this."
    if error := read_body(form, draft.kind)[1]:
        draft.errors["body"] = error
    return draft


def read_body(form: MultiDict[str, str], kind: str) -> tuple[str, str]:
    """Return what was written and what is wrong with it."""
    body = form.get("body", "").strip()
    if not body and kind != "highlight":
        return body, "Write something first."
    if len(body) > LONGEST_BODY:
        return body, f"At most {LONGEST_BODY:,} characters; this has {len(body):,}."
    return body, fault_of(body)


def audiences(member: Membership) -> list[tuple[str, str]]:
    """Who may be chosen to see a mark, the usual one first: (value, label)."""
    groups = member.course.groups if member.is_staff else [member.group] if member.group else []
    choices = [
        (
            f"group:{group.id}",
            f"{group.name} (group)" if member.is_staff else f"My group, {group.name}",
        )
        for group in groups
    ]
    course = ("course", "Everybody in the course")
    choices = [course, *choices] if member.is_staff else [*choices, course]
    return [*choices, ("staff", "The staff"), ("private", "Only me")]


def audience_of(draft: Draft) -> tuple[Visibility, int | None]:
    name, _, group = draft.audience.partition(":")
    return name, int(group) if group else None  # type: ignore[return-value] # checked in read_draft


def compose(
    place: Place, revision: Revision, member: Membership, draft: Draft, status: int = 200
) -> Response:
    """The form for a passage: in its leaf, or as a page."""
    template = "annotations/_new.html" if wants_fragment() else "annotations/new.html"
    html = render_template(
        template,
        place=place,
        draft=draft,
        kinds=KIND_NAMES,
        audiences=audiences(member),
    )
    return in_leaf(html, status, revision, draft.start)
