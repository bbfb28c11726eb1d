"""Where the terms of a layer stand in a revision, written down when either changes.

`lay` is safe to repeat: what is right already stays, with its id, so that open cards keep
working. A curator's rulings and reading senses go in; computing changes or drops none of them.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from app.core.anchoring import describe
from app.core.folding import fold
from app.core.limits import Limit, firsts
from app.models import (
    CourseLayer,
    CourseReading,
    Layer,
    Occurrence,
    Reading,
    ReadingSense,
    Revision,
    Ruling,
    Sense,
    User,
)
from app.services.placing import Glossary, Place, Span, places_in, rulings_in, set_for_reading

LONGEST = 200  # code points of a place: a term or a formula, not a paragraph


def lay(session: Session, revision: Revision, layer: Layer) -> list[Occurrence]:
    """Bring the occurrences of a layer in a revision up to date, in the order of the text."""
    session.flush()
    return _lay(session, revision, Glossary.of(session, layer))


def lay_where_read(
    session: Session, layer: Layer | None = None, reading: Reading | None = None
) -> int:
    """Lay each layer on the newest revision of each reading that it meets in a course.

    Only the pairs of this layer and of this reading, where given. Returns the number of pairs.
    """
    session.flush()
    of_layer = true() if layer is None else CourseLayer.layer_id == layer.id
    of_reading = true() if reading is None else CourseReading.reading_id == reading.id
    return _lay_pairs(session, and_(of_layer, of_reading))


def lay_changed(session: Session, layers: Collection[Layer], readings: Collection[Reading]) -> int:
    """Lay where a course reads any of these layers or any of these readings."""
    session.flush()
    of_layers = CourseLayer.layer_id.in_([layer.id for layer in layers])
    of_readings = CourseReading.reading_id.in_([reading.id for reading in readings])
    return _lay_pairs(session, or_(of_layers, of_readings))


def pin(
    session: Session, occurrence: Occurrence, sense: Sense, reason: str, author: User
) -> Ruling:
    """Say that a form means this sense of its layer here. Lays the layer anew, as all below."""
    span = occurrence.start, occurrence.end
    return rule(session, occurrence.revision, occurrence.layer, span, sense, reason, author)


def suppress(session: Session, occurrence: Occurrence, reason: str, author: User) -> Ruling:
    """Say that a form is no term of the layer here."""
    span = occurrence.start, occurrence.end
    return rule(session, occurrence.revision, occurrence.layer, span, None, reason, author)


def rule(
    session: Session,
    revision: Revision,
    layer: Layer,
    span: Span,
    sense: Sense | None,
    reason: str,
    author: User | None,
) -> Ruling:
    """Pin a sense (or suppress: None) on any passage. A place has one ruling: the last word.

    Raises ValueError for a sense of another layer, an empty passage or no reason.
    """
    _refuse_outside(revision, span)
    _refuse_unfounded(layer, sense, reason)
    session.flush()
    ruling = rulings_in(session, revision, layer).get(span)
    if ruling is None:
        ruling = Ruling(layer_id=layer.id, reading_id=revision.reading_id)
        session.add(ruling)
    say(ruling, revision, span, sense, reason)
    ruling.author = author
    lay(session, revision, layer)
    return ruling


def say(ruling: Ruling, revision: Revision, span: Span, sense: Sense | None, reason: str) -> None:
    """Write what a ruling says, and about which place. Lays nothing."""
    quote = describe(revision.text, *span)
    ruling.revision_id = revision.id
    ruling.start, ruling.end = span
    ruling.exact, ruling.prefix, ruling.suffix = quote.exact, quote.prefix, quote.suffix
    ruling.sense, ruling.reason = sense, reason


def withdraw(session: Session, ruling: Ruling) -> None:
    """Take a ruling back: the place means again what the rules say."""
    revision = session.scalars(Revision.newest_of(ruling.reading_id)).one()
    layer = session.get_one(Layer, ruling.layer_id)
    session.delete(ruling)
    lay(session, revision, layer)


def set_reading_sense(
    session: Session,
    reading: Reading,
    layer: Layer,
    form: str,
    sense: Sense,
    reason: str,
    author: User,
) -> ReadingSense:
    """Say what a form means throughout a reading. What was said before is replaced.

    Raises ValueError for a sense of another layer or no reason.
    """
    _refuse_unfounded(layer, sense, reason)
    row = set_for_reading(session, reading, layer).get(fold(form))
    if row is None:
        row = ReadingSense(reading_id=reading.id, layer_id=layer.id, folded=fold(form))
        session.add(row)
    row.form, row.sense, row.reason = form, sense, reason
    row.author_id, row.from_pack = author.id, False
    lay(session, session.scalars(Revision.newest_of(reading.id)).one(), layer)
    return row


def withdraw_reading_sense(session: Session, row: ReadingSense) -> None:
    """Take back what a form was said to mean throughout a reading."""
    layer = session.get_one(Layer, row.layer_id)
    revision = session.scalars(Revision.newest_of(row.reading_id)).one()
    session.delete(row)
    lay(session, revision, layer)


def _refuse_outside(revision: Revision, span: Span) -> None:
    if not 0 <= span[0] < span[1] <= len(revision.text):
        raise ValueError(f"no passage at {span[0]} to {span[1]}")
    if span[1] - span[0] > LONGEST:
        raise ValueError(f"a term is at most {LONGEST} characters long")


def _refuse_unfounded(layer: Layer, sense: Sense | None, reason: str) -> None:
    if not reason.strip():
        raise ValueError("a ruling needs a reason")
    if sense is not None and sense.term.layer_id != layer.id:
        raise ValueError("the sense is of another layer")


def _lay_pairs(session: Session, condition: ColumnElement[bool]) -> int:
    pairs = _pairs(session, condition)
    for layer_id, reading_ids in pairs.items():
        glossary = Glossary.of(session, session.get_one(Layer, layer_id))
        for reading_id in reading_ids:
            _lay(session, session.scalars(Revision.newest_of(reading_id)).one(), glossary)
    return sum(map(len, pairs.values()))


def _pairs(session: Session, condition: ColumnElement[bool]) -> Mapping[int, Sequence[int]]:
    met = (
        select(CourseLayer.layer_id, CourseReading.reading_id)
        .join(CourseReading, CourseReading.course_id == CourseLayer.course_id)
        .where(condition)
        .distinct()
        .order_by(CourseLayer.layer_id, CourseReading.reading_id)
    )
    pairs: dict[int, list[int]] = {}
    for layer_id, reading_id in session.execute(met):
        pairs.setdefault(layer_id, []).append(reading_id)
    return pairs


def _lay(session: Session, revision: Revision, glossary: Glossary) -> list[Occurrence]:
    # Two who compute at once take turns: SQLite by its write lock, PostgreSQL by this one.
    session.execute(select(Layer.id).where(Layer.id == glossary.layer.id).with_for_update())
    return _write(session, revision, glossary.layer, places_in(session, revision, glossary))


def _write(
    session: Session, revision: Revision, layer: Layer, places: Sequence[Place]
) -> list[Occurrence]:
    """Make the rows say what the places say. A row is known by its span and keeps its id."""
    rows = session.scalars(
        select(Occurrence)
        .where(Occurrence.revision_id == revision.id, Occurrence.layer_id == layer.id)
        .order_by(Occurrence.id)
    )
    old: dict[Span, Occurrence] = {}
    for row in rows:
        if old.setdefault((row.start, row.end), row) is not row:
            session.delete(row)
    laid = []
    for place, first in zip(places, _firsts(revision, places), strict=True):
        span = place.start, place.end
        row = old.pop(span) if span in old else Occurrence()
        row.revision_id, row.layer_id = revision.id, layer.id
        _fill(session, row, revision.text, place, first)
        laid.append(row)
    for row in old.values():
        session.delete(row)
    session.add_all(laid)
    session.flush()
    return laid


def _fill(session: Session, row: Occurrence, text: str, place: Place, first: Limit) -> None:
    row.exact = text[place.start : place.end]
    row.first = first
    for column, value in asdict(place).items():
        setattr(row, column, value)
    if row in session.dirty:
        session.expire(row, ["term", "sense", "ruling"])


def _firsts(revision: Revision, places: Sequence[Place]) -> list[Limit]:
    """How early each place is in its stretch; a suppressed one counts for nothing."""
    starts = [block.start for block in revision.blocks]
    shown = [place for place in places if place.state != "suppressed"]
    blocks = [bisect_right(starts, place.start) - 1 for place in shown]
    limits = firsts(
        [
            (place.term_id, block, revision.blocks[block].section)
            for place, block in zip(shown, blocks, strict=True)
        ]
    )
    found = dict(zip(((place.start, place.end) for place in shown), limits, strict=True))
    return [found.get((place.start, place.end), "every") for place in places]
