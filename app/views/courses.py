"""The front page, a course's syllabus and what is new in it, and its settings."""

from flask import Blueprint, Response, flash, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.core.limits import LIMITS
from app.database import db
from app.models import Course, CourseLayer, CourseReading, Event, Layer
from app.services.activity import latest
from app.services.layering import lay_where_read
from app.views.access import instructor_of, membership_in, reader, signed_in, the_course
from app.views.hypermedia import see_other
from app.views.numbers import row_number
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
    if errors:
        return show_form(course, errors), 422
    course.title, course.about = title, about
    course.open_to_guests = "open_to_guests" in request.form
    choose_layers(course)
    db.session.add(Event.of_course("course changed", signed_in(), course.id))
    db.session.commit()
    flash("Saved.")
    return see_other(url_for("courses.show", slug=slug))


def show_form(course: Course, errors: dict[str, str]) -> str:
    chosen = {item.layer_id: item for item in course.layers}
    layers = db.session.scalars(select(Layer).order_by(Layer.title)).all()
    return render_template(
        "courses/edit.html",
        course=course,
        errors=errors,
        form=request.form,
        layers=layers,
        chosen=chosen,
        limits=LIMITS,
    )


def choose_layers(course: Course) -> None:
    """Read with the layers that were ticked; a layer new to the course is laid on its texts."""
    wanted = set(request.form.getlist("layer", type=row_number))
    kept = {item.layer_id for item in course.layers}
    for item in list(course.layers):
        limit = request.form.get(f"limit-{item.layer_id}")
        item.limit = limit if limit in LIMITS else None
        if item.layer_id not in wanted:
            course.layers.remove(item)
    for layer in db.session.scalars(select(Layer).order_by(Layer.title)).all():
        if layer.id not in wanted - kept:
            continue
        position = max((item.position for item in course.layers), default=0) + 1
        course.layers.append(CourseLayer(layer=layer, position=position))
        lay_where_read(db.session, layer=layer)
