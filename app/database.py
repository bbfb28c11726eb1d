"""The database: one session a request, SQLite set up so that concurrent writers lose nothing.

pysqlite as it comes begins transactions late and loses updates without an error. So we begin
them ourselves: `BEGIN` for a request that only reads, `BEGIN IMMEDIATE` for all else.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

from flask import Flask, abort, current_app, g
from sqlalchemy import Connection, Engine, Select, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT = 10_000  # milliseconds a writer waits for another
_ENGINE = "interleaf-engine"

_only_reads: ContextVar[bool] = ContextVar("only_reads", default=False)
T = TypeVar("T")


class Database:
    """An engine for each application, a session for each of its contexts."""

    def init_app(self, app: Flask, url: str) -> None:
        app.extensions[_ENGINE] = create_engine(url)
        app.teardown_appcontext(self._close)

    @property
    def engine(self) -> Engine:
        return cast(Engine, current_app.extensions[_ENGINE])

    @property
    def session(self) -> Session:
        if "session" not in g:
            g.session = Session(self.engine)
        return cast(Session, g.session)

    def _close(self, error: BaseException | None) -> None:
        if session := g.pop("session", None):
            session.close()


db = Database()


@contextmanager
def only_reading() -> Iterator[None]:
    """Transactions begun inside take no write lock."""
    token = _only_reads.set(True)
    try:
        yield
    finally:
        _only_reads.reset(token)


def read_only(value: bool) -> None:
    """Say for the rest of this request whether it only reads: then it takes no write lock."""
    _only_reads.set(value)


def one_or_404(query: Select[T]) -> T:
    """Return the one row, or answer 404: what may not be seen does not exist."""
    found = db.session.scalars(query).unique().one_or_none()
    return abort(404) if found is None else found


@event.listens_for(Engine, "connect")
def _set_up_sqlite(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we begin transactions ourselves
    for pragma in (
        "foreign_keys = on",
        "journal_mode = wal",
        "synchronous = full",  # what was acknowledged outlives a power cut
        f"busy_timeout = {BUSY_TIMEOUT}",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    is_transaction = connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT"
    if connection.dialect.name == "sqlite" and is_transaction:
        connection.exec_driver_sql("BEGIN" if _only_reads.get() else "BEGIN IMMEDIATE")
