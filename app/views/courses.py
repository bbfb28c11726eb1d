"""The front page and a course's syllabus."""

from flask import Blueprint, render_template
from sqlalchemy.orm import selectinload

from app.database import db
from app.models import Course, CourseReading
from app.views.access import membership_in, reader, the_course

blueprint = Blueprint("courses", __name__)


@blueprint.get("/")
def index() -> str:
    courses = db.session.scalars(
        Course.visible_to(reader())
        .options(selectinload(Course.readings).joinedload(CourseReading.reading))
        .order_by(Course.title)
    ).all()
    return render_template("courses/index.html", courses=courses)


@blueprint.get("/courses/<slug>")
def show(slug: str) -> str:
    course = the_course(slug)
    return render_template("courses/show.html", course=course, membership=membership_in(course))
