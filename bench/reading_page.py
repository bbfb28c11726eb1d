"""The reading page by number of annotations: time to build, queries, bytes.

`python -m bench.reading_page [--quick]`. One text of about 30 KB with the pack layers laid over it,
on SQLite; annotations by twenty readers, nine in ten on ten popular passages, as classes do it.
CPU of the process, median of the rounds; the page is asked for through the whole application.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from app.database import db
from app.factory import create_app
from app.models import Annotation, Base, Course, CourseReading, Membership, Reading, Revision, User
from app.models.annotation import KINDS
from app.services.layering import lay_where_read
from app.services.packs import load
from app.settings import from_environment

COUNTS = (0, 100, 1_000, 5_000)
READERS = 20
POPULAR = 10  # passages that draw nine marks in ten


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few annotations, few rounds")
    quick = parser.parse_args().quick
    counts, rounds = ((0, 100, 1_000), 3) if quick else (COUNTS, 9)
    print(f"{'annotations':>12} {'CPU ms':>8} {'queries':>8} {'KB':>8} {'marks':>8}")
    with tempfile.TemporaryDirectory() as folder:
        app = application(Path(folder))
        present = 0
        for count in counts:
            with app.app_context():
                annotate(db.session, count - present, seed=count)
                db.session.commit()
            present = count
            print_row(app, count, rounds)


def print_row(app: Flask, count: int, rounds: int) -> None:
    client = app.test_client()
    with app.app_context():
        reader = db.session.get_one(User, 1)
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = reader.fs_uniquifier, True
        engine = db.engine
    times, queries, page = [], 0, ""
    for _ in range(rounds + 1):  # the first warms caches up and does not count
        with counted(engine) as statements:
            began = time.process_time()
            page = client.get("/courses/bench/readings/long").text
            times.append(1000 * (time.process_time() - began))
        queries = len(statements)
    marks = page.count("<mark")
    print(
        f"{count:>12,} {median(times[1:]):>8.1f} {queries:>8} {len(page) / 1000:>8.0f} {marks:>8,}"
    )


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def application(folder: Path) -> Flask:
    app = create_app(
        from_environment(
            {"INTERLEAF_ENV": "test", "INTERLEAF_INSTANCE": str(folder), "RATE_LIMITS": "0"}
        )
    )
    with app.app_context():
        Base.metadata.create_all(db.engine)
        course = Course(slug="bench", title="Bench")
        db.session.add(course)
        for number in range(READERS):
            user = User(name=f"Reader {number}", email=f"{number}@example.org")
            db.session.add(Membership(course=course, user=user))
        db.session.flush()
        load(db.session, home=course)
        put_together(db.session, course)
        db.session.commit()
    return app


def put_together(session: Session, course: Course) -> None:
    """One long reading of all the others, and the layers laid over it."""
    others = session.query(Reading).all()
    source = "\n\n".join(reading.revisions[-1].source for reading in others)
    long = Reading(
        slug="long",
        title="All of them",
        author="Bench",
        kind="article",
        date="2016",
        language="en",
        voice="press",
        rights="",
        source={},
    )
    session.add(long)
    long.publish(source)
    session.add(CourseReading(course=course, reading=long, position=99))
    lay_where_read(session, reading=long)


def annotate(session: Session, count: int, seed: int) -> None:
    chance = random.Random(seed)
    revision = session.query(Revision).join(Revision.reading).filter(Reading.slug == "long").one()
    length = len(revision.text)
    popular = [length * number // POPULAR for number in range(POPULAR)]
    for _ in range(count):
        near = chance.choice(popular) if chance.random() < 0.9 else chance.randrange(length)
        start = min(near + chance.randrange(40), length - 2)
        annotation = Annotation(
            course_id=1,
            reading_id=revision.reading_id,
            author_id=chance.randint(1, READERS),
            kind=chance.choice(KINDS),
            visibility="course",
        )
        annotation.anchor(revision, start, min(start + chance.randint(5, 120), length))
        annotation.write("A short note.")
        session.add(annotation)


if __name__ == "__main__":
    main()
