"""The `flask --app wsgi` commands."""

from flask import Flask

from app.commands.database import database


def register(app: Flask) -> None:
    app.cli.add_command(database)
