"""A new revision of a reading, and everything that stands on the text moved along.

What staff wrote is placed by its quote, what readers wrote too; a reader's mark whose quote is
gone or doubtful stays on the revision that it was made on, and the page lists it as detached.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.anchoring import Quote, Unanchored, match
from app.core.moving import find
from app.models import Annotation, ContextNote, Reading, Revision, Ruling


def publish(session: Session, reading: Reading, source: str) -> Revision:
    """Make Markdown the reading's newest revision and move notes, rulings and marks to it."""
    revision = reading.publish(source)
    session.flush()
    for note in session.scalars(select(ContextNote).where(ContextNote.reading_id == reading.id)):
        anchor(note, revision)
    for ruling in session.scalars(select(Ruling).where(Ruling.reading_id == reading.id)):
        _move(ruling, revision)
    for mark in session.scalars(select(Annotation).where(Annotation.reading_id == reading.id)):
        _move(mark, revision)
    return revision


def anchor(note: ContextNote, revision: Revision) -> None:
    """Place a context note by its quote; without a place where the quote is not found.

    A pack's quote is exact by its author's care and needs no more evidence than to be unique.
    """
    place = place_of(revision, note.quote) if note.from_pack else find(revision.text, note.quote)
    note.revision_id = revision.id
    note.start, note.end = place or (None, None)


def place_of(revision: Revision, quote: Quote) -> tuple[int, int] | None:
    try:
        return match(revision.text, quote)
    except Unanchored:
        return None


def _move(row: Ruling | Annotation, revision: Revision) -> None:
    place = find(revision.text, Quote(row.exact, row.prefix, row.suffix))
    if place:
        row.revision_id = revision.id
        row.start, row.end = place
