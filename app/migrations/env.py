"""Alembic's environment: the application's own engine, the models' own metadata."""

from typing import Any, Literal

from alembic import context

from app.database import db
from app.models import Base
from app.models.base import Moment


def render_item(kind: str, item: Any, context: Any) -> str | Literal[False]:
    """Write our own types as what they are in the database: a migration imports no models."""
    return "sa.DateTime()" if isinstance(item, Moment) else False


def run() -> None:
    with db.engine.connect() as connection:
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
