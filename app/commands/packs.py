"""`flask --app wsgi packs`: readings and layers as files."""

import sys
from collections import Counter
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from app.core.packs import PackFaults
from app.database import db
from app.models import Course
from app.services import packs as services
from app.services.packs import LAYERS, READINGS, LoadReport

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
        report = services.load(db.session, readings, layers, home)
    except PackFaults as found:
        raise click.ClickException(f"nothing was loaded:\n{found}") from found
    db.session.commit()
    _tell(report)


@packs.command()
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--notes", is_flag=True, help="Also say what is only worth knowing.")
@click.argument("paths", type=click.Path(exists=True, path_type=Path), nargs=-1)
def lint(strict: bool, notes: bool, paths: tuple[Path, ...]) -> None:
    """Say what is wrong with packs, `path:line: fault`. PATHS are folders and files."""
    found = services.lint(paths or (READINGS, LAYERS))
    count = Counter(fault.level for fault in found)
    for fault in found:
        if notes or fault.level != "note":
            click.echo(fault)
    click.echo(
        f"{count['fault']} faults, {count['warning']} warnings, {count['note']} notes", err=True
    )
    if count["fault"] or (strict and count["warning"]):
        sys.exit(1)


@packs.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write all readings and layers, with what was added in the app, into FOLDER."""
    for file in services.export(db.session, folder):
        click.echo(file)


def _tell(report: LoadReport) -> None:
    for fault in report.detached:
        click.echo(fault, err=True)
    for name in report.kept:
        click.echo(f"{name}: no longer in its pack, kept because a curator's ruling names it")
    click.echo(f"{len(report.loaded)} packs loaded, {len(report.unchanged)} unchanged")
