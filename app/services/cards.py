"""A term's card at one place: the sense that holds here and why, the others, where else it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, Text, cast, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core.folding import fold
from app.models import (
    Block,
    ContextNote,
    Course,
    CourseLayer,
    CourseReading,
    Form,
    Layer,
    Occurrence,
    Reading,
    Revision,
    Ruling,
    Sense,
    Term,
)
from app.services.density import newest_on_syllabus

ELSEWHERE = 12  # places a card lists; the term's own page has them all
CONTEXT = 40  # code points on either side of a place in a list


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands, in line with its context."""

    occurrence: int
    reading: Reading
    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    occurrence: Occurrence
    others: Sequence[Sense]  # of this term
    namesakes: Sequence[Sense]  # of other terms that are written the same way
    elsewhere: Sequence[Place]

    @property
    def candidates(self) -> list[Sense]:
        return [self.occurrence.sense, *self.others, *self.namesakes]


def occurrence_in(
    session: Session, course: Course, reading: Reading, number: int
) -> Occurrence | None:
    """Find an occurrence by its id, if this course reads that text with that layer."""
    return session.scalar(
        select(Occurrence)
        .join(Occurrence.revision)
        .join(CourseReading, CourseReading.reading_id == Revision.reading_id)
        .join(CourseLayer, CourseLayer.layer_id == Occurrence.layer_id)
        .where(
            Occurrence.id == number,
            Revision.reading_id == reading.id,
            CourseReading.course_id == course.id,
            CourseLayer.course_id == course.id,
        )
        .options(
            joinedload(Occurrence.layer),
            joinedload(Occurrence.sense),
            joinedload(Occurrence.term).selectinload(Term.senses),
            joinedload(Occurrence.ruling).joinedload(Ruling.author),
        )
    )


def card(session: Session, course: Course, occurrence: Occurrence) -> Card:
    namesakes = session.scalars(
        select(Sense)
        .join(Sense.term)
        .where(
            Term.layer_id == occurrence.layer_id,
            Term.id != occurrence.term_id,
            Term.id.in_(select(Form.term_id).where(Form.folded == fold(occurrence.exact))),
        )
        .options(joinedload(Sense.term))
        .order_by(Term.position, Sense.position)
    ).all()
    return Card(
        occurrence,
        [sense for sense in occurrence.term.senses if sense.id != occurrence.sense_id],
        namesakes,
        places(session, course, occurrence.term, limit=ELSEWHERE, but=occurrence.id),
    )


def term_in(session: Session, course: Course, layer: str, slug: str) -> Term | None:
    """Find a term of a layer that the course reads with."""
    return session.scalar(
        select(Term)
        .join(Term.layer)
        .join(CourseLayer, CourseLayer.layer_id == Term.layer_id)
        .where(CourseLayer.course_id == course.id, Term.slug == slug, Term.layer.has(slug=layer))
        .options(selectinload(Term.senses), selectinload(Term.forms), joinedload(Term.layer))
    )


def places(
    session: Session, course: Course, term: Term, limit: int | None = None, but: int | None = None
) -> list[Place]:
    """Where a term stands in the course's readings, in the order of the syllabus."""
    found = session.scalars(
        select(Occurrence)
        .join(Occurrence.revision)
        .join(CourseReading, CourseReading.reading_id == Revision.reading_id)
        .where(
            CourseReading.course_id == course.id,
            Occurrence.term_id == term.id,
            Occurrence.state != "suppressed",
            Occurrence.revision_id == newest_on_syllabus(),
            Occurrence.id != (but or 0),
        )
        .options(joinedload(Occurrence.revision).joinedload(Revision.reading))
        .order_by(CourseReading.position, Occurrence.start)
        .limit(limit)
    ).all()
    return [
        Place(
            occurrence.id,
            occurrence.revision.reading,
            _line(occurrence.revision.text[max(0, occurrence.start - CONTEXT) : occurrence.start]),
            occurrence.exact,
            _line(occurrence.revision.text[occurrence.end : occurrence.end + CONTEXT]),
        )
        for occurrence in found
    ]


def titles_in(session: Session, course: Course) -> dict[str, str]:
    """The titles of the course's readings, by slug."""
    rows = session.execute(
        select(Reading.slug, Reading.title)
        .join(CourseReading, CourseReading.reading_id == Reading.id)
        .where(CourseReading.course_id == course.id)
    )
    return {row.slug: row.title for row in rows}


def priced_beside(session: Session, term: Term) -> Sequence[Row[str, str]]:
    """Slug and headword of the other terms of a layer that have points, to compare."""
    return session.execute(
        select(Term.slug, Term.headword)
        .where(
            Term.layer_id == term.layer_id,
            Term.id != term.id,
            # A term without points has SQL's null or JSON's; no comparison of JSON is portable.
            cast(Term.points, Text) != "null",
        )
        .order_by(Term.position)
    ).all()


def starts_of(session: Session, revision: Revision, term: Term) -> Sequence[int]:
    """Where the places of a term begin in a revision, marked or not."""
    return session.scalars(
        select(Occurrence.start)
        .where(Occurrence.revision_id == revision.id, Occurrence.term_id == term.id)
        .order_by(Occurrence.start)
    ).all()


def suppressed_in(session: Session, course: Course, block: Block) -> Sequence[Occurrence]:
    """The places of a block that the course's own staff has had not marked."""
    return session.scalars(
        select(Occurrence)
        .join(Occurrence.layer)
        .where(
            Layer.home_id == course.id,
            Occurrence.revision_id == block.revision_id,
            Occurrence.state == "suppressed",
            Occurrence.start >= block.start,
            Occurrence.start < block.end,
        )
        .options(joinedload(Occurrence.layer))
        .order_by(Occurrence.start)
    ).all()


def notes_on(
    session: Session, course: Course, occurrence: Occurrence, hidden: Collection[str]
) -> Sequence[ContextNote]:
    """The context notes on a term's words, but of layers that the reader has switched off."""
    return session.scalars(
        select(ContextNote)
        .join(ContextNote.layer)
        .join(CourseLayer, CourseLayer.layer_id == Layer.id)
        .where(
            CourseLayer.course_id == course.id,
            Layer.slug.not_in(hidden),
            ContextNote.revision_id == occurrence.revision_id,
            ContextNote.start < occurrence.end,
            ContextNote.end > occurrence.start,
        )
        .order_by(ContextNote.start, ContextNote.id)
    ).all()


def _line(text: str) -> str:
    return text.replace("\n", " ")
