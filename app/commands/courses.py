"""`flask --app wsgi courses`: what whoever keeps the server does before an instructor can."""

import click
from flask.cli import AppGroup
from sqlalchemy import or_, select

from app.database import db
from app.models import Course, Membership, User
from app.services.curation import slug_of

courses = AppGroup("courses", help="Make courses and appoint instructors.")


@courses.command()
@click.argument("title")
def create(title: str) -> None:
    """Make a course called TITLE and print the address that lets people join it."""
    slug = slug_of(title, db.session.scalars(select(Course.slug)).all())
    course = Course(title=title, slug=slug)
    db.session.add(course)
    db.session.commit()
    click.echo(f"Course {course.slug}; people join it at /join/{course.join_code}")


@courses.command()
@click.argument("slug")
@click.argument("who")
def instruct(slug: str, who: str) -> None:
    """Make WHO (a user name or address) an instructor of the course SLUG."""
    course = db.session.scalar(select(Course).where(Course.slug == slug))
    user = db.session.scalar(select(User).where(or_(User.username == who, User.email == who)))
    if course is None or user is None:
        missing = f"course {slug}" if course is None else f"account {who}; have them join first"
        raise click.ClickException(f"there is no {missing}")
    membership = db.session.scalar(select(Membership).filter_by(course=course, user=user))
    if membership is None:
        db.session.add(Membership(course=course, user=user, role="instructor"))
    else:
        membership.role = "instructor"
    db.session.commit()
    click.echo(f"{user.name} instructs {course.title}")
