"""A course whose readers have marked a text, as classes do: most of them at a few passages."""

import random
from collections.abc import Iterable
from pathlib import Path

from flask import Flask
from flask_login.utils import _create_identifier
from sqlalchemy.orm import Session

from app.database import db
from app.factory import create_app
from app.models import Annotation, Base, Course, CourseReading, Membership, Reading, Revision, User
from app.models.annotation import Kind
from app.settings import from_environment

READERS = 20
POPULAR = 10  # passages that draw
POPULARITY = 0.9  # of all marks
SPREAD = 40  # code points, within which marks at a popular passage begin
LENGTHS = (5, 120)  # code points of a mark
COURSE = "bench"

Place = tuple[int, int]  # code points of the text


def settings_in(folder: Path) -> dict[str, str]:
    return {
        "INTERLEAF_ENV": "test",
        "INTERLEAF_INSTANCE": str(folder),
        "RATE_LIMITS": "0",
        "SECRET_KEY": "a key for benchmarks only, long enough to pass",
    }


def course_in(folder: Path) -> Flask:
    """The application with a course and its readers, and nothing to read."""
    app = create_app(from_environment(settings_in(folder)))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        course = Course(slug=COURSE, title="Bench")
        db.session.add(course)
        for number in range(READERS):
            user = User(name=f"Reader {number}", email=f"{number}@example.org")
            db.session.add(Membership(course=course, user=user))
        db.session.commit()
    return app


def publish(session: Session, slug: str, source: str) -> Reading:
    """A reading of the course, from Markdown."""
    reading = Reading(
        slug=slug,
        title="A long text",
        author="Bench",
        kind="article",
        date="2016",
        language="en",
        voice="press",
        rights="",
        source={},
    )
    session.add(reading)
    reading.publish(source)
    course = session.query(Course).filter(Course.slug == COURSE).one()
    session.add(CourseReading(course=course, reading=reading, position=99))
    session.flush()
    return reading


def make_places(length: int, count: int, seed: int) -> list[Place]:
    """Where readers mark a text of so many code points, the same for the same seed."""
    chance = random.Random(seed)
    popular = [length * number // POPULAR for number in range(POPULAR)]
    places = []
    for _ in range(count):
        near = chance.choice(popular) if chance.random() < POPULARITY else chance.randrange(length)
        start = min(near + chance.randrange(SPREAD), length - 2)
        places.append((start, min(start + chance.randint(*LENGTHS), length)))
    return places


def boundaries(places: Iterable[Place]) -> int:
    """How many different places something begins or ends at."""
    return len({offset for place in places for offset in place})


def mark(
    session: Session, revision: Revision, places: Iterable[Place], kind: Kind, body: str = ""
) -> list[Annotation]:
    """Each by another reader in turn, for the whole course."""
    made = []
    for number, (start, end) in enumerate(places):
        annotation = Annotation(
            course_id=1,
            reading_id=revision.reading_id,
            author_id=number % READERS + 1,
            kind=kind,
            visibility="course",
        )
        annotation.anchor(revision, start, end)
        annotation.write(body)
        made.append(annotation)
    session.add_all(made)
    session.flush()
    return made


def cookie_of(app: Flask, number: int) -> str:
    """What the browser of a reader holds who has signed in: the value of `session`."""
    client = app.test_client()
    with app.test_request_context(environ_overrides={"REMOTE_ADDR": "127.0.0.1"}):
        of_browser = _create_identifier()  # of one that does not say what it is
    with app.app_context():
        uniquifier = db.session.get_one(User, number).fs_uniquifier
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = uniquifier, True
        session["_id"] = of_browser
    cookie = client.get_cookie("session")
    assert cookie is not None
    return cookie.value
