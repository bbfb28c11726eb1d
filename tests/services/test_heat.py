"""What is counted after a write is what a page that is opened counts by itself."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.talk import TalkQuery
from app.models import Course, Reading, User
from app.services.heat import measure
from app.services.spread import open_spread
from app.services.view import View
from tests.conftest import TEXT, Cast
from tests.scene import Scene, stage

QUERIES = (
    TalkQuery(),
    TalkQuery(kind="question"),
    TalkQuery(by="ming"),
    TalkQuery(is_unread=True),
    TalkQuery(is_open=True, audience="course"),
    TalkQuery(kind="evidence"),
)


@pytest.fixture
def scene(session: Session, cast: Cast) -> Scene:
    return stage(session, cast)


@pytest.mark.parametrize("is_edited", [False, True], ids=["as it was", "on a new text"])
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: str(query.write()))
def test_the_strip_and_the_count_are_those_of_the_page(
    session: Session, scene: Scene, query: TalkQuery, is_edited: bool
) -> None:
    course = session.get_one(Course, scene.cast.hukou)
    reading = session.get_one(Reading, scene.cast.reading)
    if is_edited:
        reading.publish(f"A new beginning.\n\n{TEXT}")
        session.flush()
    for name in ("ming", "lin", "ines"):
        user = session.scalars(select(User).where(User.username == name)).one()
        view = View(course, reading, user, query=query)
        page, counted = open_spread(session, view), measure(session, view)
        assert page.told is not None
        assert counted.stripes == page.heat
        assert (counted.shown, counted.total) == (page.told.shown, page.told.total)
