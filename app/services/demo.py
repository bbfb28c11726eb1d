"""The demo course: its cast, its packs, a dozen marks and threads, so that a stranger sees a
class at work. Seeding twice changes nothing."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.anchoring import Quote, match
from app.models import (
    Annotation,
    Course,
    Event,
    Group,
    Membership,
    Reading,
    Reply,
    Revision,
    Term,
    User,
)
from app.services.guesses import ask, guess

SLUG = "hukou"
DOMAIN = "demo.invalid"  # RFC 2606: no mail can ever reach it


def seed(session: Session, file: Path, password_hash: str) -> Course:
    """Make the course and its people if they are not there. Discussion comes with `discuss`."""
    course = session.scalar(select(Course).where(Course.slug == SLUG))
    if course is not None:
        return course
    script = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    course = Course(slug=SLUG, title=script["title"], about=script["about"], open_to_guests=True)
    session.add(course)
    groups = {name: Group(name=name, course=course) for name in script["groups"]}
    for person in script["people"]:
        user = User(
            name=person["name"],
            username=person["username"],
            email=f"{person['username']}@{DOMAIN}",
            password=password_hash,
        )
        session.add(
            Membership(
                course=course, user=user, role=person["role"], group=groups.get(person.get("group"))
            )
        )
    session.flush()
    return course


def discuss(session: Session, course: Course, file: Path) -> int:
    """Put the demo's marks and threads on the readings, once. Returns how many marks there are.

    Raises Unanchored if a quote is not in its reading.
    """
    if session.scalar(select(Annotation.id).where(Annotation.course_id == course.id).limit(1)):
        return 0
    members = {member.user.username: member for member in course.memberships}
    threads = YAML(typ="safe").load(file.read_text(encoding="utf-8"))["threads"]
    for thread in threads:
        _open_thread(session, course, members, thread)
    return len(threads)


def set_pace(session: Session, course: Course, file: Path) -> None:
    """Have the demo's layers mark by week, and a term guessed first."""
    script = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    course.remind_after = script["remind_after"]
    for item in course.layers:
        by_week = script["limits"].get(item.layer.slug, {})
        item.limits_by_week = {str(week): limit for week, limit in by_week.items()}
    users = {member.user.username: member.user for member in course.memberships}
    for asked in script["guesses"]:
        term = session.scalars(
            select(Term).where(Term.slug == asked["term"], Term.layer.has(slug=asked["layer"]))
        ).one()
        ask(session, course, term)
        for username, body in asked["by"].items():
            guess(session, users[username], course, term, body)


def _open_thread(
    session: Session, course: Course, members: dict[str | None, Membership], thread: dict[str, Any]
) -> None:
    reading = session.scalars(select(Reading).where(Reading.slug == thread["reading"])).one()
    revision = session.scalars(Revision.newest_of(reading.id)).one()
    author = members[thread["by"]]
    audience = thread.get("audience", "course")
    annotation = Annotation(
        course_id=course.id,
        reading_id=reading.id,
        author_id=author.user_id,
        kind=thread["kind"],
        visibility=audience,
        group_id=author.group_id if audience == "group" else None,
    )
    annotation.anchor(revision, *match(revision.text, Quote(thread["quote"])))
    annotation.write(thread.get("body", ""))
    session.add(annotation)
    session.flush()
    session.add(Event.of_thread("annotation created", author.user, annotation))
    for said in thread.get("replies", []):
        _reply(session, annotation, members[said["by"]].user, said)


def _reply(session: Session, annotation: Annotation, author: User, said: dict[str, str]) -> None:
    reply = Reply(course_id=annotation.course_id, author_id=author.id)
    reply.write(said["body"])
    annotation.replies.append(reply)
    session.flush()
    session.add(Event.of_thread("reply created", author, annotation, reply))
    if said.get("answers"):
        annotation.answer_id = reply.id
        session.add(Event.of_thread("question answered", annotation.author, annotation, reply))
