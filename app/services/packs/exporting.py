"""Write what is in the database as packs: `load` makes the same rows of them, and exporting those
writes the same bytes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.core.packs import write_layer, write_reading
from app.core.packs.layer import HAN
from app.models import (
    ContextNote,
    Form,
    Layer,
    Reading,
    ReadingSense,
    Revision,
    Ruling,
    Sense,
    Term,
)
from app.services.packs.pictures import export_pictures
from app.services.placing import rulings_in


def export(session: Session, folder: Path) -> list[Path]:
    """Write FOLDER/readings/*.md and FOLDER/annotations/*.yml; returns the files."""
    readings, layers = folder / "readings", folder / "annotations"
    readings.mkdir(parents=True, exist_ok=True)
    layers.mkdir(exist_ok=True)
    written = []
    for reading in session.scalars(select(Reading).order_by(Reading.slug)):
        written.append(readings / f"{reading.slug}.md")
        written[-1].write_text(reading_file(session, reading), encoding="utf-8", newline="\n")
    written += export_pictures(session, readings)
    for layer in session.scalars(select(Layer).order_by(Layer.slug)):
        written.append(layers / f"{layer.slug}.yml")
        written[-1].write_text(layer_file(session, layer), encoding="utf-8", newline="\n")
    return written


def reading_file(session: Session, reading: Reading) -> str:
    """A reading's pack: its newest text and what its words are set to mean."""
    newest = session.scalars(Revision.newest_of(reading.id)).one()
    front = {
        "title": reading.title,
        **_given(subtitle=reading.subtitle),
        "author": reading.author,
        "kind": reading.kind,
        "date": reading.date,
        "language": reading.language,
        "voice": reading.voice,
        "rights": reading.rights,
        "source": reading.source,
        **_given(senses=list(_senses_here(session, reading))),
    }
    return write_reading(front, newest.source)


def layer_file(session: Session, layer: Layer) -> str:
    """A layer's pack: cards, notes, and rulings whose place is still known."""
    terms = session.scalars(
        select(Term)
        .where(Term.layer_id == layer.id)
        .order_by(Term.position, Term.id)
        .options(selectinload(Term.forms), selectinload(Term.senses))
    )
    notes = session.execute(
        select(ContextNote, Reading.slug)
        .join(Reading, Reading.id == ContextNote.reading_id)
        .where(ContextNote.layer_id == layer.id)
        .order_by(ContextNote.id)
    )
    return write_layer(
        {
            "title": layer.title,
            "glyph": layer.glyph,
            "hue": layer.hue,
            "about": layer.about,
            "limit": layer.limit,
            **_given(terms=[_term(term) for term in terms]),
            **_given(notes=[_note(note, slug) for note, slug in notes]),
            **_given(rulings=list(_rulings(session, layer))),
        }
    )


def _senses_here(session: Session, reading: Reading) -> Iterator[dict[str, str]]:
    rows = session.scalars(
        select(ReadingSense).where(ReadingSense.reading_id == reading.id).order_by(ReadingSense.id)
    )
    for row in rows:
        term = row.sense.term
        name = f"{term.layer.slug}/{term.slug}#{row.sense.slug}"
        yield {"form": row.form, "sense": name, "reason": row.reason}


def _term(term: Term) -> dict[str, Any]:
    return {
        "id": term.slug,
        "headword": term.headword,
        **_given(chinese=term.chinese, pinyin=term.pinyin),
        **_given(kind="" if term.kind == "term" else term.kind),
        "forms": [_form(form) for form in term.forms],
        "senses": [_sense(sense) for sense in sorted(term.senses, key=_order)],
        **_given(related=term.related.split(), points=term.points),
    }


def _order(sense: Sense) -> tuple[int, int]:
    return sense.position, sense.id


def _form(form: Form) -> str | dict[str, Any]:
    """A form in short, where nothing about it is special."""
    special: dict[str, Any] = {}
    if form.language != ("zh-Hans" if HAN.search(form.text) else "en"):
        special["language"] = form.language
    if form.case_exact:
        special["case"] = "exact"
    if not form.whole_word:
        special["whole_word"] = False
    if not form.auto:
        special["auto"] = False
    return {"text": form.text, **special} if special else form.text


def _sense(sense: Sense) -> dict[str, Any]:
    return {
        "id": sense.slug,
        "voice": sense.voice,
        **_given(**{"from": sense.valid_from, "to": sense.valid_to}),
        "body": sense.body,
        **_given(sources=sense.sources),
        "status": sense.status,
    }


def _note(note: ContextNote, reading: str) -> dict[str, Any]:
    return {
        "id": note.slug,
        "reading": reading,
        "kind": note.kind,
        **_given(title=note.title),
        "quote": _quote(note),
        "body": note.body,
        **_given(sources=note.sources),
        "status": note.status,
        **_given(credit=note.credit),
    }


def _rulings(session: Session, layer: Layer) -> Iterator[dict[str, Any]]:
    readings = session.scalars(
        select(Reading)
        .join(Ruling, Ruling.reading_id == Reading.id)
        .where(Ruling.layer_id == layer.id)
        .distinct()
        .order_by(Reading.slug)
    )
    for reading in readings.all():
        newest = session.scalars(Revision.newest_of(reading.id)).one()
        for _, ruling in sorted(rulings_in(session, newest, layer).items()):
            sense = ruling.sense
            says = {"sense": f"{sense.term.slug}#{sense.slug}"} if sense else {"suppressed": True}
            yield {
                "reading": reading.slug,
                "quote": _quote(ruling),
                **says,
                "reason": ruling.reason,
            }


def _quote(row: ContextNote | Ruling) -> dict[str, str]:
    return {"exact": row.exact, **_given(prefix=row.prefix, suffix=row.suffix)}


def _given(**columns: Any) -> dict[str, Any]:
    """Only what says something: a pack leaves out what is empty."""
    return {name: value for name, value in columns.items() if value}
