"""Rows made to follow a pack: what it brought is changed and taken away with it, what a curator
made in the app stays as it is."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.folding import fold
from app.core.markdown import render_post
from app.core.packs import LayerPack
from app.core.packs.layer import NoteEntry, SenseEntry, TermEntry
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
from app.services.anchors import anchor, take_off

Row = TypeVar("Row", Term, Form, Sense, ContextNote)
Placed = TypeVar("Placed", Term, Sense)


def store_layer(session: Session, pack: LayerPack) -> tuple[Layer, list[str]]:
    """Make a layer, its cards and its notes follow its pack; the readings must be there.

    Returns it, and the names of what the pack no longer has but a curator's words stand on.
    """
    layer = session.scalars(select(Layer).where(Layer.slug == pack.slug)).one_or_none()
    if layer is None:
        layer = Layer(slug=pack.slug)
        session.add(layer)
    layer.title, layer.glyph, layer.hue = pack.title, pack.glyph, pack.hue
    layer.about, layer.limit = pack.about, pack.limit  # type: ignore[assignment] # by the schema
    layer.pack_digest = pack.digest
    session.flush()
    kept = _store_terms(session, layer, pack)
    _store_notes(session, layer, pack)
    session.flush()
    return layer, kept


def _store_terms(session: Session, layer: Layer, pack: LayerPack) -> list[str]:
    needed = _needed(session, layer)
    rows = {term.slug: term for term in layer.terms}
    wanted = {
        entry.id: _term_columns(entry, position) for position, entry in enumerate(pack.terms, 1)
    }
    gone = _merge(rows, wanted, lambda slug: _added(layer.terms, Term(slug=slug)))
    _renumber(layer.terms)
    kept = []
    for entry in pack.terms:
        kept += _store_card(rows[entry.id], entry, needed)
    for term in gone:
        if _is_needed(term, needed):
            kept.append(f"{layer.slug}/{term.slug}")
        else:
            layer.terms.remove(term)
    return kept


def _is_needed(term: Term, senses: set[int]) -> bool:
    return any(not form.from_pack for form in term.forms) or any(
        not sense.from_pack or sense.id in senses for sense in term.senses
    )


def _store_card(term: Term, entry: TermEntry, needed: set[int]) -> list[str]:
    """Make forms and senses of a term follow its card."""
    forms = {form.text: form for form in term.forms}
    for form in _merge(
        forms, _form_columns(entry), lambda text: _added(term.forms, Form(text=text))
    ):
        term.forms.remove(form)
    senses = {sense.slug: sense for sense in term.senses}
    wanted = {
        sense.id: _sense_columns(sense, position) for position, sense in enumerate(entry.senses, 1)
    }
    gone = _merge(senses, wanted, lambda slug: _added(term.senses, Sense(slug=slug)))
    _renumber(term.senses)
    for sense in gone:
        if sense.id not in needed:
            term.senses.remove(sense)
    return [f"{term.layer.slug}/{term.slug}#{s.slug}" for s in gone if s.id in needed]


def _store_notes(session: Session, layer: Layer, pack: LayerPack) -> None:
    newest = {note.reading: _newest(session, note.reading) for note in pack.notes}
    rows = {note.slug: note for note in layer.notes}
    before = {note.slug: (note.reading_id, note.quote) for note in layer.notes}
    wanted = {note.id: _note_columns(note, newest[note.reading]) for note in pack.notes}
    texts = {note.id: newest[note.reading].id for note in pack.notes}

    def new(slug: str) -> ContextNote:
        return _added(layer.notes, ContextNote(slug=slug, revision_id=texts[slug]))

    for note in _merge(rows, wanted, new):
        layer.notes.remove(note)
    for entry in pack.notes:
        note, revision = rows[entry.id], newest[entry.reading]
        if before.get(note.slug) != (note.reading_id, note.quote):
            take_off(session, note, revision)  # its place was that of other words
        if note.from_pack:
            anchor(session, note, revision)


def _merge(
    rows: dict[str, Row],
    wanted: Mapping[str, Mapping[str, Any]],
    new: Callable[[str], Row],
) -> list[Row]:
    """Make and change rows, and return those of the pack that it no longer has."""
    gone = [row for key, row in rows.items() if key not in wanted and row.from_pack]
    for key, columns in wanted.items():
        if key not in rows:
            rows[key] = new(key)
            rows[key].from_pack = True
        if rows[key].from_pack:
            for column, value in columns.items():
                setattr(rows[key], column, value)
    return gone


def _added(collection: list[Row], row: Row) -> Row:
    collection.append(row)
    return row


def _renumber(rows: Iterable[Placed]) -> None:
    """Put what was made in the app behind what the pack brought, each in its own order."""
    rows = list(rows)
    last = max((row.position for row in rows if row.from_pack), default=0)
    made_here = sorted((row for row in rows if not row.from_pack), key=lambda row: row.position)
    for row in made_here:
        row.position = last = max(last + 1, row.position)


def _needed(session: Session, layer: Layer) -> set[int]:
    """The senses that a ruling, or a curator's choice for a reading, names."""
    pinned = select(Ruling.sense_id).where(
        Ruling.layer_id == layer.id, Ruling.sense_id.is_not(None)
    )
    chosen = select(ReadingSense.sense_id).where(
        ReadingSense.layer_id == layer.id, ReadingSense.from_pack.is_(False)
    )
    return {sense for sense in session.scalars(pinned.union(chosen)) if sense is not None}


def _newest(session: Session, slug: str) -> Revision:
    reading = session.scalars(select(Reading).where(Reading.slug == slug)).one()
    return session.scalars(Revision.newest_of(reading.id)).one()


def _term_columns(entry: TermEntry, position: int) -> dict[str, Any]:
    return {
        "headword": entry.headword,
        "chinese": entry.chinese,
        "pinyin": entry.pinyin,
        "kind": entry.kind,
        "position": position,
        "related": " ".join(name for name, _ in entry.related),
        "points": entry.points,
    }


def _form_columns(entry: TermEntry) -> dict[str, dict[str, Any]]:
    return {
        form.text: {
            "folded": fold(form.text),
            "language": form.language,
            "case_exact": form.case_exact,
            "whole_word": form.whole_word,
            "auto": form.auto,
        }
        for form in entry.forms
    }


def _sense_columns(entry: SenseEntry, position: int) -> dict[str, Any]:
    return {
        "voice": entry.voice,
        "valid_from": entry.valid_from,
        "valid_to": entry.valid_to,
        "body": entry.body,
        "body_html": render_post(entry.body),
        "sources": list(entry.sources),
        "status": entry.status,
        "position": position,
    }


def _note_columns(entry: NoteEntry, revision: Revision) -> dict[str, Any]:
    return {
        "reading_id": revision.reading_id,
        "kind": entry.kind,
        "title": entry.title,
        "exact": entry.quote.exact,
        "prefix": entry.quote.prefix,
        "suffix": entry.quote.suffix,
        "body": entry.body,
        "body_html": render_post(entry.body),
        "sources": list(entry.sources),
        "status": entry.status,
        "credit": entry.credit,
    }
