"""What a layer's terms say of a revision: where each form stands, which sense holds, and why.

Nothing is written here; `layering` turns places into rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.core.exclusions import excluded
from app.core.folding import fold
from app.core.matching import Form, Matcher
from app.core.senses import Choice, Rule, choose
from app.models import Layer, Reading, ReadingSense, Revision, Ruling, Term
from app.models.occurrence import State

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Glossary:
    """A layer's forms, compiled; `owners[n]` is the term of form n, in the layer's order."""

    layer: Layer
    matcher: Matcher
    owners: tuple[Term, ...]

    @classmethod
    def of(cls, session: Session, layer: Layer) -> Self:
        terms = session.scalars(
            select(Term)
            .where(Term.layer_id == layer.id)
            .order_by(Term.position, Term.id)
            .options(selectinload(Term.forms), selectinload(Term.senses))
            .execution_options(populate_existing=True)
        ).all()
        owned = [(term, form) for term in terms if term.senses for form in term.forms if form.auto]
        forms = [Form(form.text, form.case_exact, form.whole_word) for _, form in owned]
        return cls(layer, Matcher(forms), tuple(term for term, _ in owned))


@dataclass(frozen=True, slots=True)
class Place:
    """What an occurrence is to say; its fields are columns of it."""

    start: int
    end: int
    term_id: int
    sense_id: int
    ruling_id: int | None
    state: State
    rule: Rule
    reason: str


def places_in(session: Session, revision: Revision, glossary: Glossary) -> list[Place]:
    """Every place of a layer's terms in a revision, in the order of the text."""
    rulings = rulings_in(session, revision, glossary.layer)
    pinned = list(_pinned(rulings))
    found = _found(session, revision, glossary, rulings, pinned)
    return sorted([*pinned, *found], key=lambda place: place.start)


def rulings_in(session: Session, revision: Revision, layer: Layer) -> dict[Span, Ruling]:
    """The rulings that have a place in this revision; the newest where several share one."""
    rulings = session.scalars(
        select(Ruling)
        .where(
            Ruling.reading_id == revision.reading_id,
            Ruling.layer_id == layer.id,
            Ruling.revision_id == revision.id,
        )
        .order_by(Ruling.id)
        .options(selectinload(Ruling.sense))
    )
    return {(ruling.start, ruling.end): ruling for ruling in rulings}


def _pinned(rulings: Mapping[Span, Ruling]) -> Iterator[Place]:
    """Where curators pinned a sense; of pins that overlap, the newest."""
    taken: list[Span] = []
    for (start, end), ruling in sorted(rulings.items(), key=lambda pair: -pair[1].id):
        if ruling.sense is None or _meets((start, end), taken):
            continue
        taken.append((start, end))
        sense = ruling.sense
        yield Place(
            start, end, sense.term_id, sense.id, ruling.id, "pinned", "pinned", ruling.reason
        )


def _found(
    session: Session,
    revision: Revision,
    glossary: Glossary,
    rulings: Mapping[Span, Ruling],
    pinned: Sequence[Place],
) -> Iterator[Place]:
    """Where forms stand outside the pinned places."""
    reading = revision.reading
    set_here = set_for_reading(session, reading, glossary.layer)
    taken = [(place.start, place.end) for place in pinned]
    for start, end, forms in _matches(revision, glossary.matcher, taken):
        terms = dict.fromkeys(glossary.owners[form] for form in forms)
        choice = _chosen(reading, terms, set_here.get(fold(revision.text[start:end])))
        ruling = rulings.get((start, end))
        yield Place(
            start,
            end,
            _owner(terms, choice).id,
            choice.sense,
            ruling.id if ruling else None,
            "suppressed" if ruling else "auto",
            choice.rule,
            ruling.reason if ruling else choice.reason,
        )


def set_for_reading(session: Session, reading: Reading, layer: Layer) -> dict[str, ReadingSense]:
    rows = session.scalars(
        select(ReadingSense).where(
            ReadingSense.reading_id == reading.id, ReadingSense.layer_id == layer.id
        )
    )
    return {row.folded: row for row in rows}


def _matches(
    revision: Revision, matcher: Matcher, taken: Sequence[Span]
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Matches block by block, so that no form runs from one into the next."""
    for block in revision.blocks:
        shut = [(start - block.start, end - block.start) for start, end in taken]
        shut += excluded(block.kind, block.html)
        for match in matcher.find(block.text, shut):
            yield block.start + match.start, block.start + match.end, match.forms


def _chosen(reading: Reading, terms: Iterable[Term], set_here: ReadingSense | None) -> Choice:
    return choose(
        [sense.candidate for term in terms for sense in term.senses],
        date=reading.date,
        voice=reading.voice,
        set_for_reading={set_here.sense_id: set_here.reason} if set_here else None,
    )


def _owner(terms: Iterable[Term], choice: Choice) -> Term:
    return next(term for term in terms for sense in term.senses if sense.id == choice.sense)


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
