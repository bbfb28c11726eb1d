"""The named cast, on a real database.

Course *hukou*: Ines instructs, Tom assists; Ming and Mei are students of group Plum, Lin of group
Orchid. Course *other*: Ola instructs, Sven is its student. Zoe has an account and no course.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.database import db
from app.factory import create_app
from app.models import (
    Base,
    Course,
    CourseReading,
    Group,
    Membership,
    Reading,
    User,
)
from app.settings import Settings, from_environment

TEXT = """\
## A card for everybody

The police said that a *residence permit* is not a hukou. 户口 is the word they used.

A second paragraph speaks of the residence permit again, and of “dang’an”.

- one item
- another item with a residence permit
"""


@dataclass(frozen=True)
class Cast:
    """Ids, not objects: each test loads what it needs in its own session."""

    ines: int
    tom: int
    ming: int
    mei: int
    lin: int
    ola: int
    sven: int
    zoe: int
    plum: int
    orchid: int
    hukou: int
    other: int
    reading: int


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the tables and no rows, made once and copied for each test."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture
def settings(tmp_path: Path, empty_database: Path) -> Settings:
    instance = tmp_path / "instance"
    instance.mkdir()
    shutil.copy(empty_database, instance / "interleaf.db")
    return from_environment(
        {
            "INTERLEAF_ENV": "test",
            "INTERLEAF_INSTANCE": str(instance),
            "SECRET_KEY": "a key for tests only, long enough to pass",
            "RATE_LIMITS": "0",
        }
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session beside the application's, in no transaction: it sees what requests have committed
    and never stands in their way."""
    with app.app_context():
        engine = db.engine
    with Session(engine.execution_options(isolation_level="AUTOCOMMIT")) as session:
        yield session


@pytest.fixture
def cast(app: Flask) -> Cast:
    with app.app_context():
        return seed(db.session)


def seed(session: Session) -> Cast:
    """Put the cast into an empty database."""
    people = {
        name: User(name=name.title(), email=f"{name}@example.org", username=name, active=True)
        for name in ("ines", "tom", "ming", "mei", "lin", "ola", "sven", "zoe")
    }
    hukou = Course(slug="hukou", title="Hukou and points")
    other = Course(slug="other", title="Another course")
    plum, orchid = Group(name="Plum", course=hukou), Group(name="Orchid", course=hukou)
    reading = Reading(
        slug="a-card",
        title="A card for everybody",
        author="Interleaf tests",
        kind="article",
        date="2007-09",
        language="en",
        voice="press",
        rights="CC BY 4.0",
        source={},
        home_id=None,
    )
    session.add_all([*people.values(), hukou, other, plum, orchid, reading])
    for name, course, role, group in (
        ("ines", hukou, "instructor", None),
        ("tom", hukou, "assistant", None),
        ("ming", hukou, "student", plum),
        ("mei", hukou, "student", plum),
        ("lin", hukou, "student", orchid),
        ("ola", other, "instructor", None),
        ("sven", other, "student", None),
    ):
        session.add(Membership(user=people[name], course=course, role=role, group=group))
    reading.publish(TEXT)
    session.add(CourseReading(course=hukou, reading=reading, position=1, week=1))
    session.flush()
    reading.home_id = hukou.id
    session.commit()
    return Cast(
        **{name: user.id for name, user in people.items()},
        plum=plum.id,
        orchid=orchid.id,
        hukou=hukou.id,
        other=other.id,
        reading=reading.id,
    )


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def as_(app: Flask) -> Callable[[int | None], FlaskClient]:
    """A client signed in as the user with this id, or as nobody."""

    def sign_in(user_id: int | None) -> FlaskClient:
        client = app.test_client()
        if user_id is not None:
            with app.app_context():
                user = db.session.get_one(User, user_id)
                with client.session_transaction() as cookie:
                    cookie["_user_id"] = user.fs_uniquifier
                    cookie["_fresh"] = True
        return client

    return sign_in
