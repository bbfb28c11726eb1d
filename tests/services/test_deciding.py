"""Decisions about pins, suppressions and marks, and what becomes of them with the next text."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import (
    Annotation,
    Course,
    Event,
    Occurrence,
    Placement,
    Reading,
    Revision,
    Ruling,
    Sense,
    User,
)
from app.services.deciding import accept, leave, move, reconsider
from app.services.layering import pin
from app.services.review import items, of_reading
from app.services.revising import revise
from tests.conftest import TEXT, Cast
from tests.scene import Scene, stage

CUT = TEXT.replace("The police said that a *residence permit* is not a hukou. ", "")


@pytest.fixture
def scene(session: Session, cast: Cast) -> Scene:
    """The text without the sentence of all marks, and of a pin by Tom."""
    scene = stage(session, cast)
    pin(
        session,
        session.get_one(Occurrence, scene.occurrences["hukou"]),
        session.get_one(Sense, scene.senses["hukou"]),
        "So it is here",
        session.get_one(User, cast.tom),
    )
    publish(session, scene, CUT)
    return scene


def publish(session: Session, scene: Scene, source: str) -> Revision:
    revision = revise(session, session.get_one(Reading, scene.cast.reading), source)
    session.commit()
    session.expire_all()
    return revision


def waiting(session: Session, scene: Scene, column: str) -> Placement:
    """Of the pin, or of what Ming wrote to the course."""
    thing = {"annotation_id": scene.annotations["ming-course"]}
    named = getattr(Placement, column)
    which = named == thing[column] if column in thing else named.is_not(None)
    query = select(Placement).where(Placement.waits(), which)
    return session.scalars(query.order_by(Placement.id.desc())).first() or pytest.fail("none")


def course_and_tom(session: Session, scene: Scene) -> tuple[Course, User]:
    return session.get_one(Course, scene.cast.hukou), session.get_one(User, scene.cast.tom)


def test_a_pin_that_is_moved_is_laid_where_it_stands_now(session: Session, scene: Scene) -> None:
    course, tom = course_and_tom(session, scene)
    placement = waiting(session, scene, "ruling_id")
    text = placement.revision.text
    at = text.index("户口")
    assert move(session, placement, (at, at + 2), course, tom) == ""
    [pinned] = session.scalars(
        select(Occurrence).where(
            Occurrence.state == "pinned", Occurrence.revision_id == placement.revision_id
        )
    )
    assert (pinned.start, pinned.reason) == (at, "So it is here")
    assert session.scalars(select(Ruling)).one().exact == "hukou"  # as it was chosen
    kinds = session.scalars(select(Event.kind).order_by(-Event.id).limit(1)).all()
    assert kinds == ["occurrence ruled"]


def test_a_pin_is_not_moved_to_a_paragraph(session: Session, scene: Scene) -> None:
    course, tom = course_and_tom(session, scene)
    placement = waiting(session, scene, "ruling_id")
    publish(session, scene, CUT + "\n" + "A long one. " * 40)
    placement = waiting(session, scene, "ruling_id")
    assert "at most 200 characters" in move(session, placement, (0, 300), course, tom)
    assert placement.decision is None


def test_what_was_decided_is_followed_from_there_into_the_next_text(
    session: Session, scene: Scene
) -> None:
    course, tom = course_and_tom(session, scene)
    placement = waiting(session, scene, "annotation_id")
    number, revision = placement.annotation_id, placement.revision
    at = revision.text.index("the word they used")
    move(session, placement, (at, at + 18), course, tom)
    session.commit()
    newest = publish(session, scene, "Now.\n\n" + CUT)
    mark = session.get_one(Annotation, number)
    assert newest.text[mark.start : mark.end] == "the word they used"
    assert mark.revision_id == newest.id


def test_what_was_accepted_and_taken_back_waits_with_its_proposal(
    session: Session, scene: Scene
) -> None:
    course, tom = course_and_tom(session, scene)
    placement = waiting(session, scene, "annotation_id")
    placement.outcome, placement.start, placement.end = "doubtful", 3, 9
    mark = placement.thing
    stood = mark.revision_id, mark.start, mark.end
    accept(session, [placement], course, tom)
    assert (mark.revision_id, mark.start, mark.end) == (placement.revision_id, 3, 9)
    reconsider(session, placement, course, tom)
    assert (mark.revision_id, mark.start, mark.end) == stood
    assert (placement.start, placement.end, placement.decision) == (3, 9, None)
    told = session.scalars(select(Event.kind).order_by(-Event.id).limit(2)).all()
    assert told == ["annotation doubtful", "annotation placed"]


def test_what_has_no_place_proposed_cannot_be_accepted(session: Session, scene: Scene) -> None:
    course, tom = course_and_tom(session, scene)
    placement = waiting(session, scene, "annotation_id")
    with pytest.raises(ValueError, match="no place is proposed"):
        accept(session, [placement], course, tom)


def test_what_is_left_says_by_whom_in_the_next_text_too(session: Session, scene: Scene) -> None:
    course, tom = course_and_tom(session, scene)
    placement = waiting(session, scene, "annotation_id")
    leave(session, [placement], course, tom)
    session.commit()
    newest = publish(session, scene, CUT + "\nMore.\n")
    ines = next(one for one in course.memberships if one.user_id == scene.cast.ines)
    reading = session.get_one(Reading, scene.cast.reading)
    [item] = items(session, of_reading(course, reading, ines, "decided"), newest)
    assert (item.decision, item.decided_by, item.then.revision) == ("orphaned", "Tom", 1)
    assert item.then.words.exact == "The police said "
