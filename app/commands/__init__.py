"""The `flask --app wsgi` commands."""

from flask import Flask

from app.commands.cables import cables
from app.commands.courses import courses
from app.commands.database import database
from app.commands.demo import demo
from app.commands.imports import forget_imports, import_readings
from app.commands.packs import packs
from app.commands.readings import readings


def register(app: Flask) -> None:
    app.cli.add_command(cables)
    app.cli.add_command(courses)
    app.cli.add_command(database)
    app.cli.add_command(demo)
    app.cli.add_command(packs)
    readings.add_command(import_readings)
    readings.add_command(forget_imports)
    app.cli.add_command(readings)
