"""Rows of which there is one, however many ask for it at once."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Base


def add_once(session: Session, row: Base) -> bool:
    """Add a row, unless another request has added the same meanwhile: then False."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True
