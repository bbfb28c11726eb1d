"""All terms of a course's layers, as its glossary lists them."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.core.glossary import Entry
from app.models import Course, CourseLayer, CourseReading, Form, Occurrence, Revision, Term
from app.services.density import newest_on_syllabus


def entries(session: Session, course: Course, layer: str = "") -> list[Entry]:
    """The terms of all layers, or of one by its slug, in no order. Asks three times."""
    layers = select(CourseLayer.layer_id).where(CourseLayer.course_id == course.id)
    terms = select(Term).where(Term.layer_id.in_(layers))
    if layer:
        terms = terms.where(Term.layer.has(slug=layer))
    chosen = terms.with_only_columns(Term.id)
    forms: dict[int, list[str]] = defaultdict(list)
    for term_id, text in session.execute(
        select(Form.term_id, Form.text).where(Form.term_id.in_(chosen))
    ):
        forms[term_id].append(text)
    counts = dict(
        session.execute(
            select(Occurrence.term_id, func.count())
            .join(Revision, Revision.id == Occurrence.revision_id)
            .join(CourseReading, CourseReading.reading_id == Revision.reading_id)
            .where(
                CourseReading.course_id == course.id,
                Occurrence.state != "suppressed",
                Occurrence.revision_id == newest_on_syllabus(),
                Occurrence.term_id.in_(chosen),
            )
            .group_by(Occurrence.term_id)
        ).all()
    )
    return [
        Entry(
            term.headword,
            term.chinese,
            term.pinyin,
            tuple(forms[term.id]),
            term.slug,
            term.layer.slug,
            term.layer.glyph,
            term.layer.hue,
            counts.get(term.id, 0),
        )
        for term in session.scalars(terms.options(joinedload(Term.layer)))
    ]
