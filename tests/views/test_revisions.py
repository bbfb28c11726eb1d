"""Texts over time: the list of revisions, an earlier one with its marks, what differs, and what
changed since one read it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.overlay import lift
from app.models import Bookmark, Course, Reading, Revision, User
from app.services.revising import revise
from tests.conftest import TEXT
from tests.scene import EVERYBODY, SEEN_BY, Scene, body_of

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
REVISIONS = f"{READING}/revisions"
CUT = TEXT.replace("The police said that a *residence permit* is not a hukou. ", "")


@pytest.fixture
def revised(session: Session, scene: Scene) -> Scene:
    """The passage that all marks stand on has been cut, by Ines."""
    ines = session.get_one(User, scene.cast.ines)
    revise(session, session.get_one(Reading, scene.cast.reading), CUT, ines, "Shorter, and why")
    session.commit()
    return scene


@pytest.mark.parametrize("who", EVERYBODY)
def test_an_earlier_text_shows_the_marks_that_one_may_see_where_they_stood(
    session: Session, revised: Scene, as_: As, who: str
) -> None:
    session.get_one(Course, revised.cast.hukou).open_to_guests = True
    session.commit()
    page = as_(revised.who(who)).get(f"{REVISIONS}/1").text
    is_in = who not in {"nobody", "zoe", "sven"}
    for name, readers in SEEN_BY.items():
        is_here = is_in and who in readers and not name.startswith("sven")
        assert (body_of(name) in page) == is_here, name
    assert ("<mark" in page) == is_in
    assert "This is an earlier text" in page
    assert "A note says more." in page


def test_its_text_is_whole_and_cannot_be_written_on(
    session: Session, revised: Scene, as_: As
) -> None:
    page = as_(revised.cast.ming).get(f"{REVISIONS}/1").text
    old = session.scalars(select(Revision).where(Revision.number == 1)).one()
    for block in old.blocks:
        assert block.html in lift(page)
    assert "/annotations/new" not in page
    assert "composer" not in page


def test_the_newest_is_the_reading_and_an_earlier_one_says_where_that_is(
    revised: Scene, as_: As
) -> None:
    ming = as_(revised.cast.ming)
    newest = ming.get(f"{REVISIONS}/2")
    assert (newest.status_code, newest.location) == (302, READING)
    assert ming.get(f"{REVISIONS}/1").headers["Link"] == f'<{READING}>; rel="canonical"'


def test_the_list_says_who_when_why_and_what_became_of_marks(revised: Scene, as_: As) -> None:
    page = as_(revised.cast.ines).get(REVISIONS).text
    assert "Ines, " in page
    assert "Shorter, and why" in page
    assert "11 without a place" in page  # three marks are their authors' own; two are notes
    assert "11 without a place" not in as_(revised.cast.lin).get(REVISIONS).text


def test_what_differs_is_told_in_words(revised: Scene, as_: As) -> None:
    page = as_(revised.cast.ming).get(f"{REVISIONS}/2/changes").text
    assert '<del><span class="visually-hidden" lang="en">taken out: </span>The police said' in page
    back = as_(revised.cast.ming).get(f"{REVISIONS}/1/changes?since=2").text
    assert '<ins><span class="visually-hidden" lang="en">put in: </span>The police said' in back


@pytest.mark.parametrize("path", ["/3", "/0", "/9999999999999", "/2/changes?since=9", "/7/changes"])
def test_a_revision_that_is_not_there_is_404(revised: Scene, as_: As, path: str) -> None:
    assert as_(revised.cast.ines).get(REVISIONS + path).status_code == 404


def stop_at(client: FlaskClient, session: Session, scene: Scene) -> None:
    newest = session.scalars(Revision.newest_of(scene.cast.reading)).one()
    ident = newest.blocks[2].ident
    assert client.put(f"{READING}/bookmark", data={"ident": ident}).status_code == 303


def test_a_reader_is_told_what_changed_until_they_have_seen_it(
    session: Session, scene: Scene, as_: As
) -> None:
    ming = as_(scene.cast.ming)
    stop_at(ming, session, scene)
    assert "Changed since" not in ming.get(READING).text
    revise(session, session.get_one(Reading, scene.cast.reading), CUT, None, "Shorter")
    session.commit()
    stop_at(ming, session, scene)  # to read on is not to have seen what changed
    page = ming.get(READING).text
    assert "Changed since you read it on" in page
    assert ": 1 paragraph. Shorter</p>" in page
    assert "/revisions/2/changes?since=1" in page
    assert "Changed since" not in as_(scene.cast.mei).get(READING).text  # who never opened it
    assert ming.put(f"{REVISIONS}/2/seen").status_code == 303
    assert "Changed since" not in ming.get(READING).text


def test_what_was_seen_is_not_unseen_by_an_older_page(
    session: Session, revised: Scene, as_: As
) -> None:
    ming = as_(revised.cast.ming)
    stop_at(ming, session, revised)
    ming.put(f"{REVISIONS}/1/seen")
    mark = session.scalars(select(Bookmark)).one()
    assert mark.revision_id == session.scalars(Revision.newest_of(revised.cast.reading)).one().id


def test_an_author_is_told_of_a_mark_that_lost_its_place(revised: Scene, as_: As) -> None:
    page = as_(revised.cast.ming).get(READING).text
    assert "Without a place in this text" in page
    assert "unread" in page
