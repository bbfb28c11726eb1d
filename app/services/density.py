"""Which places of terms are marked for one reader: their pace, what they met, what they know.

A fixed number of queries, whatever is found. "Met" is a term of an earlier reading of the syllabus
which this reader has opened (they have a bookmark in it). So a guest has met nothing, and neither
has who never opened a reading: for them the limit "course" marks once in each reading, which is
too often rather than too rarely.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import ScalarSelect, and_, false, func, select
from sqlalchemy.orm import Session, aliased

from app.core.limits import Limit, allows, firsts
from app.core.pace import holding, is_met
from app.models import (
    Bookmark,
    CourseLayer,
    CourseReading,
    Familiarity,
    Occurrence,
    Revision,
    Sense,
    Term,
    Wording,
)
from app.models.familiarity import Standing

if TYPE_CHECKING:
    from app.services.view import View


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a term, as a light row (code points): how the reader stands with its sense, and
    whether that is worded otherwise than when they read it."""

    id: int
    start: int
    end: int
    layer_id: int
    term_id: int
    sense_id: int
    first: Limit
    slug: str
    headword: str
    standing: Standing | None
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Density:
    """What is marked for a reader, the limits that the course sets (by a layer's id), the first
    place of each card that has changed since they read it, and how many places they know."""

    marked: Sequence[Spot] = ()
    limits: Mapping[int, Limit] = field(default_factory=dict)
    changed: Sequence[Spot] = ()
    known: int = 0


def density(
    session: Session, view: "View", revision: Revision, layers: Sequence[CourseLayer]
) -> Density:
    """Choose among the places of the layers that the reader has not switched off."""
    week = session.scalar(
        select(CourseReading.week).where(
            CourseReading.course_id == view.course.id, CourseReading.reading_id == view.reading.id
        )
    )
    set_here = {
        item.layer_id: holding(None, item.limits_by_week, week, item.limit, item.layer.limit)
        for item in layers
    }
    held = {
        item.layer_id: view.pace.limits.get(item.layer.slug, set_here[item.layer_id])
        for item in layers
        if item.layer.slug not in view.hidden
    }
    spots = _spots(session, view, revision, held)
    met = _met(session, view, week) if "course" in held.values() else frozenset()
    return Density(
        marked=_marked(view, revision, spots, held, met),
        limits=set_here,
        known=sum(spot.standing == "known" for spot in spots),
        changed=_first_of_each(spot for spot in spots if spot.is_changed),
    )


def _marked(
    view: "View",
    revision: Revision,
    spots: Sequence[Spot],
    held: Mapping[int, Limit],
    met: Collection[int],
) -> list[Spot]:
    left = [spot for spot in spots if view.pace.shows_known or spot.standing != "known"]
    if len(left) < len(spots):
        left = _counted_anew(revision, left)
    chosen = {
        spot.id
        for spot in left
        if spot.standing == "remind"
        or (
            allows(held[spot.layer_id], spot.first)
            and not (held[spot.layer_id] == "course" and spot.term_id in met)
        )
    }
    return [spot for spot in spots if spot.id in chosen or spot.id == view.occurrence]


def _counted_anew(revision: Revision, spots: Sequence[Spot]) -> list[Spot]:
    """Which place is the first is told without those of senses that the reader knows: to know one
    sense must not hide another that stands behind it."""
    starts = [block.start for block in revision.blocks]
    blocks = [bisect_right(starts, spot.start) - 1 for spot in spots]
    limits = firsts(
        [
            (spot.term_id, block, revision.blocks[block].section)
            for spot, block in zip(spots, blocks, strict=True)
        ]
    )
    return [replace(spot, first=first) for spot, first in zip(spots, limits, strict=True)]


def _first_of_each(spots: Iterable[Spot]) -> list[Spot]:
    found: dict[int, Spot] = {}
    for spot in spots:
        found.setdefault(spot.sense_id, spot)
    return list(found.values())


def _spots(
    session: Session, view: "View", revision: Revision, layers: Collection[int]
) -> list[Spot]:
    rows = session.execute(
        select(
            Occurrence.id,
            Occurrence.start,
            Occurrence.end,
            Occurrence.layer_id,
            Occurrence.term_id,
            Occurrence.sense_id,
            Occurrence.first,
            Term.slug,
            Term.headword,
            Familiarity.standing,
            func.coalesce(Wording.body != Sense.body, false()),
        )
        .join(Occurrence.term)
        .join(Occurrence.sense)
        .outerjoin(
            Familiarity,
            and_(
                Familiarity.sense_id == Occurrence.sense_id,
                Familiarity.course_id == view.course.id,
                Familiarity.user_id == (view.user.id if view.user else None),
            ),
        )
        .outerjoin(Familiarity.wording)
        .where(
            Occurrence.revision_id == revision.id,
            Occurrence.layer_id.in_(layers),
            Occurrence.state != "suppressed",
        )
        .order_by(Occurrence.start, Occurrence.id)
    )
    return [Spot(*row) for row in rows]


def _met(session: Session, view: "View", week: int | None) -> frozenset[int]:
    """The terms that this reader met earlier in the syllabus, and not so long ago."""
    if view.user is None:
        return frozenset()
    rows = session.execute(
        select(Occurrence.term_id, CourseReading.week)
        .distinct()
        .join(Revision, Revision.id == Occurrence.revision_id)
        .join(CourseReading, CourseReading.reading_id == Revision.reading_id)
        .join(Bookmark, Bookmark.reading_id == Revision.reading_id)
        .where(
            CourseReading.course_id == view.course.id,
            CourseReading.position < _position(view),
            Bookmark.course_id == view.course.id,
            Bookmark.user_id == view.user.id,
            Occurrence.revision_id == newest_on_syllabus(),
            Occurrence.state != "suppressed",
        )
    )
    weeks: dict[int, list[int | None]] = defaultdict(list)
    for term_id, met_in in rows:
        weeks[term_id].append(met_in)
    remind_after = view.course.remind_after
    return frozenset(term for term, met in weeks.items() if is_met(met, week, remind_after))


def _position(view: "View") -> ScalarSelect[int]:
    here = aliased(CourseReading)
    return (
        select(here.position)
        .where(here.course_id == view.course.id, here.reading_id == view.reading.id)
        .scalar_subquery()
    )


def newest_on_syllabus() -> ScalarSelect[int]:
    """The id of the newest revision of the `CourseReading` that the query is about."""
    later = aliased(Revision)
    return (
        select(later.id)
        .where(later.reading_id == CourseReading.reading_id)
        .order_by(later.number.desc())
        .limit(1)
        .correlate(CourseReading)
        .scalar_subquery()
    )
