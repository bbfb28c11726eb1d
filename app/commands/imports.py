"""`flask --app wsgi readings import`: documents as they are become readings."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app.core.kinds import KINDS
from app.core.markdown import Tangled
from app.core.senses import VOICES
from app.database import db
from app.models import Course
from app.services.importing.commanding import Incomplete, documents_at, make, overridden, told
from app.services.importing.reading_in import Read, Unread, read_in
from app.services.importing.waiting import forget

PATH = click.Path(path_type=Path)


@click.command("import")
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("--course", help="The course (by its slug) that reads them and keeps them.")
@click.option("--dry-run", is_flag=True, help="Say what they would become, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.option("--kind", type=click.Choice(sorted(KINDS)), help="Not the kind that it looks like.")
@click.option("--remove-proposed", is_flag=True, help="Leave out what does not seem to belong.")
@click.option("--title")
@click.option("--subtitle")
@click.option("--author")
@click.option("--publisher")
@click.option("--date", help="Of the document: 2007, 2007-04 or 2007-04-13.")
@click.option("--language", help="As in en, zh-Hans.")
@click.option("--voice", type=click.Choice(VOICES), help="Whose usage its words follow.")
@click.option("--rights", help="Under which terms it may be read here.")
@click.option("--url", help="Where it can be found.")
@click.option("--slug", help="Its address here; else one is made of the title.")
@with_appcontext
def import_readings(
    paths: tuple[Path, ...],
    course: str | None,
    dry_run: bool,
    as_json: bool,
    kind: str | None,
    remove_proposed: bool,
    slug: str | None,
    **given: str | None,
) -> None:
    """Make readings of PATHS: files, folders with all below them, zips.

    Each document is made a reading as a whole or not at all; what is wrong with one is said, and
    the others are still made.
    """
    home = _course(course)
    facts = {name: value for name, value in given.items() if value}
    answers = []
    for document in documents_at(paths):
        read = read_in(document, kind)
        if isinstance(read, Read):
            read = overridden(read, facts)
        answers.append(_done(read, home, slug or "", remove_proposed, dry_run))
    if as_json:
        _print_json(answers)
    else:
        _print(answers, dry_run)
    if any("error" in answer for answer in answers):
        sys.exit(1)


@click.command("forget")
@with_appcontext
def forget_imports() -> None:
    """Take away imports that nobody has touched for three months."""
    count = forget(db.session)
    db.session.commit()
    click.echo(f"{count} forgotten imports taken away.")


def _course(slug: str | None) -> Course | None:
    home = db.session.scalar(select(Course).where(Course.slug == slug)) if slug else None
    if slug and home is None:
        raise click.ClickException(f"there is no course {slug}; make it first")
    return home


def _done(
    read: Read | Unread, home: Course | None, slug: str, remove_proposed: bool, dry_run: bool
) -> dict[str, Any]:
    """What became of a document, as plain values; `error` says why nothing did."""
    if isinstance(read, Unread):
        return {"file": read.document.name, "error": read.fault}
    if dry_run:
        return told(read)
    try:
        reading = make(db.session, read, home, slug, remove_proposed)
        answer = told(read) | {"slug": reading.slug}
        db.session.commit()
    except Incomplete as missing:
        db.session.rollback()
        return {"file": read.document.name, "error": _options(missing.errors)}
    except Tangled as tangled:
        db.session.rollback()
        return {"file": read.document.name, "error": f"Line {tangled.line}: {tangled}"}
    return answer


def _options(errors: Mapping[str, str]) -> str:
    return " ".join(f"{message} (--{name})" for name, message in errors.items())


def _print_json(answers: list[dict[str, Any]]) -> None:
    """One document is one object, several are a list."""
    answer = answers[0] if len(answers) == 1 else answers
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def _print(answers: list[dict[str, Any]], dry_run: bool) -> None:
    for answer in answers:
        if "error" in answer:
            click.echo(f"{answer['file']}: {answer['error']}", err=True)
        else:
            click.echo(f"{answer['file']}: {_line(answer)}")
            for one in answer["proposed_removals"]:
                click.echo(f"  line {one['line']} may not belong ({one['reason']}): {one['text']}")
    faults = sum("error" in answer for answer in answers)
    made = f"{len(answers) - faults} {'read, nothing was written' if dry_run else 'readings made'}"
    click.echo(f"{made}; {faults} with errors.")


def _line(answer: dict[str, Any]) -> str:
    slug = f"{answer['slug']}: " if "slug" in answer else ""
    who = ", ".join(answer["authors"]) or "no author"
    date = answer["date"] or "no date"
    size = f"{answer['kind']}, {len(answer['blocks'])} blocks"
    return f"{slug}“{answer['title']}”, {who}, {date}; {size}"
