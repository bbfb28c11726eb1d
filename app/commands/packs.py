"""`flask --app wsgi packs`: readings and layers as files."""

from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from app.core.packs import PackFaults
from app.database import db
from app.models import Course
from app.services.pack_files import LAYERS, READINGS
from app.services.packs import LoadReport
from app.services.packs import load as load_packs

packs = AppGroup("packs", help="Load, check and write readings and layers as files.")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@packs.command()
@click.option("--course", help="The course (by its slug) that reads them and keeps them.")
@click.argument("readings", type=FOLDER, default=READINGS)
@click.argument("layers", type=FOLDER, default=LAYERS)
def load(course: str | None, readings: Path, layers: Path) -> None:
    """Bring the database to what the packs say; all of them, or nothing when one has a fault."""
    home = db.session.scalars(select(Course).where(Course.slug == course)).one_or_none()
    if course and home is None:
        raise click.ClickException(f"there is no course {course}; make it first")
    try:
        report = load_packs(db.session, readings, layers, home)
    except PackFaults as found:
        raise click.ClickException(f"nothing was loaded:\n{found}") from found
    db.session.commit()
    _tell(report)


def _tell(report: LoadReport) -> None:
    for fault in report.detached:
        click.echo(fault, err=True)
    for name in report.kept:
        click.echo(f"{name}: no longer in its pack, kept because a curator's ruling names it")
    click.echo(f"{len(report.loaded)} packs loaded, {len(report.unchanged)} unchanged")
