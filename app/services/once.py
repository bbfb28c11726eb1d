"""A form that is sent twice writes once.

Each form has a *nonce*, and an author uses a nonce once: a unique index says so, whichever of two
requests comes first and however close the other follows.
"""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Annotation, Base, Reply

W = TypeVar("W", Annotation, Reply)
T = TypeVar("T", bound=Base)


def sent_before(session: Session, kind: type[W], author_id: int, nonce: str | None) -> W | None:
    """What this form of this author has written already, or None."""
    if nonce is None:
        return None
    return session.scalar(select(kind).where(kind.author_id == author_id, kind.nonce == nonce))


def add_once(session: Session, row: T) -> bool:
    """Add a row, unless a unique index has one like it: then False, and the transaction goes on."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True
