from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import (
    Annotation,
    Course,
    Event,
    Group,
    Guess,
    GuessedTerm,
    Membership,
    Occurrence,
    Reply,
    User,
)


def test_the_demo_opens_a_class_at_work_and_a_second_seeding_changes_nothing(
    app: Flask, session: Session
) -> None:
    def counted() -> dict[str, int]:
        tables = (User, Membership, Group, Annotation, Reply, Event, Occurrence, Guess)
        return {
            table.__name__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
        }

    first = app.test_cli_runner().invoke(args=["demo", "seed"])
    assert first.exit_code == 0, first.output
    before = counted()
    assert before["User"] == 8
    assert before["Group"] == 2
    assert before["Annotation"] >= 12
    course = session.scalars(select(Course)).one()
    assert course.open_to_guests
    assert len(course.readings) == 5
    assert len(course.layers) == 4
    roles = sorted(member.role for member in course.memberships)
    assert roles == ["assistant", "instructor", *["student"] * 6]

    second = app.test_cli_runner().invoke(args=["demo", "seed"])
    assert second.output == first.output
    session.expire_all()
    assert counted() == before
    assert course.remind_after == 3
    assert any(item.limits_by_week for item in course.layers)
    assert len(session.scalars(select(GuessedTerm)).all()) == 1
    assert before["Guess"] == 4
    page = app.test_client().get("/courses/hukou/readings/embassy-cable-residence-permits")
    assert page.status_code == 200
