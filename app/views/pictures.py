"""Pictures of readings: for those who may see a reading that shows them, or who mend an import."""

from flask import Blueprint, Response
from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import undefer

from app.database import one_or_404
from app.models import (
    Course,
    CourseReading,
    Import,
    ImportPicture,
    Membership,
    Picture,
    ReadingPicture,
    User,
)
from app.views.access import reader

blueprint = Blueprint("pictures", __name__)

A_YEAR = 365 * 24 * 60 * 60  # seconds; the address names the content
SHOWN = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})


@blueprint.get("/pictures/<digest>")
def show(digest: str) -> Response:
    picture = one_or_404(
        select(Picture)
        .where(Picture.digest == digest, _is_visible_to(reader()))
        .options(undefer(Picture.content))
    )
    is_shown = picture.media_type in SHOWN
    kind = picture.media_type if is_shown else "application/octet-stream"
    response = Response(picture.content, content_type=kind)
    response.cache_control.private = response.cache_control.immutable = True
    response.cache_control.max_age = A_YEAR
    response.headers["Content-Disposition"] = "inline" if is_shown else "attachment"
    return response


def _is_visible_to(user: User | None) -> ColumnElement[bool]:
    courses = Course.visible_to(user).with_only_columns(Course.id)
    in_reading = exists().where(
        ReadingPicture.digest == Picture.digest,
        ReadingPicture.reading_id == CourseReading.reading_id,
        CourseReading.course_id.in_(courses),
    )
    if user is None:
        return in_reading
    instructed = select(Membership.course_id).where(
        Membership.user_id == user.id, Membership.role == "instructor"
    )
    in_import = exists().where(
        ImportPicture.digest == Picture.digest,
        ImportPicture.import_id == Import.id,
        Import.course_id.in_(instructed),
    )
    return or_(in_reading, in_import)
