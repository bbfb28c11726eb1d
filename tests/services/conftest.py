"""Packs of our own: three readings in which one phrase means three things, and two layers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.models import Base, Course
from app.services.packs import load
from tests.conftest import Cast
from tests.services.packs_at_hand import CASES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the cases, to be edited."""
    return shutil.copytree(CASES, tmp_path / "packs")


@pytest.fixture
def home(session: Session, cast: Cast) -> Course:
    return session.get_one(Course, cast.hukou)


@pytest.fixture
def loaded(session: Session, cast: Cast) -> Session:
    """The packs of the cases, read in the course *hukou*."""
    load(
        session,
        CASES / "readings",
        CASES / "annotations",
        session.get_one(Course, cast.hukou),
    )
    session.commit()
    return session


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Session]:
    """A second, empty database."""
    engine = create_engine(f"sqlite:///{tmp_path / 'elsewhere.db'}")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()
