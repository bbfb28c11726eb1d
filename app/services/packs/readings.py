"""A reading made to follow its pack, and what packs decide about the words in it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.folding import fold
from app.core.markdown import RENDERER_VERSION
from app.core.packs import LayerPack, ReadingPack
from app.core.packs.layer import RulingEntry
from app.models import Layer, Reading, ReadingSense, Revision, Ruling, Sense, Term
from app.services.anchors import place_of
from app.services.layering import say
from app.services.placing import Span, rulings_in
from app.services.publishing import publish


def store_reading(session: Session, pack: ReadingPack) -> Reading:
    """Make a reading follow its pack. Another text makes another revision."""
    reading = session.scalars(select(Reading).where(Reading.slug == pack.slug)).one_or_none()
    if reading is None:
        reading = Reading(slug=pack.slug, language="")
        session.add(reading)
    columns = {"subtitle": "", **pack.front}
    must_publish = _says_something_new(reading, pack, str(columns["language"]))
    for column, value in columns.items():
        setattr(reading, column, value)
    reading.pack_digest = pack.digest
    session.flush()
    if must_publish:
        publish(session, reading, pack.body)
    return reading


def store_senses(session: Session, pack: ReadingPack) -> None:
    """Make what forms mean in this reading follow its front matter. What a curator chose in the
    app stands."""
    reading = _reading(session, pack.slug)
    rows = session.scalars(select(ReadingSense).where(ReadingSense.reading_id == reading.id)).all()
    known = {(row.layer_id, row.folded): row for row in rows}
    for here in pack.senses:
        sense = _sense(session, here.layer, here.term, here.sense)
        layer_id, folded = sense.term.layer_id, fold(here.form)
        row = known.pop((layer_id, folded), None)
        if row is None:
            row = ReadingSense(layer_id=layer_id, reading_id=reading.id, folded=folded)
            row.from_pack = True
            session.add(row)
        if row.from_pack:
            row.form, row.sense_id, row.reason = here.form, sense.id, here.reason
    for row in known.values():
        if row.from_pack:
            session.delete(row)
    session.flush()


def store_rulings(session: Session, pack: LayerPack, entries: Iterable[RulingEntry]) -> None:
    """Put a layer's pins and suppressions on their places. A ruling that was made in the app on
    the same place stands; and a pack takes none away."""
    layer = session.scalars(select(Layer).where(Layer.slug == pack.slug)).one()
    for entry in entries:
        reading = _reading(session, entry.reading)
        revision = session.scalars(Revision.newest_of(reading.id)).one()
        span = place_of(revision, entry.quote)
        if span:
            _store_ruling(session, layer, revision, span, entry)


def _store_ruling(
    session: Session, layer: Layer, revision: Revision, span: Span, entry: RulingEntry
) -> None:
    ruling = rulings_in(session, revision, layer).get(span)
    if ruling is None:
        ruling = Ruling(layer_id=layer.id, reading_id=revision.reading_id)
    elif ruling.author_id is not None:
        return
    sense = _sense(session, layer.slug, entry.term, entry.sense) if entry.sense else None
    say(ruling, revision, span, sense, entry.reason)
    session.add(ruling)
    session.flush()


def _reading(session: Session, slug: str) -> Reading:
    return session.scalars(select(Reading).where(Reading.slug == slug)).one()


def _sense(session: Session, layer: str, term: str, sense: str) -> Sense:
    """The sense `layer/term#sense`."""
    return session.scalars(
        select(Sense)
        .join(Sense.term)
        .join(Term.layer)
        .where(Layer.slug == layer, Term.slug == term, Sense.slug == sense)
    ).one()


def _says_something_new(reading: Reading, pack: ReadingPack, language: str) -> bool:
    """Must the text be published? Not when only the front matter changed, so that a text edited
    in the app stays the newest."""
    newest = reading.revisions[-1] if reading.revisions else None
    if newest is None or reading.language != language:
        return True
    if pack.says_the_same_text(reading.pack_digest):
        return False
    return newest.source != pack.body or newest.renderer_version != RENDERER_VERSION
