"""Where a reader stopped."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Block, Bookmark, Course, Reading
from app.services.publishing import publish
from tests.conftest import Cast

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
STOPPED = "You stopped at"


@pytest.fixture
def second(session: Session, cast: Cast) -> str:
    """The ident of the second paragraph."""
    session.get_one(Course, cast.hukou).open_to_guests = True
    session.commit()
    return session.scalars(select(Block.ident).where(Block.number == 2)).one()


@pytest.mark.parametrize("who", ["ming", None])
def test_one_is_told_where_one_stopped_on_the_reading_and_on_the_course(
    cast: Cast, as_: As, second: str, who: str | None
) -> None:
    client = as_(cast.ming if who else None)
    assert STOPPED not in client.get(READING).text
    answer = client.put(f"{READING}/bookmark", data={"ident": second})
    assert answer.location == f"{READING}#page-{second}"
    page = client.get(READING).text
    assert f'{STOPPED} <a href="#page-{second}">¶ 2</a>' in page
    assert f'{READING}#page-{second}"' in client.get("/courses/hukou").text
    assert STOPPED not in as_(cast.mei).get(READING).text


def test_there_is_one_bookmark_a_reading_and_a_script_is_answered_with_nothing(
    session: Session, cast: Cast, as_: As, second: str
) -> None:
    client = as_(cast.ming)
    for _ in range(2):
        answer = client.put(
            f"{READING}/bookmark", data={"ident": second}, headers={"Sec-Fetch-Mode": "cors"}
        )
        assert (answer.status_code, answer.data) == (204, b"")
    assert len(session.scalars(select(Bookmark)).all()) == 1


@pytest.mark.parametrize("ident", ["", "nowhere", "x" * 500])
def test_a_block_that_is_not_there_is_404_and_keeps_nothing(
    session: Session, cast: Cast, as_: As, ident: str
) -> None:
    assert as_(cast.ming).put(f"{READING}/bookmark", data={"ident": ident}).status_code == 404
    assert session.scalars(select(Bookmark)).all() == []


def test_a_bookmark_on_words_that_are_gone_says_nothing(
    session: Session, cast: Cast, as_: As, second: str
) -> None:
    client = as_(cast.ming)
    client.put(f"{READING}/bookmark", data={"ident": second})
    publish(session, session.get_one(Reading, cast.reading), "Quite another text.")
    session.commit()
    assert STOPPED not in client.get(READING).text
    assert "Go on at" not in client.get("/courses/hukou").text


def test_a_guest_keeps_the_newest_few(cast: Cast, client: FlaskClient, second: str) -> None:
    with client.session_transaction() as cookie:
        cookie["bookmarks"] = [[99, number, "x"] for number in range(40)]
    client.put(f"{READING}/bookmark", data={"ident": second})
    with client.session_transaction() as cookie:
        assert len(cookie["bookmarks"]) == 12
        assert cookie["bookmarks"][-1][2] == second
