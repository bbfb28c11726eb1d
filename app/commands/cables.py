"""`flask --app wsgi cables`: what stands in a diplomatic telegram."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from flask.cli import AppGroup

from app.core.cables import decode
from app.core.cables.findings import findings
from app.core.cables.words import in_words
from app.core.importing.decoding import NoText, decoded

cables = AppGroup("cables", help="Diplomatic telegrams.")


@cables.command("decode")
@click.argument("file", type=click.Path(path_type=Path))
def decode_file(file: Path) -> None:
    """Print the structure of the telegram in FILE as JSON, with what does not agree in it."""
    try:
        text, _ = decoded(file.read_bytes())
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror or error}") from error
    except NoText as fault:
        raise click.ClickException(f"{file}: {fault}") from fault
    telegram = decode(text)
    said = asdict(telegram)
    del said["lines"]
    said["unread"] = [asdict(line) for line in telegram.unread]
    said["in_words"] = in_words(telegram)
    said["findings"] = findings(telegram)
    click.echo(json.dumps(said, ensure_ascii=False, indent=2))
