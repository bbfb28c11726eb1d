"""The terms of a reading as they are laid over its text for one reader."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import overlay
from app.core.limits import Limit, allows
from app.models import CourseLayer, CourseReading, Layer, Occurrence, Revision, Term
from app.services.view import View


def terms_over(
    session: Session,
    view: View,
    revision: Revision,
    shown: dict[int, CourseLayer],
    stretch: tuple[int, int],
) -> list[overlay.Term]:
    rows = session.execute(
        select(Occurrence, Term.slug)
        .join(Occurrence.term)
        .where(
            Occurrence.revision_id == revision.id,
            Occurrence.layer_id.in_(shown),
            Occurrence.state != "suppressed",
            Occurrence.start < stretch[1],
            Occurrence.end > stretch[0],
        )
    ).all()
    met = _met_before(session, view)
    found = []
    for occurrence, slug in rows:
        item = shown[occurrence.layer_id]
        limit: Limit = item.limit or item.layer.limit
        is_met = limit == "course" and occurrence.term_id in met
        if occurrence.id == view.occurrence or (allows(limit, occurrence.first) and not is_met):
            found.append(_term(view, occurrence, slug, item.layer))
    return overlay.without_overlaps(found)


def _term(view: View, occurrence: Occurrence, slug: str, layer: Layer) -> overlay.Term:
    reading = f"/courses/{view.course.slug}/readings/{view.reading.slug}"
    return overlay.Term(
        start=occurrence.start,
        end=occurrence.end,
        occurrence=occurrence.id,
        term=slug,
        layer=layer.slug,
        href=f"{reading}/occurrences/{occurrence.id}",
        glyph=layer.glyph,
        hue=layer.hue,
    )


def _met_before(session: Session, view: View) -> frozenset[int]:
    """The terms that stand in earlier readings of the syllabus."""
    here = (
        select(CourseReading.position)
        .where(
            CourseReading.course_id == view.course.id,
            CourseReading.reading_id == view.reading.id,
        )
        .scalar_subquery()
    )
    return frozenset(
        session.scalars(
            select(Occurrence.term_id)
            .distinct()
            .join(Occurrence.revision)
            .join(CourseReading, CourseReading.reading_id == Revision.reading_id)
            .where(CourseReading.course_id == view.course.id, CourseReading.position < here)
        )
    )
