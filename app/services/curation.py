"""What an instructor adds to the layers while reading: a card, a sense, a context note."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.anchoring import describe
from app.core.folding import fold
from app.core.markdown import render_post
from app.models import ContextNote, Form, Layer, Revision, Sense, Term, User
from app.models.note import NoteKind


@dataclass(frozen=True, slots=True)
class SenseDraft:
    """A sense as written. Dates are "2014", "2014-07", "2014-07-24" or None."""

    voice: str
    body: str
    valid_from: str | None = None
    valid_to: str | None = None
    status: str = "unverified"
    sources: list[dict[str, str]] = field(default_factory=list)


def add_term(session: Session, layer: Layer, headword: str, chinese: str, pinyin: str) -> Term:
    """Begin a card; its forms and senses are added to it."""
    last = session.scalar(select(func.max(Term.position)).where(Term.layer_id == layer.id))
    taken = session.scalars(select(Term.slug).where(Term.layer_id == layer.id)).all()
    term = Term(
        layer_id=layer.id,
        slug=slug_of(headword, taken),
        headword=headword,
        chinese=chinese,
        pinyin=pinyin,
        position=(last or 0) + 1,
    )
    session.add(term)
    session.flush()
    return term


def add_form(session: Session, term: Term, text: str) -> None:
    """Have a term be found where it is written so, unless it is already."""
    folded = fold(text)
    if folded in {form.folded for form in term.forms}:
        return
    is_han = any("\u3400" <= character <= "\u9fff" for character in text)
    term.forms.append(Form(text=text, folded=folded, language="zh-Hans" if is_han else "en"))
    session.flush()


def add_sense(session: Session, term: Term, draft: SenseDraft, author: User) -> Sense:
    sense = Sense(
        slug=slug_of(draft.voice, {sense.slug for sense in term.senses}),
        voice=draft.voice,
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        body=draft.body,
        body_html=render_post(draft.body),
        sources=draft.sources,
        status=draft.status,
        position=max((sense.position for sense in term.senses), default=0) + 1,
        author_id=author.id,
    )
    term.senses.append(sense)
    session.flush()
    return sense


def add_points_card(
    session: Session, layer: Layer, headword: str, points: dict[str, Any], about: str, author: User
) -> Term:
    """A card of a points system that a reading gives in a table."""
    term = add_term(session, layer, headword, "", "")
    term.kind = "points system"
    term.points = points
    add_form(session, term, headword)
    add_sense(session, term, SenseDraft("regulation", about), author)
    return term


def write_note(
    session: Session,
    layer: Layer,
    revision: Revision,
    span: tuple[int, int],
    kind: NoteKind,
    title: str,
    sense: SenseDraft,
    author: User,
) -> ContextNote:
    """Write a context note on a passage; `sense` carries its words, sources and status."""
    start, end = span
    quote = describe(revision.text, start, end)
    taken = session.scalars(select(ContextNote.slug).where(ContextNote.layer_id == layer.id)).all()
    note = ContextNote(
        layer_id=layer.id,
        reading_id=revision.reading_id,
        revision_id=revision.id,
        slug=slug_of(title or quote.exact, taken),
        kind=kind,
        title=title,
        start=start,
        end=end,
        exact=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        body=sense.body,
        body_html=render_post(sense.body),
        sources=sense.sources,
        status=sense.status,
        author_id=author.id,
    )
    session.add(note)
    session.flush()
    return note


def slug_of(words: str, taken: Collection[str]) -> str:
    """A readable id for an address: ASCII letters and digits, told apart by a number."""
    ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = re.sub("[^a-z0-9]+", "-", ascii_words).strip("-")[:60].strip("-") or "term"
    number = 2
    unique = slug
    while unique in taken:
        unique, number = f"{slug}-{number}", number + 1
    return unique
