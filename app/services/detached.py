"""Marks without a place in a text: where they stood, and what is known of where they belong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Annotation, Placement, Revision
from app.models.user import User
from app.services.spots import Spot, Spots


@dataclass(frozen=True, slots=True)
class Standing:
    """`then` is where the mark last stood, `now` the place that is proposed for it. `placement` is
    None where nothing is written down of it in this text."""

    then: Spot
    now: Spot | None
    placement: int | None
    outcome: str
    evidence: str
    decided_by: str | None
    is_decided: bool


def standings(
    session: Session, marks: Sequence[Annotation], newest: Revision
) -> Mapping[int, Standing]:
    """How marks on earlier texts stand, by their ids. Asks twice, if there are any."""
    if not marks:
        return {}
    rows = session.execute(
        select(Placement, User.name)
        .outerjoin(Placement.decided_by)
        .where(
            Placement.revision_id == newest.id,
            Placement.annotation_id.in_([mark.id for mark in marks]),
        )
    )
    known = {placement.annotation_id: (placement, name) for placement, name in rows}
    spots = Spots(session, {mark.revision_id for mark in marks}, newest)
    return {mark.id: _standing(mark, spots, *known.get(mark.id, (None, None))) for mark in marks}


def _standing(
    mark: Annotation, spots: Spots, placement: Placement | None, decided_by: str | None
) -> Standing:
    then = spots.in_earlier(mark.revision_id, mark.start, mark.end)
    if placement is None:
        return Standing(then, None, None, "lost", "", None, False)
    is_proposed = placement.start is not None and placement.end is not None
    now = spots.in_newest(placement.start or 0, placement.end or 0) if is_proposed else None
    return Standing(
        then=then,
        now=now,
        placement=placement.id,
        outcome=placement.outcome,
        evidence=placement.evidence,
        decided_by=decided_by,
        is_decided=placement.decision is not None,
    )
