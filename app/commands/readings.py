"""`flask --app wsgi readings`: a text edited elsewhere is published, its marks taken along."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import ColumnElement, select

from app.core.differing import differences, tally
from app.core.identities import keep_identities
from app.core.packs import PackFaults
from app.core.sources import Source, read_source
from app.database import db
from app.models import Annotation, Course, CourseReading, Reading, Revision
from app.services.packs.files import READING_SCHEMA, schema_at
from app.services.publishing import take_turn
from app.services.revising import Forecast, forecast, revise

readings = AppGroup("readings", help="Edit readings that are in use.")

QUOTED = 60  # characters of a passage that is told of


@readings.command("revise")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--course", help="Tell of this course's marks only; all are followed.")
@click.option("--dry-run", is_flag=True, help="Say what would become of them, and write nothing.")
@click.option("--message", default="", help="What changed, and why: readers see it.")
def revise_reading(slug: str, file: Path, course: str | None, dry_run: bool, message: str) -> None:
    """Publish FILE, Markdown with or without front matter, as the text of the reading SLUG.

    Says first what becomes of all that stands on it.
    """
    reading = db.session.scalar(select(Reading).where(Reading.slug == slug))
    if reading is None:
        raise click.ClickException(f"there is no reading {slug}")
    marks = _of_course(course, reading)
    source = _read(reading, file)
    take_turn(db.session, reading)
    newest = db.session.scalars(Revision.newest_of(reading.id)).one()
    if source.body == newest.source:
        click.echo(f"{slug}: revision {newest.number} says this already; nothing to publish")
        return
    _tell(newest, source, forecast(db.session, reading, source.document.text, marks))
    if dry_run:
        click.echo("Nothing was written.")
        return
    revision = revise(db.session, reading, source.body, message=message)
    number = revision.number
    db.session.commit()
    click.echo(f"Published as revision {number}.")


def _of_course(slug: str | None, reading: Reading) -> ColumnElement[bool] | None:
    if slug is None:
        return None
    course = db.session.scalar(
        select(Course)
        .join(CourseReading, CourseReading.course_id == Course.id)
        .where(Course.slug == slug, CourseReading.reading_id == reading.id)
    )
    if course is None:
        raise click.ClickException(f"no course {slug} reads {reading.slug}")
    return Annotation.course_id == course.id


def _read(reading: Reading, file: Path) -> Source:
    schema = schema_at(READING_SCHEMA)
    try:
        return read_source(f"{reading.slug}.md", file.read_bytes(), schema, reading.language)
    except PackFaults as found:
        faults = "\n".join(str(replace(fault, path=str(file))) for fault in found.faults)
        raise click.ClickException(f"nothing was published:\n{faults}") from found


def _tell(newest: Revision, source: Source, found: Forecast) -> None:
    document = keep_identities(source.document, newest.blocks)
    changed = tally(differences(newest.blocks, document.blocks))
    click.echo(f"Since revision {newest.number}, paragraphs: {_counted(changed)}")
    click.echo(f"Marks, notes and rulings: {_counted(found.counts)}")
    for one in found.unsure:
        who = f" by {one.author}" if one.author else ""
        click.echo(f"  {one.outcome.kind}: {one.noun}{who} on “{_short(one.exact)}”", nl=False)
        click.echo(f", {one.outcome.evidence}" if one.outcome.evidence else "", nl=False)
        click.echo(f"; perhaps “{_short(one.proposed)}”" if one.proposed else "")
    if found.more:
        click.echo(f"  and {found.more} more")


def _counted(counts: Mapping[Any, int]) -> str:
    """“212 same, 3 edited”; nothing at all is none."""
    told = [f"{count} {kind}" for kind, count in counts.items() if count]
    return ", ".join(told) or "none"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= QUOTED else f"{line[:QUOTED]}…"
