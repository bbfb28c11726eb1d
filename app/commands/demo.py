"""`flask --app wsgi demo`: a course that a stranger can walk into."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_security import hash_password

from app.database import db
from app.services import demo as services
from app.services.packs import load
from app.settings import Settings, kept_secret

demo = AppGroup("demo", help="The demo course.")
SCRIPT = Path(__file__).with_name("demo.yml")
PASSWORD_LENGTH = 6  # bytes; twelve hexadecimal digits to type


@demo.command()
def seed() -> None:
    """Make the demo course, load its packs, and print who may sign in. Does nothing twice."""
    password = demo_password(current_app.config["SETTINGS"])
    course = services.seed(db.session, SCRIPT, hash_password(password))
    load(db.session, home=course)
    if services.discuss(db.session, course, SCRIPT):
        services.set_pace(db.session, course, SCRIPT)
    db.session.commit()
    click.echo("Sign in with one of these names and the password " + password)
    for member in course.memberships:
        group = f", group {member.group.name}" if member.group else ""
        click.echo(f"  {member.user.username:<8} {member.user.name}, {member.role}{group}")


def demo_password(settings: Settings) -> str:
    return settings.demo_password or kept_secret(
        settings.instance / "demo_password", PASSWORD_LENGTH
    )
