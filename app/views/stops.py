"""Where readers stopped: rows for members, the session for everybody else."""

from flask import session

from app.database import db
from app.models import Course, Membership, Reading, Revision
from app.services.bookmarks import Stop, idents_of, keep_bookmark, stops

MOST = 12  # in a guest's session, which is a cookie; the oldest goes


def stops_in(course: Course, membership: Membership | None) -> dict[int, Stop]:
    """Where whoever is asking stopped, by the readings of a course."""
    if membership:
        return stops(db.session, idents_of(db.session, course, membership.user_id))
    kept = session.get("bookmarks", [])
    return stops(db.session, {reading: ident for of, reading, ident in kept if of == course.id})


def stop_at(
    course: Course, membership: Membership | None, reading: Reading, revision: Revision, ident: str
) -> None:
    """Keep where whoever is asking stops, until the next time."""
    if membership:
        keep_bookmark(db.session, membership, reading, revision, ident)
        db.session.commit()
        return
    here = [course.id, reading.id]
    others = [entry for entry in session.get("bookmarks", []) if entry[:2] != here]
    session["bookmarks"] = [*others, [*here, ident]][-MOST:]
    session.permanent = True
