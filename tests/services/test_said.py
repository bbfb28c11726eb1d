"""What was said in threads is kept, and never told when it is said otherwise by now."""

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from app.models import Annotation, Event, Reply, Revision, User
from app.services.marks import threads
from tests.conftest import Cast


def told(session: Session, annotation: int) -> list[tuple[str, str]]:
    session.expire_all()
    (thread,) = threads(session, [annotation])
    return [(reply.author, reply.body) for reply in thread.said]


@pytest.fixture
def thread(session: Session, cast: Cast) -> int:
    """A question with two replies."""
    revision = session.scalars(Revision.newest_of(cast.reading)).one()
    annotation = Annotation(
        course_id=cast.hukou,
        reading_id=cast.reading,
        author_id=cast.ming,
        kind="question",
        visibility="course",
    )
    annotation.anchor(revision, 0, 5)
    annotation.write("Why?")
    for author, body in ((cast.mei, "Since 1958."), (cast.ming, "Thank you.")):
        reply = Reply(course_id=cast.hukou, author_id=author)
        reply.write(body)
        annotation.replies.append(reply)
    session.add(annotation)
    session.commit()
    return annotation.id


def test_replies_are_loaded_once_as_long_as_nothing_happens(session: Session, thread: int) -> None:
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    first = told(session, thread)
    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert told(session, thread) == first
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert not [statement for statement in asked if statement.startswith("SELECT reply")]


def test_a_reply_an_edit_and_a_new_name_are_told_at_once(
    session: Session, cast: Cast, thread: int
) -> None:
    before = told(session, thread)
    annotation = session.get_one(Annotation, thread)
    author = session.get_one(User, cast.mei)
    reply = Reply(course_id=annotation.course_id, annotation_id=thread, author_id=author.id)
    reply.write("One thing more.")
    session.add(reply)
    session.flush()
    session.add(Event.of_thread("reply created", author, annotation, reply))
    session.commit()
    assert told(session, thread) == [*before, (author.name, "One thing more.")]

    reply.edit("Two things more.")
    session.add(Event.of_thread("reply edited", author, annotation, reply))
    session.commit()
    assert told(session, thread)[-1] == (author.name, "Two things more.")

    author.name = "Mei Chen"
    session.commit()
    assert told(session, thread)[-1] == ("Mei Chen", "Two things more.")
