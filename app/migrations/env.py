"""Alembic's environment: the application's own engine, the models' own metadata."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from app.database import db
from app.models import Base
from app.models.base import Moment


def render_item(kind: str, item: Any, context: Any) -> str | Literal[False]:
    """Write our own types as what they are in the database: a migration imports no models."""
    return "sa.DateTime()" if isinstance(item, Moment) else False


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Hold SQLite's foreign keys back: it alters a table by dropping it, and a table that is
    dropped takes with it, by cascade, all that refers to it. They are counted afterwards."""
    raw = connection.connection.dbapi_connection
    if not isinstance(raw, sqlite3.Connection):
        yield
        return
    raw.execute("PRAGMA foreign_keys = off")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = on")
    if broken := raw.execute("PRAGMA foreign_key_check").fetchall():
        raise RuntimeError(f"{len(broken)} rows refer to what is gone, the first: {broken[0]}")


def run() -> None:
    with db.engine.connect() as connection, without_foreign_keys(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,  # SQLite alters tables by copying them
            compare_type=True,
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
