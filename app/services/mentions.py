"""The terms of a course's layers that stand in a reading."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.mentions import Card, Mention
from app.models import Course, CourseLayer, Layer, Occurrence, Reading, Revision, Term


def mentions_in(
    session: Session, course: Course, reading: Reading, hidden: Collection[str] = ()
) -> list[Mention]:
    """Each term of the newest text, but of `hidden` layers, with the places where it stands: every
    place counts, whether its layer's limit has it marked or not."""
    newest = Revision.newest_of(reading.id).with_only_columns(Revision.id).scalar_subquery()
    layers = select(CourseLayer.layer_id).where(CourseLayer.course_id == course.id)
    rows = session.execute(
        select(Occurrence.term_id, Occurrence.start, Occurrence.id)
        .join(Layer, Layer.id == Occurrence.layer_id)
        .where(
            Occurrence.revision_id == newest,
            Occurrence.layer_id.in_(layers),
            Occurrence.state != "suppressed",
            Layer.slug.not_in(hidden),
        )
        .order_by(Occurrence.id.desc())  # of two at one place the first stays
    )
    places: dict[int, dict[int, int]] = defaultdict(dict)
    for term_id, start, number in rows:
        places[term_id][start] = number
    terms = session.scalars(select(Term).where(Term.id.in_(places)).options(joinedload(Term.layer)))
    return [
        Mention(
            term.headword,
            term.chinese,
            term.pinyin,
            term.kind,
            (_card(term),),
            places[term.id],
        )
        for term in terms
    ]


def _card(term: Term) -> Card:
    layer = term.layer
    return Card(term.slug, layer.slug, layer.title, layer.glyph, layer.hue)
