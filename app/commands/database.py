"""`flask --app wsgi database`: the schema, by Alembic."""

import click
from alembic import command
from alembic.config import Config
from flask.cli import AppGroup

from app.settings import ROOT

database = AppGroup("database", help="Bring the database's schema to this version's.")


def configuration() -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "app" / "migrations"))
    return config


@database.command()
def upgrade() -> None:
    """Migrate to the newest schema."""
    command.upgrade(configuration(), "head")


@database.command()
@click.argument("number")
@click.argument("message")
def revision(number: str, message: str) -> None:
    """Write migration NUMBER ("0002") from what the models have and the database has not."""
    command.revision(configuration(), message, autogenerate=True, rev_id=number)
