"""The front page, a course's syllabus and what is new in it, and its settings."""

from flask import Blueprint, Response, flash, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.core.limits import LIMITS
from app.database import db
from app.models import Course, CourseReading, Event, Layer
from app.services.activity import latest
from app.services.news import unread_counts
from app.services.review import waiting_counts
from app.views.access import instructor_of, membership_in, reader, signed_in, the_course
from app.views.course_layers import Choices, choose_layers, read_choices
from app.views.hypermedia import see_other
from app.views.security import WRITES_A_MINUTE, limiter
from app.views.stops import stops_in

blueprint = Blueprint("courses", __name__)

LONGEST_TITLE = 200  # characters, as the column
LONGEST_ABOUT = 2_000


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
    events = latest(db.session, course, reader())
    membership = membership_in(course)
    return render_template(
        "courses/show.html",
        course=course,
        membership=membership,
        events=events,
        stops=stops_in(course, membership),
        unread=unread_counts(db.session, course, reader()),
        waiting=waiting_counts(db.session, course, membership),
    )


@blueprint.get("/courses/<slug>/edit")
def edit(slug: str) -> str:
    course = the_course(slug)
    instructor_of(course)
    return show_form(course, {})


@blueprint.patch("/courses/<slug>")
@limiter.limit(WRITES_A_MINUTE)
def update(slug: str) -> str | Response | tuple[str, int]:
    course = the_course(slug)
    instructor_of(course)
    title, about = request.form.get("title", "").strip(), request.form.get("about", "").strip()
    errors = {}
    if not 0 < len(title) <= LONGEST_TITLE:
        errors["title"] = f"A title has 1 to {LONGEST_TITLE} characters."
    if len(about) > LONGEST_ABOUT:
        errors["about"] = f"At most {LONGEST_ABOUT:,} characters; this has {len(about):,}."
    chosen = read_choices(course, request.form)
    if errors or chosen.errors:
        return show_form(course, errors, chosen), 422
    course.title, course.about = title, about
    course.open_to_guests = "open_to_guests" in request.form
    choose_layers(db.session, course, chosen)
    db.session.add(Event.of_course("course changed", signed_in(), course.id))
    db.session.commit()
    flash("Saved.")
    return see_other(url_for("courses.show", slug=slug))


def show_form(course: Course, errors: dict[str, str], chosen: Choices | None = None) -> str:
    layers = db.session.scalars(select(Layer).order_by(Layer.title)).all()
    return render_template(
        "courses/edit.html",
        course=course,
        errors=errors,
        form=request.form,
        layers=layers,
        items={item.layer_id: item for item in course.layers},
        chosen=chosen or Choices.of(course),
        limits=LIMITS,
    )
