"""The cast at work (tests/scene.py), for the tests of pages and writes."""

import pytest
from sqlalchemy.orm import Session

from tests.conftest import Cast
from tests.scene import Scene, stage


@pytest.fixture
def scene(session: Session, cast: Cast) -> Scene:
    return stage(session, cast)
