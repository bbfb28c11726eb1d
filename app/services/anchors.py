"""A quote's place in a revision, for what comes with its words only: packs."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core.anchoring import Quote, Unanchored, match
from app.core.moving import find
from app.models import ContextNote, Placement, Revision


def anchor(session: Session, note: ContextNote, revision: Revision) -> None:
    """Place a context note by its quote; one whose quote is not found keeps the place it had.

    A pack's quote is exact by its author's care and needs no more evidence than to be unique.
    """
    place = place_of(revision, note.quote) if note.from_pack else find(revision.text, note.quote)
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


def place_of(revision: Revision, quote: Quote) -> tuple[int, int] | None:
    try:
        return match(revision.text, quote)
    except Unanchored:
        return None
