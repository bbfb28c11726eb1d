"""Marks on passages: make, edit, take back, answer, look up."""

from flask import Blueprint, Response, abort, render_template, request, url_for

from app.core.tags import fault_of as fault_of_tags
from app.core.tags import read_tags
from app.core.talk import TalkQuery
from app.database import db, one_or_404, read_only
from app.models import Annotation, Event, Membership, Reply, Revision
from app.models.annotation import Kind
from app.services.marks import thread
from app.services.news import is_unread
from app.services.once import add_once, sent_before
from app.services.tagging import tag, tags_by_use
from app.views.access import member_of, reader, signed_in
from app.views.drafts import Draft, audience_of, audiences, read_body, read_draft
from app.views.hypermedia import asked_from, is_asked_on, look_again, see_other, wants_fragment
from app.views.numbers import row_number
from app.views.once import OTHER_WORDS, is_resent, new_nonce, refuse_other_reader, sent_nonce
from app.views.pages import heat_of, in_leaf, opened_again, reading_url, saved_on
from app.views.readings import Place, the_place
from app.views.security import WRITES_A_MINUTE, limiter

in_reading = Blueprint(
    "passages", __name__, url_prefix="/courses/<course>/readings/<slug>/annotations"
)
blueprint = Blueprint("annotations", __name__, url_prefix="/annotations")

KIND_NAMES: dict[Kind, str] = {
    "highlight": "Highlight",
    "note": "Note",
    "question": "Question",
    "evidence": "Evidence",
}


@in_reading.get("/new")
def new(course: str, slug: str) -> Response:
    place = the_place(course, slug)
    member = member_of(place.course)
    revision = db.session.scalars(Revision.newest_of(place.reading.id)).one()
    draft = read_draft(request.args, revision, member, evidence=0)
    if draft.exact == "":
        abort(404)
    draft.errors = {name: draft.errors[name] for name in draft.errors if name == "passage"}
    return compose(place, revision, member, draft)


@in_reading.post("")
@limiter.limit(WRITES_A_MINUTE)
def create(course: str, slug: str) -> Response:
    place = the_place(course, slug)
    member = member_of(place.course)
    revision = db.session.scalars(Revision.newest_of(place.reading.id)).one()
    refuse_other_reader(member)
    draft = read_draft(request.form, revision, member)
    if first := sent_before(db.session, Annotation, member.user_id, sent_nonce()):
        return answer_again(place, revision, member, draft, first)
    if draft.errors:
        return compose(place, revision, member, draft, status=422)
    annotation = annotation_of(place, revision, member, draft)
    if not add_once(db.session, annotation):
        first = sent_before(db.session, Annotation, member.user_id, sent_nonce()) or abort(409)
        return answer_again(place, revision, member, draft, first)
    tag(db.session, annotation, read_tags(draft.tags), member.user)
    db.session.add(Event.of_thread("annotation created", member.user, annotation))
    db.session.commit()
    return saved_on(place, draft.start, draft.end, annotation.id, "Saved.")


@blueprint.get("/<int:number>")
def show(number: int) -> str | Response:
    """The permalink: leads to the passage."""
    annotation = thread(db.session, reader(), number) or abort(404)
    return draw_thread(annotation) if wants_fragment() else see_other(address(annotation))


@blueprint.get("/<int:number>/edit")
def edit(number: int) -> str:
    return show_edit(own_annotation(number))


@blueprint.patch("/<int:number>")
@limiter.limit(WRITES_A_MINUTE)
def update(number: int) -> str | Response | tuple[str, int]:
    """Write it anew, or file it anew; a form that changes nothing, or comes twice, is no edit."""
    annotation = own_annotation(number)
    body, error = read_body(request.form, annotation.kind)
    typed = request.form.get("tags")
    tags = None if typed is None else read_tags(typed)
    tags_error = fault_of_tags(tags or [])
    if error or tags_error:
        return show_edit(annotation, body, error, typed, tags_error), 422
    is_new = body != annotation.body
    if is_new:
        annotation.edit(body)
    if (tags is not None and tag(db.session, annotation, tags, signed_in())) or is_new:
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
    if annotation.answer_id != reply.id:
        annotation.answer_id = reply.id
        db.session.add(Event.of_thread("question answered", signed_in(), annotation, reply))
    db.session.commit()
    return show_settled(annotation)


@blueprint.delete("/<int:number>/answer")
@limiter.limit(WRITES_A_MINUTE)
def reopen(number: int) -> str | Response:
    annotation = answerable(number)
    if annotation.is_answered:
        annotation.answer_id = None
        db.session.add(Event.of_thread("question reopened", signed_in(), annotation))
    db.session.commit()
    return show_settled(annotation)


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
    read_only(True)  # what was written is; others may write while this is drawn
    return draw_thread(thread(db.session, reader(), annotation.id) or abort(404))


def show_settled(annotation: Annotation) -> str | Response:
    """The thread whose question is settled or open again, which the page says elsewhere too."""
    place = the_place(annotation.course.slug, annotation.reading.slug)
    drawn = show_thread(annotation)
    if not isinstance(drawn, str) or not is_asked_on(reading_url(place)):
        return drawn
    view = place.view(query=TalkQuery.read(asked_from()))
    return drawn + render_template("readings/_told.html", heat=heat_of(view), query=view.query)


def draw_thread(annotation: Annotation) -> str:
    member = member_of(annotation.course)
    news = {annotation.id} if is_unread(db.session, annotation, member.user) else set()
    return render_template(
        "annotations/_thread.html", annotation=annotation, membership=member, news=news
    )


def show_edit(
    annotation: Annotation,
    body: str | None = None,
    error: str = "",
    tags: str | None = None,
    tags_error: str = "",
) -> str:
    return render_template(
        "annotations/_edit.html" if wants_fragment() else "annotations/edit.html",
        annotation=annotation,
        body=annotation.body if body is None else body,
        error=error,
        tags=", ".join(annotation.tag_names) if tags is None else tags,
        tags_error=tags_error,
        known_tags=tags_by_use(db.session, annotation.course, signed_in()),
    )


def annotation_of(place: Place, revision: Revision, member: Membership, draft: Draft) -> Annotation:
    visibility, group_id = audience_of(draft)
    annotation = Annotation(
        course_id=place.course.id,
        reading_id=place.reading.id,
        author_id=member.user_id,
        kind=draft.kind,
        visibility=visibility,
        group_id=group_id,
        nonce=sent_nonce(),
        tags=[],
    )
    annotation.anchor(revision, draft.start, draft.end)
    annotation.write(draft.body)
    return annotation


def answer_again(
    place: Place, revision: Revision, member: Membership, draft: Draft, first: Annotation
) -> Response:
    """Answer a form that comes again as the first time; other words in it are not lost."""
    if not is_resent(first):
        draft.errors["body"] = OTHER_WORDS
        draft.nonce = new_nonce()
        return compose(place, revision, member, draft, status=422)
    if first.revision_id != revision.id or first.reading_id != place.reading.id:
        return opened_again(the_place(first.course.slug, first.reading.slug), first.id)
    return saved_on(place, first.start, first.end, first.id, "Saved.")


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
        known_tags=tags_by_use(db.session, place.course, member.user),
        membership=member,
    )
    return in_leaf(html, status, revision, draft.start)
