"""Replies in a thread."""

from flask import Blueprint, Response, abort, render_template, request

from app.database import db, one_or_404
from app.models import Annotation, Event, Reply
from app.services.once import add_once, sent_before
from app.views.access import member_of, reader, signed_in
from app.views.annotations import show_thread, the_annotation
from app.views.drafts import read_body
from app.views.hypermedia import wants_fragment
from app.views.once import OTHER_WORDS, is_resent, new_nonce, refuse_other_reader, sent_nonce
from app.views.security import WRITES_A_MINUTE, limiter

in_thread = Blueprint("threads", __name__, url_prefix="/annotations/<int:annotation>/replies")
blueprint = Blueprint("replies", __name__, url_prefix="/replies/<int:number>")


@in_thread.post("")
@limiter.limit(WRITES_A_MINUTE)
def create(annotation: int) -> str | Response | tuple[str, int]:
    thread = the_annotation(annotation)
    member = member_of(thread.course)
    refuse_other_reader(member)
    nonce = sent_nonce()
    body, error = read_body(request.form, "reply")
    if first := sent_before(db.session, Reply, member.user_id, nonce):
        return answer_again(first, body)
    if error:
        return show_form(thread, body, error)
    reply = Reply(
        course_id=thread.course_id,
        annotation_id=thread.id,
        author_id=member.user_id,
        nonce=nonce,
    )
    reply.write(body)
    if not add_once(db.session, reply):
        first = sent_before(db.session, Reply, member.user_id, nonce) or abort(409)
        return answer_again(first, body)
    db.session.add(Event.of_thread("reply created", member.user, thread, reply))
    db.session.commit()
    return show_thread(thread)


@blueprint.get("/edit")
def edit(number: int) -> str:
    return show_edit(own_reply(number))


@blueprint.patch("")
@limiter.limit(WRITES_A_MINUTE)
def update(number: int) -> str | Response | tuple[str, int]:
    reply = own_reply(number)
    body, error = read_body(request.form, "reply")
    if error:
        return show_edit(reply, body, error), 422
    if body != reply.body:
        reply.edit(body)
        db.session.add(Event.of_thread("reply edited", signed_in(), reply.annotation, reply))
        db.session.commit()
    return show_thread(reply.annotation)


@blueprint.delete("")
@limiter.limit(WRITES_A_MINUTE)
def delete(number: int) -> str | Response:
    """Take back a reply. If it was the answer, the question is open again."""
    reply = own_reply(number)
    reply.delete()
    if reply.annotation.answer_id == reply.id:
        reply.annotation.answer_id = None
    db.session.add(Event.of_thread("reply deleted", signed_in(), reply.annotation, reply))
    db.session.commit()
    return show_thread(reply.annotation)


@blueprint.get("/history")
def history(number: int) -> str:
    reply = one_or_404(Reply.visible_to(reader()).where(Reply.id == number))
    return render_template("writing/history.html", writing=reply, annotation=reply.annotation)


def own_reply(number: int) -> Reply:
    reply = one_or_404(Reply.visible_to(reader()).where(Reply.id == number))
    is_own = reply.author_id == signed_in().id and not reply.is_deleted
    return reply if is_own else abort(404)


def answer_again(first: Reply, body: str) -> str | Response | tuple[str, int]:
    """Answer a form that comes again as the first time; other words in it are not lost."""
    if is_resent(first):
        return show_thread(first.annotation)
    return show_form(first.annotation, body, OTHER_WORDS, new_nonce())


def show_form(
    thread: Annotation, body: str, error: str, nonce: str | None = None
) -> tuple[str, int]:
    template = "replies/_new.html" if wants_fragment() else "replies/new.html"
    html = render_template(
        template,
        annotation=thread,
        body=body,
        error=error,
        nonce=nonce or sent_nonce() or new_nonce(),
        membership=member_of(thread.course),
    )
    return html, 422


def show_edit(reply: Reply, body: str | None = None, error: str = "") -> str:
    template = "replies/_edit.html" if wants_fragment() else "replies/edit.html"
    body = reply.body if body is None else body
    return render_template(template, reply=reply, body=body, error=error)
