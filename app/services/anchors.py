"""A quote's place in a revision, for what comes with its words only: packs."""

from functools import lru_cache

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core.anchoring import Quote
from app.core.locating import Index
from app.core.packs.quotes import place
from app.models import ContextNote, Placement, Revision

KEPT_INDEXES = 4  # texts; a layer's notes and rulings are about few at a time


def anchor(session: Session, note: ContextNote, revision: Revision) -> None:
    """Place a context note by its quote; one that has no sure place keeps the one it had."""
    place = place_of(revision, note.quote)
    if place is None:
        return
    if note.id is not None:  # what an edit of the text had made of it there is overruled
        session.execute(
            delete(Placement).where(
                Placement.note_id == note.id, Placement.revision_id == revision.id
            )
        )
    note.revision_id = revision.id
    note.start, note.end = place


def take_off(session: Session, note: ContextNote, revision: Revision) -> None:
    """Leave a note without a place until its quote is found."""
    if note.id is not None:
        session.execute(delete(Placement).where(Placement.note_id == note.id))
    note.revision_id = revision.id
    note.start = note.end = None


def place_of(revision: Revision, quote: Quote) -> tuple[int, int] | None:
    """Where a quote stands, (start, end) in code points, or None where that is not sure."""
    found = place(_index_of(revision.text), quote)
    if not found.is_sure or found.start is None or found.end is None:
        return None
    return found.start, found.end


@lru_cache(maxsize=KEPT_INDEXES)
def _index_of(text: str) -> Index:
    return Index(text)
