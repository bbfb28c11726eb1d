"""How a reader stands with senses: that they read a card, know it, or want to be reminded.

What is kept is theirs alone: every query here is for one reader. A wording is kept once somebody
has read it, so that a card can say what has changed since.
"""

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from app.core.sentences import sentence_at
from app.models import Course, Familiarity, Occurrence, Sense, Term, User, Wording
from app.models.base import now
from app.models.familiarity import Standing
from app.services.once import add_once

LONGEST_SENTENCE = 400  # code points; a flashcard, not a page


def digest_of(body: str) -> str:
    """What tells one wording from another."""
    return sha256(body.encode()).hexdigest()


def familiarity_with(
    session: Session, user: User | None, course: Course, sense: Sense
) -> Familiarity | None:
    """How a reader stands with a sense; None for a guest, and for a card never read."""
    if user is None:
        return None
    return session.scalar(
        _of(user, course)
        .where(Familiarity.sense_id == sense.id)
        .options(joinedload(Familiarity.wording))
    )


def read(session: Session, user: User, course: Course, occurrence: Occurrence, seen: str) -> None:
    """Keep that a reader read a card in the wording whose digest they saw.

    A wording that is neither the card's nor kept is nothing that can be compared: then nothing is
    kept, and the card will say that it has changed.
    """
    sense = occurrence.sense
    if digest_of(sense.body) != seen:
        return
    row = familiarity_with(session, user, course, sense)
    if row is None:
        _begin(session, user, course, occurrence)
        return
    row.wording = _wording(session, sense)
    row.at = now()


def stand(
    session: Session, user: User, course: Course, occurrence: Occurrence, standing: Standing
) -> None:
    """Keep how a reader stands with the sense of a place, and the sentence that it stands in."""
    row = familiarity_with(session, user, course, occurrence.sense)
    if row is None:
        row = _begin(session, user, course, occurrence)
    row.standing = standing
    _met_at(row, occurrence)


def shelf(session: Session, user: User, course: Course) -> Sequence[Familiarity]:
    """The cards of a course that a reader has read or stands otherwise with, by headword."""
    return session.scalars(
        _of(user, course)
        .join(Familiarity.sense)
        .join(Sense.term)
        .options(
            joinedload(Familiarity.wording),
            joinedload(Familiarity.reading),
            joinedload(Familiarity.sense).joinedload(Sense.term).joinedload(Term.layer),
        )
        .order_by(func.lower(Term.headword), Term.id, Sense.position)
    ).all()


def row_of(session: Session, user: User, course: Course, number: int) -> Familiarity | None:
    """One of a reader's own rows."""
    return session.scalar(_of(user, course).where(Familiarity.id == number))


def next_in_review(
    rows: Sequence[Familiarity], standing: Standing, after: int
) -> tuple[Familiarity | None, int]:
    """The next card to look at again, in the order in which they were met, and how many are left,
    itself included."""
    left = sorted(
        (row for row in rows if row.standing == standing and row.id > after),
        key=lambda row: row.id,
    )
    return (left[0] if left else None), len(left)


def sentence_of(occurrence: Occurrence) -> str:
    """The sentence that a term stands in, on one line."""
    text = occurrence.revision.text
    start, end = sentence_at(text, occurrence.start, occurrence.end, LONGEST_SENTENCE)
    return text[start:end].replace("\n", " ")


def _of(user: User, course: Course) -> Select[Familiarity]:
    return select(Familiarity).where(
        Familiarity.course_id == course.id, Familiarity.user_id == user.id
    )


def _begin(session: Session, user: User, course: Course, occurrence: Occurrence) -> Familiarity:
    row = Familiarity(
        user_id=user.id,
        course_id=course.id,
        sense_id=occurrence.sense_id,
        wording=_wording(session, occurrence.sense),
    )
    _met_at(row, occurrence)
    if not add_once(session, row):  # a second window has begun it meanwhile
        return session.scalars(
            _of(user, course).where(Familiarity.sense_id == occurrence.sense_id)
        ).one()
    return row


def _met_at(row: Familiarity, occurrence: Occurrence) -> None:
    row.sentence = sentence_of(occurrence)
    row.exact = occurrence.exact.replace("\n", " ")
    row.reading_id = occurrence.revision.reading_id


def _wording(session: Session, sense: Sense) -> Wording:
    digest = digest_of(sense.body)
    same = select(Wording).where(Wording.sense_id == sense.id, Wording.digest == digest)
    if (kept := session.scalar(same)) is not None:
        return kept
    wording = Wording(sense_id=sense.id, digest=digest, body=sense.body)
    if not add_once(session, wording):  # another reader has read it meanwhile
        return session.scalars(same).one()
    return wording
