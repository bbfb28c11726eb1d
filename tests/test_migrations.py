"""The migrated schema is the models' schema, to the last index."""

from collections.abc import Iterator
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import Engine, create_engine, inspect

from app.commands.database import configuration
from app.database import db
from app.factory import create_app
from app.models import Base
from app.settings import Settings


@pytest.fixture
def nothing(settings: Settings) -> Iterator[Flask]:
    """The application without a database."""
    (settings.instance / "interleaf.db").unlink()
    app = create_app(settings)
    with app.app_context():
        yield app
        db.engine.dispose()


@pytest.fixture
def migrated(nothing: Flask) -> Engine:
    command.upgrade(configuration(), "head")
    return db.engine


@pytest.fixture
def modelled() -> Iterator[Engine]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


def test_migrations_leave_nothing_for_the_models_to_ask(migrated: Engine) -> None:
    with migrated.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_columns_keys_indexes_and_constraints_are_the_same(
    migrated: Engine, modelled: Engine
) -> None:
    found, expected = schema(migrated), schema(modelled)
    del found["alembic_version"]
    assert found == expected


def test_every_constraint_has_a_name(migrated: Engine) -> None:
    """A later migration can only change what has a name."""
    tables = schema(migrated)
    del tables["alembic_version"]
    for table, parts in tables.items():
        for kind in ("primary", "foreign", "unique", "checks", "indexes"):
            assert all(part["name"] for part in parts[kind]), (table, kind)


def test_what_was_migrated_can_be_taken_back(migrated: Engine) -> None:
    command.downgrade(configuration(), "base")
    assert set(inspect(migrated).get_table_names()) <= {"alembic_version"}
    command.upgrade(configuration(), "head")
    assert set(inspect(migrated).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_migrating_twice_changes_nothing(migrated: Engine) -> None:
    before = schema(migrated)
    command.upgrade(configuration(), "head")
    assert schema(migrated) == before


def schema(engine: Engine) -> dict[str, dict[str, Any]]:
    """What each table has, in an order of its own."""
    inspector = inspect(engine)
    return {
        table: {
            "columns": by_name(
                [column | {"type": str(column["type"])} for column in inspector.get_columns(table)]
            ),
            "primary": [inspector.get_pk_constraint(table)],
            "foreign": by_name(inspector.get_foreign_keys(table)),
            "unique": by_name(inspector.get_unique_constraints(table)),
            "checks": by_name(inspector.get_check_constraints(table)),
            "indexes": by_name(inspector.get_indexes(table)),
        }
        for table in inspector.get_table_names()
    }


def by_name(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: str(row["name"]))


EARLIER = """
INSERT INTO user (id, email, name, active, fs_uniquifier, created_at)
    VALUES (1, 'mei@example.org', 'Mei', 1, 'x', '2026-01-01');
INSERT INTO course (id, slug, title, about, open_to_guests, join_code, created_at)
    VALUES (1, 'hukou', 'Hukou', '', 0, 'CODE', '2026-01-01');
INSERT INTO reading (id, slug, title, subtitle, author, kind, date, language, voice, rights, source,
    home_id, pack_digest)
    VALUES (1, 'a', 'A', '', 'B', 'article', '2014', 'en', 'press', '', '{}', 1, '');
INSERT INTO revision (id, reading_id, number, source, text, renderer_version, created_at) VALUES
    (1, 1, 1, 'One', 'One', 1, '2026-01-01'), (2, 1, 2, 'Two', 'Two', 1, '2026-03-01');
INSERT INTO bookmark (user_id, course_id, reading_id, ident, at)
    VALUES (1, 1, 1, 'x', '2026-02-01');
INSERT INTO annotation (id, course_id, reading_id, author_id, revision_id, kind, visibility, start,
    "end", exact, prefix, suffix, body, body_html, renderer_version, created_at) VALUES
    (1, 1, 1, 1, 1, 'note', 'private', 0, 3, 'One', '', '', 'Gone', '', 1, '2026-01-02'),
    (2, 1, 1, 1, 2, 'note', 'private', 0, 3, 'Two', '', '', 'Here', '', 1, '2026-03-02');
INSERT INTO event (course_id, reading_id, annotation_id, actor_id, author_id, visibility, kind, at)
    VALUES (1, 1, 1, 1, 1, 'private', 'annotation created', '2026-01-02');
"""


def test_nothing_is_lost_on_the_way(nothing: Flask) -> None:
    """Not what refers to a table that is altered; and what stood on an earlier text still does."""
    command.upgrade(configuration(), "0003")
    with db.engine.begin() as connection:
        for statement in EARLIER.split(";\n"):
            connection.exec_driver_sql(statement)
    command.upgrade(configuration(), "head")
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, revision_id, body FROM annotation")
        assert [tuple(row) for row in rows] == [(1, 1, "Gone"), (2, 2, "Here")]
        rows = connection.exec_driver_sql(
            'SELECT annotation_id, course_id, revision_id, outcome, start, "end" FROM placement'
        )
        assert [tuple(row) for row in rows] == [(1, 1, 1, "made", 0, 3)]
        rows = connection.exec_driver_sql("SELECT revision_id, read_at = at FROM bookmark")
        assert [tuple(row) for row in rows] == [(1, 1)]
        assert connection.exec_driver_sql("SELECT count(*) FROM event").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    command.downgrade(configuration(), "0003")
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM annotation").scalar() == 2
