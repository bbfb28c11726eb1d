"""Talk on a text, made without a browser: many threads, long ones, a long text to scroll."""

from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Annotation, CourseReading, Reading, Reply, Revision
from app.models.annotation import Kind
from tests.conftest import Cast

LONG = "/courses/hukou/readings/long"


def discuss(
    app: Flask,
    cast: Cast,
    words: str,
    body: str,
    replies: int = 0,
    *,
    kind: Kind = "note",
    answered_by: int | None = None,
    slug: str = "a-card",
) -> int:
    """Mei marks words where they first stand and says something; Lin answers, so many times. One
    of the replies, by its place, may be the answer. Returns the thread's id."""
    with app.app_context():
        reading = db.session.scalars(select(Reading).where(Reading.slug == slug)).one()
        revision = db.session.scalars(Revision.newest_of(reading.id)).one()
        annotation = Annotation(
            course_id=cast.hukou,
            reading_id=reading.id,
            author_id=cast.mei,
            kind=kind,
            visibility="course",
        )
        start = revision.text.index(words)
        annotation.anchor(revision, start, start + len(words))
        annotation.write(body)
        for number in range(1, replies + 1):
            reply = Reply(course_id=cast.hukou, author_id=cast.lin)
            reply.write(f"Reply {number} of {replies}.")
            annotation.replies.append(reply)
        db.session.add(annotation)
        db.session.flush()
        if answered_by is not None:
            annotation.answer_id = annotation.replies[answered_by].id
        db.session.commit()
        return annotation.id


def publish_long(app: Flask, cast: Cast, paragraphs: int = 12) -> None:
    """A reading of the course to scroll in: each paragraph says its number."""
    with app.app_context():
        reading = Reading(
            slug="long",
            title="A long one",
            author="Tests",
            kind="article",
            date="2007",
            language="en",
            voice="press",
            rights="",
            source={},
        )
        words = "The line goes on for a while and says nothing. " * 9
        numbers = range(1, paragraphs + 1)
        reading.publish("\n\n".join(f"Paragraph {number} begins. {words}" for number in numbers))
        db.session.add(reading)
        db.session.add(CourseReading(course_id=cast.hukou, reading=reading, position=9))
        db.session.commit()
