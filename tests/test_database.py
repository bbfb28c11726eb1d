"""Concurrent writers lose nothing, and readers hold nobody up."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import NotFound

from app.database import db, one_or_404, only_reading
from app.models import Annotation, Course, Seen
from tests.conftest import Cast

THREADS = 16
TIMES = 50


def test_sixteen_writers_lose_no_increment(app: Flask, cast: Cast) -> None:
    """Each reads a number, adds one and writes it: the classic lost update."""
    key = {"user_id": cast.ming, "course_id": cast.hukou, "reading_id": cast.reading}
    with app.app_context():
        db.session.add(Seen(**key, event_id=0))
        db.session.commit()
    together = Barrier(THREADS)

    def add() -> None:
        together.wait()
        for _ in range(TIMES):
            with app.app_context():
                row = db.session.query(Seen).filter_by(**key).one()
                row.event_id += 1
                db.session.commit()

    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(add) for _ in range(THREADS)]:
            done.result()
    with app.app_context():
        assert db.session.query(Seen).filter_by(**key).one().event_id == THREADS * TIMES


def test_one_who_only_reads_waits_for_no_writer(app: Flask, cast: Cast) -> None:
    with app.app_context():
        db.session.get_one(Course, cast.hukou).title = "Half written"
        db.session.flush()  # holds the write lock
        titles: list[str] = []

        def read() -> None:
            with app.app_context(), only_reading():
                titles.append(db.session.get_one(Course, cast.hukou).title)

        reader = Thread(target=read)
        reader.start()
        reader.join(timeout=5)
        assert titles == ["Hukou and points"]


def test_one_who_only_reads_cannot_come_between_a_read_and_its_write(
    app: Flask, cast: Cast
) -> None:
    """A write in a transaction that began as a reader's, after another wrote, is refused, loudly:
    it never overwrites."""
    with app.app_context(), only_reading():
        course = db.session.get_one(Course, cast.hukou)

        def write() -> None:
            with app.app_context():
                db.session.get_one(Course, cast.hukou).title = "The other's"
                db.session.commit()

        writer = Thread(target=write)
        writer.start()
        writer.join()
        course.title = "Mine"
        with pytest.raises(OperationalError, match="locked"):
            db.session.commit()
        db.session.rollback()
        assert db.session.get_one(Course, cast.hukou).title == "The other's"


def test_foreign_keys_are_kept(app: Flask, cast: Cast) -> None:
    with app.app_context():
        db.session.add(
            Annotation(
                course_id=cast.hukou,
                reading_id=404,
                revision_id=404,
                author_id=cast.ming,
                visibility="course",
                kind="note",
                start=0,
                end=1,
                exact="A",
                prefix="",
                suffix="",
            )
        )
        with pytest.raises(IntegrityError, match="FOREIGN KEY"):
            db.session.commit()


def test_the_journal_lets_readers_and_a_writer_work_at_once(app: Flask) -> None:
    with app.app_context():
        assert db.session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
        assert db.session.scalar(text("PRAGMA busy_timeout")) == 10_000


def test_what_is_not_there_is_404(app: Flask) -> None:
    with app.app_context(), pytest.raises(NotFound):
        one_or_404(select(Course).where(Course.slug == "nowhere"))
