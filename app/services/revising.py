"""A reading edited: what would become of all that stands on it, and then the edit itself."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.core.following import Kind, Outcome
from app.models import Annotation, ContextNote, Reading, Revision, Ruling, User
from app.services.following import Column, Thing, followed, things_on
from app.services.layering import lay_where_read
from app.services.publishing import publish

KINDS: tuple[Kind, ...] = ("same", "moved", "edited", "doubtful", "lost")
SHOWN = 50  # of what has no sure place; more is one fault, over and over


@dataclass(frozen=True, slots=True)
class Unsure:
    """What would have no sure place: what it is, whose, on which words, and why."""

    noun: str
    author: str
    exact: str
    body: str
    outcome: Outcome
    proposed: str  # the words of the place that is proposed, if one is


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many of each outcome, and some of those that are not sure."""

    counts: Mapping[Kind, int]
    unsure: list[Unsure]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def more(self) -> int:
        """How many are not sure, beyond those that are listed."""
        return self.counts["doubtful"] + self.counts["lost"] - len(self.unsure)


def forecast(
    session: Session, reading: Reading, text: str, marks: ColumnElement[bool] | None = None
) -> Forecast:
    """Say what would become of what stands on a reading if this were its text. Writes nothing. Of
    the readers' marks, those that meet a condition count: what one may not see is not told."""
    found = list(followed(session, things_on(session, reading, marks), text))
    counts = Counter(outcome.kind for _, outcome in found)
    unsure = [(thing, outcome) for thing, outcome in found if not outcome.is_sure]
    return Forecast(
        {kind: counts[kind] for kind in KINDS},
        _described(session, sorted(unsure, key=lambda one: one[0].start)[:SHOWN], text),
    )


def revise(
    session: Session, reading: Reading, source: str, author: User | None = None, message: str = ""
) -> Revision:
    """Publish an edited text, and lay every layer on it that is read with it."""
    revision = publish(session, reading, source, author, message)
    lay_where_read(session, reading=reading)
    return revision


def _described(session: Session, unsure: list[tuple[Thing, Outcome]], text: str) -> list[Unsure]:
    words: dict[tuple[Column, int], tuple[str, str, str, str]] = {
        ("annotation_id", row.id): row[1:]
        for row in session.execute(
            select(Annotation.id, Annotation.kind, User.name, Annotation.exact, Annotation.body)
            .join(Annotation.author)
            .where(Annotation.id.in_(_ids(unsure, "annotation_id")))
        )
    }
    for note in session.execute(
        select(ContextNote.id, ContextNote.title, ContextNote.exact, ContextNote.body).where(
            ContextNote.id.in_(_ids(unsure, "note_id"))
        )
    ):
        words["note_id", note.id] = ("context note", "", note.exact, note.title or note.body)
    for ruling in session.execute(
        select(Ruling.id, Ruling.sense_id, Ruling.exact, Ruling.reason).where(
            Ruling.id.in_(_ids(unsure, "ruling_id"))
        )
    ):
        noun = "pin" if ruling.sense_id else "suppression"
        words["ruling_id", ruling.id] = (noun, "", ruling.exact, ruling.reason)
    return [
        Unsure(*words[thing.column, thing.id], outcome, text[outcome.start : outcome.end])
        if outcome.start is not None
        else Unsure(*words[thing.column, thing.id], outcome, "")
        for thing, outcome in unsure
    ]


def _ids(unsure: list[tuple[Thing, Outcome]], column: Column) -> list[int]:
    return [thing.id for thing, _ in unsure if thing.column == column]
