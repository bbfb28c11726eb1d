"""Guess, then reveal: who is asked, what they made of a term, and what the staff sees of it.

A guess is its reader's own. The staff sees words without names, and none at all while so few have
guessed that one could tell whose they are.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.core.folding import fold
from app.models import Course, Guess, GuessedTerm, Term, User
from app.services.once import add_once

FEWEST = 3  # guesses, before their words are shown to the staff


@dataclass(frozen=True, slots=True)
class Said:
    """Guesses of the same words, but for capitals, spaces and the like."""

    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Guesses:
    """What the staff sees: how many guessed, how many looked at once, and the words if there are
    enough of them, the most frequent first."""

    guessed: int
    looked: int
    said: Sequence[Said]


def is_guessed(session: Session, course: Course, term: Term) -> bool:
    """Has the course its readers guess this term first?"""
    return session.scalar(_asked(course, term)) is not None


def ask(session: Session, course: Course, term: Term) -> None:
    """Have readers guess a term first."""
    if not is_guessed(session, course, term):
        add_once(session, GuessedTerm(course_id=course.id, term_id=term.id))


def ask_no_more(session: Session, course: Course, term: Term) -> None:
    """Show the card at once again. What was guessed stays."""
    row = session.scalar(_asked(course, term))
    if row:
        session.delete(row)


def guess_of(session: Session, user: User | None, course: Course, term: Term) -> Guess | None:
    """A reader's own guess."""
    if user is None:
        return None
    return session.scalar(_about(course, term).where(Guess.user_id == user.id))


def guess(session: Session, user: User, course: Course, term: Term, body: str) -> None:
    """Keep a reader's first guess. Empty words are a wish to see the card; what comes after the
    card was seen is no guess."""
    if guess_of(session, user, course, term) is None:
        row = Guess(course_id=course.id, term_id=term.id, user_id=user.id, body=body)
        add_once(session, row)  # a double click is one guess


def guesses(session: Session, course: Course, term: Term) -> Guesses:
    bodies = [row.body for row in session.scalars(_about(course, term))]
    guessed = [body for body in bodies if body]
    return Guesses(
        guessed=len(guessed),
        looked=len(bodies) - len(guessed),
        said=_grouped(guessed) if len(guessed) >= FEWEST else [],
    )


def _asked(course: Course, term: Term) -> Select[GuessedTerm]:
    return select(GuessedTerm).where(
        GuessedTerm.course_id == course.id, GuessedTerm.term_id == term.id
    )


def _about(course: Course, term: Term) -> Select[Guess]:
    return select(Guess).where(Guess.course_id == course.id, Guess.term_id == term.id)


def _grouped(bodies: Sequence[str]) -> list[Said]:
    """Group by the words as folded, in an order that does not tell who was first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for body in sorted(bodies):
        groups[" ".join(fold(body).split())].append(body)
    found = [Said(same[0], len(same)) for _, same in sorted(groups.items())]
    return sorted(found, key=lambda said: -said.number)
