"""What people decide about things without a sure place, and how it is taken back.

A decision is written on the placement that it is about, with who and when; the thing moves to the
place that it is given, its quote stays as it was selected, and its author is told.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.following import follow
from app.models import Annotation, Course, Event, Placement, Reading, Revision, User
from app.models.base import now
from app.models.event import EventKind
from app.models.placement import Decision
from app.services.layering import LONGEST, lay_where_read
from app.services.placements import stood_before

Span = tuple[int, int]
TOLD: dict[Decision, EventKind] = {
    "accepted": "annotation placed",
    "moved": "annotation placed",
    "orphaned": "annotation orphaned",
}


def accept(session: Session, placements: Sequence[Placement], course: Course, who: User) -> None:
    """Have things stand where it was proposed. Raises ValueError where nothing is."""
    for placement in placements:
        _stand(placement, placement.revision_id, _proposed(placement))
    _decide(session, placements, "accepted", course, who)


def move(session: Session, placement: Placement, span: Span, course: Course, who: User) -> str:
    """Have a thing stand on a passage that somebody chose. Returns what forbids it, in words to
    show; then nothing is changed."""
    if placement.ruling and span[1] - span[0] > LONGEST:
        return f"A term is at most {LONGEST} characters long: choose fewer words."
    placement.start, placement.end = span
    _stand(placement, placement.revision_id, span)
    _decide(session, [placement], "moved", course, who)
    return ""


def leave(session: Session, placements: Sequence[Placement], course: Course, who: User) -> None:
    """Leave things without a place."""
    _decide(session, placements, "orphaned", course, who)


def reconsider(session: Session, placement: Placement, course: Course, who: User) -> None:
    """Take a decision back: the thing has again the last sure place that it had before, and waits
    with what is proposed for it."""
    before = _before(session, placement)
    if placement.decision == "moved":
        placement.start, placement.end = _followed(session, placement, before)
    if placement.decision != "orphaned":
        _stand(placement, before.revision_id, (before.start or 0, before.end or 0))
    placement.decision = placement.decided_by = placement.decided_at = None
    told: dict[str, EventKind] = {"doubtful": "annotation doubtful", "lost": "annotation lost"}
    _tell(session, [placement], told[placement.outcome], course, who)


def _decide(
    session: Session,
    placements: Sequence[Placement],
    decision: Decision,
    course: Course,
    who: User,
) -> None:
    at = now()
    for placement in placements:
        placement.decision, placement.decided_by, placement.decided_at = decision, who, at
    _tell(session, placements, TOLD[decision], course, who)


def _stand(placement: Placement, revision: int, span: Span) -> None:
    thing = placement.thing
    thing.revision_id = revision
    thing.start, thing.end = span


def _proposed(placement: Placement) -> Span:
    if placement.start is None or placement.end is None:
        raise ValueError(f"no place is proposed for placement {placement.id}")
    return placement.start, placement.end


def _before(session: Session, placement: Placement) -> Placement:
    """The placement of the same thing where it last stood for sure."""
    found = (select(stood_before()).select_from(Placement).join(Placement.revision)).where(
        Placement.id == placement.id
    )
    return session.scalars(select(Placement).where(Placement.id == found.scalar_subquery())).one()


def _followed(
    session: Session, placement: Placement, before: Placement
) -> tuple[int | None, int | None]:
    """What the edit of the text proposed: a move by hand has written over it."""
    old = session.get_one(Revision, before.revision_id)
    [found] = follow(old.text, placement.revision.text, [(before.start or 0, before.end or 0)])
    return (None, None) if placement.outcome == "lost" else (found.start, found.end)


def _tell(
    session: Session,
    placements: Sequence[Placement],
    kind: EventKind,
    course: Course,
    who: User,
) -> None:
    """Leave an event for each mark, for its author alone; one for all notes and one for all
    rulings, whose layers are laid anew."""
    session.flush()
    session.add_all(
        _to_author(placement.annotation, kind, who)
        for placement in placements
        if placement.annotation
    )
    reading = placements[0].revision.reading_id if placements else None
    if any(placement.note for placement in placements):
        session.add(Event.of_course("note changed", who, course.id, reading))
    if any(placement.ruling for placement in placements):
        session.add(Event.of_course("occurrence ruled", who, course.id, reading))
        lay_where_read(session, reading=session.get_one(Reading, reading))


def _to_author(annotation: Annotation, kind: EventKind, who: User) -> Event:
    event = Event.of_thread(kind, who, annotation)
    event.visibility, event.group_id = "private", None
    return event
