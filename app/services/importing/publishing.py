"""An import becomes a reading, in one transaction; or a new revision of one."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.core.importing.removing import without
from app.core.importing.sized import pictured
from app.models import (
    Course,
    CourseLayer,
    CourseReading,
    Event,
    Import,
    Layer,
    Occurrence,
    Picture,
    Reading,
    ReadingPicture,
    Revision,
    User,
)
from app.services.curation import slug_of
from app.services.importing.waiting import drop_loose_pictures
from app.services.layering import lay_where_read
from app.services.publishing import publish

SOURCE = ("title", "publisher", "author", "date", "url", "rights")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a reading goes in a syllabus: behind which reading (0 is the beginning, None the end),
    and in which week."""

    after: int | None = None
    week: int | None = None


def make_reading(
    session: Session,
    values: Mapping[str, str],
    markdown: str,
    author: User | None,
    home: Course | None,
) -> Reading:
    """A reading and its first revision. Its id is the one given, or one of its title that is free.
    Raises `Tangled`."""
    reading = Reading(
        slug=values.get("slug") or free_slug(session, values["title"]),
        home_id=home.id if home else None,
        source={name: values[name] for name in SOURCE if values.get(name)},
        **{
            name: values.get(name, "")
            for name in "title subtitle author kind date language voice rights".split()
        },
    )
    session.add(reading)
    session.flush()
    publish(session, reading, markdown, author)
    show_pictures(session, reading, markdown)
    return reading


def publish_import(
    session: Session,
    row: Import,
    course: Course,
    author: User,
    values: Mapping[str, str],
    shelf: Shelf,
) -> Reading:
    """Publish what waits, on the syllabus of its course, with every layer that it reads with."""
    reading = make_reading(session, values, text_of(row), author, course)
    shelve(session, course, reading, shelf)
    row.become(reading)
    lay_where_read(session, reading=reading)
    session.add(Event.of_course("reading added", author, course.id, reading.id))
    session.flush()
    drop_loose_pictures(session)
    return reading


def settle_as_revision(session: Session, row: Import, reading: Reading, markdown: str) -> None:
    """A document that waited has become a new revision of a reading."""
    show_pictures(session, reading, markdown)
    row.become(reading)
    session.flush()
    drop_loose_pictures(session)


def text_of(row: Import) -> str:
    """The text as it will be published: without what was agreed to go."""
    return without(row.markdown, row.taken_up)


def free_slug(session: Session, title: str) -> str:
    taken = session.scalars(select(Reading.slug)).all()
    slug = slug_of(title, ())
    return slug_of("reading" if slug == "term" else title, taken)


def is_taken(session: Session, slug: str) -> bool:
    return session.scalar(select(Reading.id).where(Reading.slug == slug)) is not None


def show_pictures(session: Session, reading: Reading, markdown: str) -> None:
    """Write down which pictures a reading shows, so that its readers may see them."""
    shown = select(ReadingPicture.digest).where(ReadingPicture.reading_id == reading.id)
    digests = session.scalars(
        select(Picture.digest).where(
            Picture.digest.in_(pictured(markdown)), Picture.digest.not_in(shown)
        )
    ).all()
    if digests:
        session.execute(
            insert(ReadingPicture),
            [{"reading_id": reading.id, "digest": digest} for digest in digests],
        )


def shelve(session: Session, course: Course, reading: Reading, shelf: Shelf) -> None:
    """Put a reading on a course's syllabus, the others moved on."""
    order = [item for item in course.readings if item.reading_id != reading.id]
    places = {item.reading_id: place for place, item in enumerate(order, 1)}
    at = 0 if shelf.after == 0 else places.get(shelf.after or 0, len(order))
    new = CourseReading(reading=reading, week=shelf.week, position=0)
    course.readings.append(new)
    order.insert(at, new)
    for position, item in enumerate(order, 1):
        item.position = position
    session.flush()


@dataclass(frozen=True, slots=True)
class LayerCount:
    """How many places of a reading a layer marks, and how many terms of its stand there."""

    layer: Layer
    places: int
    terms: int


def counted(session: Session, course: Course, reading: Reading) -> list[LayerCount]:
    """What each layer of a course found in a reading, in the order of the course."""
    newest = Revision.newest_of(reading.id).with_only_columns(Revision.id).scalar_subquery()
    found = {
        layer: (places, terms)
        for layer, places, terms in session.execute(
            select(
                Occurrence.layer_id,
                func.count(),
                func.count(Occurrence.term_id.distinct()),
            )
            .where(Occurrence.revision_id == newest, Occurrence.state != "suppressed")
            .group_by(Occurrence.layer_id)
        )
    }
    layers = session.scalars(
        select(Layer)
        .join(CourseLayer, CourseLayer.layer_id == Layer.id)
        .where(CourseLayer.course_id == course.id)
        .order_by(CourseLayer.position)
    )
    return [LayerCount(layer, *found.get(layer.id, (0, 0))) for layer in layers]
