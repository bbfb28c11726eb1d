"""A reader's terms as flashcards, each with the sentence it stood in. A fixed number of queries."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core.anki import Note
from app.core.sentences import parted
from app.models import Course, Familiarity, Reading, Revision, Sense

GUID_LENGTH = 20  # hexadecimal digits: as many notes as one likes, and no two alike


def flashcards(
    session: Session,
    course: Course,
    rows: Sequence[Familiarity],
    address: Callable[[Reading, str | None], str],
) -> list[Note]:
    """Make a note of each row. `address` gives the absolute address of a reading, at a block of
    it (`ident`) or at its beginning."""
    texts = _newest(session, {row.reading_id for row in rows if row.reading_id})
    return [_note(course, row, texts, address) for row in rows]


def _note(
    course: Course,
    row: Familiarity,
    texts: Mapping[int, Revision],
    address: Callable[[Reading, str | None], str],
) -> Note:
    sense, term = row.sense, row.sense.term
    revision = texts.get(row.reading_id or 0)
    at = revision.text.replace("\n", " ").find(row.sentence) if revision and row.sentence else -1
    block = revision.block_at(at) if revision and at >= 0 else None
    number = f", ¶ {block.number}" if block and block.number else ""
    return Note(
        guid=_guid(course, sense),
        sentence=parted(row.sentence, row.exact) if row.sentence else ("", term.headword, ""),
        headword=term.headword,
        chinese=term.chinese,
        pinyin=term.pinyin,
        sense=sense.body_html,
        whose=whose(sense),
        reading=revision.reading.title + number if revision else "",
        link=address(revision.reading, block.ident if block else None) if revision else "",
        tags=("interleaf", f"interleaf::{term.layer.slug}", f"interleaf::{row.standing}"),
    )


def whose(sense: Sense) -> str:
    """Whose word a sense is, and from where: “Embassy. Cable 123, State Department, 2007”."""
    sources = (
        ", ".join(filter(None, map(source.get, ("title", "publisher", "date"))))
        for source in sense.sources
    )
    return ". ".join(filter(None, (sense.voice.capitalize(), *sources)))


def _guid(course: Course, sense: Sense) -> str:
    """By slugs, which outlive the rows of a layer that is loaded anew."""
    path = "/".join((course.slug, sense.term.layer.slug, sense.term.slug, sense.slug))
    return "interleaf-" + sha256(path.encode()).hexdigest()[:GUID_LENGTH]


def _newest(session: Session, readings: set[int]) -> dict[int, Revision]:
    newest = (
        select(func.max(Revision.id))
        .where(Revision.reading_id.in_(readings))
        .group_by(Revision.reading_id)
    )
    found = session.scalars(
        select(Revision)
        .where(Revision.id.in_(newest))
        .options(joinedload(Revision.reading), selectinload(Revision.blocks))
    )
    return {revision.reading_id: revision for revision in found}
