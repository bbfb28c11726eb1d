"""A text published anew: what stands on it is followed, written down, and told."""

import pytest
from flask import Flask
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.core.blocks import read_markdown
from app.database import db
from app.models import (
    Annotation,
    ContextNote,
    Course,
    CourseReading,
    Event,
    Occurrence,
    Placement,
    Reading,
    Revision,
    Ruling,
    Sense,
    User,
)
from app.models.base import now
from app.services.layering import pin
from app.services.news import is_unread, mark_all_read, newest_event
from app.services.publishing import publish
from app.services.revising import forecast, revise
from tests.conftest import TEXT, Cast
from tests.scene import Scene, stage
from tests.test_queries import counted

EDITED = TEXT.replace("The police said that", "It was spring in the city. The police said that")
CUT = TEXT.replace("The police said that a *residence permit* is not a hukou. ", "")


@pytest.fixture
def scene(session: Session, cast: Cast) -> Scene:
    return stage(session, cast)


def placements(session: Session, annotation: int) -> list[tuple[int, str]]:
    rows = session.execute(
        select(Revision.number, Placement.outcome)
        .join(Placement.revision)
        .where(Placement.annotation_id == annotation)
        .order_by(Revision.number)
    )
    return [(number, outcome) for number, outcome in rows]


def reading(session: Session, scene: Scene) -> Reading:
    return session.get_one(Reading, scene.cast.reading)


def test_a_mark_follows_its_words_and_where_it_was_made_is_kept(
    session: Session, scene: Scene
) -> None:
    revision = publish(session, reading(session, scene), EDITED)
    mark = session.get_one(Annotation, scene.annotations["ming-course"])
    assert mark.revision_id == revision.id
    assert revision.text[mark.start : mark.end] == mark.exact == "The police said "
    assert placements(session, mark.id) == [(1, "made"), (2, "same")]


def test_what_was_deleted_is_lost_keeps_its_place_and_comes_back_with_its_words(
    session: Session, scene: Scene
) -> None:
    number = scene.annotations["ming-course"]
    before = session.get_one(Annotation, number)
    stood = before.revision_id, before.start, before.end
    publish(session, reading(session, scene), CUT)
    lost = session.get_one(Annotation, number)
    assert (lost.revision_id, lost.start, lost.end) == stood
    back = publish(session, reading(session, scene), EDITED)
    assert session.get_one(Annotation, number).revision_id == back.id
    assert placements(session, number) == [(1, "made"), (2, "lost"), (3, "same")]


def test_notes_and_pins_follow_too(session: Session, scene: Scene) -> None:
    ruling = pin(
        session,
        session.get_one(Occurrence, scene.occurrences["hukou"]),
        session.get_one(Sense, scene.senses["hukou"]),
        "So it is here",
        session.get_one(User, scene.cast.tom),
    )
    session.commit()
    revision = revise(session, reading(session, scene), EDITED)
    ruling = session.get_one(Ruling, ruling.id)
    note = session.get_one(ContextNote, scene.note)
    assert revision.text[ruling.start : ruling.end] == "hukou"
    assert (ruling.revision_id, note.revision_id) == (revision.id, revision.id)
    [pinned] = session.scalars(
        select(Occurrence).where(
            Occurrence.revision_id == revision.id, Occurrence.state == "pinned"
        )
    )
    assert (pinned.start, pinned.reason) == (ruling.start, "So it is here")
    kinds = session.scalars(
        select(Placement.outcome).where(
            Placement.revision_id == revision.id, Placement.annotation_id.is_(None)
        )
    ).all()
    assert kinds == ["same"] * 3


def test_a_placement_is_of_one_thing_and_of_its_course(session: Session, scene: Scene) -> None:
    publish(session, reading(session, scene), EDITED)
    courses = dict(
        session.execute(
            select(Placement.course_id, func.count()).group_by(Placement.course_id)
        ).all()
    )
    assert courses == {scene.cast.hukou: 2 * (12 + 2), scene.cast.other: 2 * 2}


def test_every_course_that_reads_it_is_told(session: Session, scene: Scene) -> None:
    ines = session.get_one(User, scene.cast.ines)
    publish(session, reading(session, scene), EDITED, ines, "Where it was")
    told = session.scalars(select(Event).where(Event.kind == "revision published")).all()
    courses = session.scalars(select(CourseReading.course_id)).all()
    assert {event.course_id for event in told} == set(courses)
    assert {(event.actor_id, event.visibility) for event in told} == {(ines.id, "course")}


def test_an_author_is_told_once_that_a_mark_lost_its_place(session: Session, scene: Scene) -> None:
    """Nobody else is, whatever they see of the mark; and not by every later revision again."""
    number = scene.annotations["ming-course"]
    people = {name: session.get_one(User, getattr(scene.cast, name)) for name in ("ming", "mei")}
    see_all(session, scene, list(people.values()))
    for source in (CUT, CUT + "\nMore.\n"):
        publish(session, reading(session, scene), source)
    events = session.scalars(
        select(Event).where(Event.kind == "annotation lost", Event.annotation_id == number)
    ).all()
    assert [(event.author_id, event.visibility) for event in events] == [
        (scene.cast.ming, "private")
    ]
    mark = session.get_one(Annotation, number)
    assert {name: is_unread(session, mark, user) for name, user in people.items()} == {
        "ming": True,
        "mei": False,
    }


def see_all(session: Session, scene: Scene, people: list[User]) -> None:
    course = session.get_one(Course, scene.cast.hukou)
    for user in people:
        newest = newest_event(session, course, reading(session, scene))
        mark_all_read(session, user, course, reading(session, scene), newest)


def test_what_staff_left_as_an_orphan_is_not_asked_about_again(
    session: Session, scene: Scene
) -> None:
    number = scene.annotations["ming-course"]
    publish(session, reading(session, scene), CUT)
    placement = session.scalars(
        select(Placement).where(Placement.annotation_id == number, Placement.outcome == "lost")
    ).one()
    placement.decision, placement.decided_by_id = "orphaned", scene.cast.tom
    placement.decided_at = now()
    session.flush()
    publish(session, reading(session, scene), CUT + "\nMore.\n")
    later = session.scalars(
        select(Placement).where(Placement.annotation_id == number).order_by(-Placement.id)
    ).first()
    assert later is not None
    assert (later.decision, later.decided_by_id) == ("orphaned", scene.cast.tom)
    waiting = select(Placement.annotation_id).where(
        Placement.waits(), Placement.revision_id == later.revision_id
    )
    assert number not in session.scalars(waiting).all()


def test_publishing_asks_as_often_for_three_marks_as_for_three_thousand(
    app: Flask, session: Session, scene: Scene
) -> None:
    def queries(source: str) -> int:
        with app.app_context(), counted(db.engine) as statements:
            publish(db.session, db.session.get_one(Reading, scene.cast.reading), source)
            db.session.commit()
        return len(statements)

    mark(session, scene, 30)
    few = queries(CUT)  # some are left, some are not
    publish(session, reading(session, scene), TEXT)
    mark(session, scene, 3_000)
    assert queries(CUT) == few


def test_to_forecast_asks_as_often_for_three_marks_as_for_three_thousand(
    app: Flask, session: Session, scene: Scene
) -> None:
    text = read_markdown(CUT).text

    def queries() -> int:
        with app.app_context(), counted(db.engine) as statements:
            found = db.session.get_one(Reading, scene.cast.reading)
            assert forecast(db.session, found, text).unsure
        return len(statements)

    mark(session, scene, 30)
    few = queries()
    mark(session, scene, 3_000)
    assert queries() == few


def mark(session: Session, scene: Scene, number: int) -> None:
    newest = session.scalars(Revision.newest_of(scene.cast.reading)).one()
    session.execute(
        insert(Annotation),
        [
            {
                "course_id": scene.cast.hukou,
                "reading_id": scene.cast.reading,
                "author_id": scene.cast.mei,
                "revision_id": newest.id,
                "kind": "highlight",
                "visibility": "course",
                "start": place % 60,
                "end": place % 60 + 12,
                "exact": newest.text[place % 60 : place % 60 + 12],
                "prefix": "",
                "suffix": "",
            }
            for place in range(number)
        ],
    )
    session.commit()
