"""Unread is exact: whatever three readers do, in whatever order, it is what a plain model says."""

from dataclasses import dataclass, field

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.database import db
from app.models import Annotation, Course, Event, Reading, Reply, Revision, User
from app.models.audience import Visibility
from app.services.news import (
    in_order,
    is_unread,
    mark_all_read,
    mark_thread_read,
    mark_thread_unread,
    newest_event,
    news_in,
    unread_counts,
)
from tests.conftest import Cast

ACTIONS = ("post", "reply", "edit", "take back", "answer", "read", "stale", "unread", "all")
steps = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.integers(0, 2), st.integers(0, 3), st.integers(0, 3)),
    max_size=25,
)


@dataclass
class Said:
    """Something to read in a thread: by whom, at which step, or taken back."""

    by: int
    at: int
    is_there: bool = True


@dataclass
class Thread:
    """The model: what is said in a thread, who may see it, what each reader has read."""

    id: int
    said: list[Said]
    seen_by: set[int]
    read: dict[int, int] = field(default_factory=dict)  # reader → the step that they have read to

    def is_unread_by(self, reader: int) -> bool:
        new = [s for s in self.said if s.by != reader and s.is_there]
        return reader in self.seen_by and any(s.at > self.read.get(reader, 0) for s in new)


class Class:
    """The course and its model, side by side."""

    def __init__(self, session: Session, cast: Cast) -> None:
        self.session = session
        self.course = session.get_one(Course, cast.hukou)
        self.reading = session.get_one(Reading, cast.reading)
        self.revision = session.get_one(Revision, 1)
        self.people = [session.get_one(User, who) for who in (cast.ming, cast.mei, cast.lin)]
        self.plum = cast.plum
        self.threads: list[Thread] = []

    def now(self) -> int:
        return newest_event(self.session, self.course, self.reading)

    def tell(self, event: Event) -> int:
        self.session.add(event)
        self.session.flush()
        return event.id

    def do(self, action: str, who: int, which: int, how: int) -> None:
        if action == "post":
            self.post(
                who, ("course", "group", "private", "staff")[how], "" if which == 3 else "Words"
            )
        elif action == "all":
            mark_all_read(self.session, self.people[who], self.course, self.reading, self.now())
            for thread in self.threads:
                thread.read[who] = self.now()
        elif self.threads:
            thread = self.threads[which % len(self.threads)]
            if who in thread.seen_by:
                self.do_in(thread, action, who)
        self.session.flush()
        self.session.expire_all()

    def post(self, who: int, visibility: Visibility, body: str) -> None:
        user = self.people[who]
        group = self.plum if visibility == "group" else None
        annotation = Annotation(
            course_id=self.course.id,
            reading_id=self.reading.id,
            author_id=user.id,
            kind="question" if body else "highlight",
            visibility=visibility,
            group_id=group,
        )
        annotation.anchor(self.revision, 21, 37)
        annotation.write(body)
        self.session.add(annotation)
        self.session.flush()
        at = self.tell(Event.of_thread("annotation created", user, annotation))
        seen_by = {"course": {0, 1, 2}, "group": {0, 1} | {who}}.get(visibility, {who})
        self.threads.append(Thread(annotation.id, [Said(who, at, bool(body))], seen_by))

    def do_in(self, thread: Thread, action: str, who: int) -> None:
        user, annotation = self.people[who], self.session.get_one(Annotation, thread.id)
        newest = annotation.newest_event or 0
        if action == "reply":
            reply = Reply(course_id=self.course.id, annotation_id=annotation.id, author_id=user.id)
            reply.write("An answer")
            self.session.add(reply)
            self.session.flush()
            at = self.tell(Event.of_thread("reply created", user, annotation, reply))
            thread.said.append(Said(who, at))
        elif action == "edit" and annotation.author_id == user.id and annotation.body:
            annotation.edit("Other words")
            self.tell(Event.of_thread("annotation edited", user, annotation))
        elif action == "take back" and annotation.author_id == user.id and annotation.body:
            annotation.delete()
            self.tell(Event.of_thread("annotation deleted", user, annotation))
            thread.said[0].is_there = False
        elif action == "answer" and annotation.replies:
            at = self.tell(
                Event.of_thread("question answered", user, annotation, annotation.replies[0])
            )
            thread.said.append(Said(who, at))
        elif action == "read":
            mark_thread_read(self.session, user, annotation, newest)
            thread.read[who] = max(thread.read.get(who, 0), newest)
        elif action == "stale":  # from a page that was drawn before the last event
            mark_thread_read(self.session, user, annotation, newest - 1)
            thread.read[who] = max(thread.read.get(who, 0), newest - 1)
        elif action == "unread":
            mark_thread_unread(self.session, user, annotation)
            others = [said.at for said in thread.said if said.by != who and said.is_there]
            if others:
                thread.read[who] = max(others) - 1

    def check(self) -> None:
        for who, user in enumerate(self.people):
            expected = {thread.id for thread in self.threads if thread.is_unread_by(who)}
            assert news_in(self.session, self.course, self.reading, user) == expected
            assert set(in_order(self.session, expected)) == expected
            counts = unread_counts(self.session, self.course, user)
            assert counts == ({self.reading.id: len(expected)} if expected else {})
            for thread in self.threads:
                annotation = self.session.get_one(Annotation, thread.id)
                assert is_unread(self.session, annotation, user) == (thread.id in expected)


@given(steps)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_unread_is_what_the_model_says(
    app: Flask, cast: Cast, steps: list[tuple[str, int, int, int]]
) -> None:
    with app.app_context():
        course = Class(db.session, cast)
        for step in steps:
            course.do(*step)
            course.check()
        db.session.rollback()
