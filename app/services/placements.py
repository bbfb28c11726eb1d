"""Where things stood: the archive that earlier revisions are shown from."""

from typing import Any

from sqlalchemy import ScalarSelect, insert, literal, or_, select
from sqlalchemy.orm import Session, aliased

from app.models import Annotation, Placement, Reading, Revision
from app.services.following import KINDS, Column


def archive(session: Session, reading: Reading) -> None:
    """Write down where each thing was put by hand, for those whose last sure place is not written
    down yet. To be called before a text is published over it."""
    for column, kind in KINDS.items():
        named = getattr(Placement, column)
        written = (
            select(Placement.id)
            .where(named == kind.id, Placement.revision_id == kind.revision_id)
            .correlate(kind)
            .exists()
        )
        course = kind.course_id if kind is Annotation else literal(reading.home_id)
        columns = [
            column,
            "course_id",
            "revision_id",
            "outcome",
            "start",
            "end",
            "score",
            "evidence",
        ]
        session.execute(
            insert(Placement).from_select(
                columns,
                select(
                    kind.id,
                    course,
                    kind.revision_id,
                    literal("made"),
                    kind.start,
                    kind.end,
                    literal(1.0),
                    literal(""),
                ).where(kind.reading_id == reading.id, kind.start.is_not(None), ~written),
            )
        )


def decided_orphans(
    session: Session, revision: Revision | None
) -> dict[tuple[Column, int], dict[str, Any]]:
    """What staff left without a place in a revision, with the columns of their decision."""
    if revision is None:
        return {}
    rows = session.execute(
        select(
            Placement.annotation_id,
            Placement.note_id,
            Placement.ruling_id,
            Placement.decided_by_id,
            Placement.decided_at,
        ).where(Placement.revision_id == revision.id, Placement.decision == "orphaned")
    )
    return {
        (column, number): {
            "decision": "orphaned",
            "decided_by_id": by,
            "decided_at": at,
        }
        for *things, by, at in rows
        for column, number in zip(KINDS, things, strict=True)
        if number is not None
    }


def stood_before() -> ScalarSelect[int]:
    """The id of the last sure place that the thing of a placement had in an earlier revision. For
    queries from placements, joined to their revisions."""
    earlier, there = aliased(Placement), aliased(Revision)
    return (
        select(earlier.id)
        .join(there, there.id == earlier.revision_id)
        .where(
            or_(*(getattr(earlier, name) == getattr(Placement, name) for name in KINDS)),
            there.number < Revision.number,
            earlier.stands(),
        )
        .order_by(there.number.desc())
        .limit(1)
        .correlate(Placement, Revision)
        .scalar_subquery()
    )
