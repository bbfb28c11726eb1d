"""“I ask this too”: a question of somebody else's that the reader wants answered as well.

Nobody is told, and no names are shown: only how many.
"""

from flask import Blueprint, Response, abort, render_template
from sqlalchemy import select

from app.database import db
from app.models import Annotation, Membership, Second
from app.services.once import add_once
from app.views.access import member_of
from app.views.annotations import address, the_annotation
from app.views.hypermedia import see_other, wants_fragment
from app.views.security import WRITES_A_MINUTE, limiter

blueprint = Blueprint("seconds", __name__, url_prefix="/annotations/<int:number>/second")


@blueprint.put("")
@limiter.limit(WRITES_A_MINUTE)
def put(number: int) -> str | Response:
    annotation = the_annotation(number)
    member = member_of(annotation.course)
    may = annotation.is_question and not (annotation.is_answered or annotation.is_deleted)
    if not may or annotation.author_id == member.user_id:
        abort(404)
    if member.user_id not in annotation.seconded_by:
        second = Second(
            course_id=annotation.course_id, annotation_id=annotation.id, user_id=member.user_id
        )
        add_once(db.session, second)
    db.session.commit()
    return show_second(annotation, member)


@blueprint.delete("")
@limiter.limit(WRITES_A_MINUTE)
def delete(number: int) -> str | Response:
    annotation = the_annotation(number)
    member = member_of(annotation.course)
    own = select(Second).filter_by(annotation_id=annotation.id, user_id=member.user_id)
    for second in db.session.scalars(own):
        db.session.delete(second)
    db.session.commit()
    return show_second(annotation, member)


def show_second(annotation: Annotation, member: Membership) -> str | Response:
    if not wants_fragment():
        return see_other(address(annotation))
    return render_template("seconds/_second.html", annotation=annotation, membership=member)
