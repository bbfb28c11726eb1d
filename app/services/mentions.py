"""The terms of a course's layers that stand in a reading."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from app.core.mentions import Mention
from app.models import Course, CourseLayer, Layer, Occurrence, Reading, Revision, Term


def mentions_in(
    session: Session, course: Course, reading: Reading, hidden: Collection[str] = ()
) -> list[Mention]:
    """Each term of the newest text, but of `hidden` layers, with how often it stands there: every
    place counts, whether its layer's limit has it marked or not."""
    first = (
        select(
            Occurrence.term_id,
            func.count().label("places"),
            func.min(Occurrence.start).label("start"),
        )
        .where(_shown(course, reading))
        .group_by(Occurrence.term_id)
        .subquery()
    )
    here = and_(Occurrence.term_id == first.c.term_id, Occurrence.start == first.c.start)
    rows = session.execute(
        select(Term, Layer, first.c.places, first.c.start, func.min(Occurrence.id))
        .join(Term.layer)
        .join(first, first.c.term_id == Term.id)
        .join(Occurrence, here)
        .where(_shown(course, reading), Layer.slug.not_in(hidden))
        .group_by(Term.id, Layer.id, first.c.places, first.c.start)
    )
    return [
        Mention(
            term.slug,
            term.headword,
            term.chinese,
            term.pinyin,
            term.kind,
            layer.slug,
            layer.glyph,
            layer.hue,
            places,
            start,
            occurrence,
        )
        for term, layer, places, start, occurrence in rows
    ]


def _shown(course: Course, reading: Reading) -> ColumnElement[bool]:
    """Places of the newest text, in layers that the course reads with."""
    newest = Revision.newest_of(reading.id).with_only_columns(Revision.id).scalar_subquery()
    layers = select(CourseLayer.layer_id).where(CourseLayer.course_id == course.id)
    return and_(
        Occurrence.revision_id == newest,
        Occurrence.layer_id.in_(layers),
        Occurrence.state != "suppressed",
    )
