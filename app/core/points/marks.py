"""What stands on a scale: ends, start, bands, thresholds, people, and a case that was worked out.

One list for the drawing and for its equivalent in words, so that neither says more than the other.
What nobody says is a mark too (kind "unsaid"): a gap in a rule is a finding, not a blank.

>>> said = {"says": "document", "reading": "rules"}
>>> system = PointsSystem.from_mapping({"kind": "personal credit score", "city": "Anywhere",
...     "scale": {"unit": "points", "baseline": 100, "max": 200, **said}})
>>> [f"{mark.strong} {mark.text}" for mark in marks_of(system)]
['200 highest', '100 start', 'Lowest not given']
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.core.points.case import Case
from app.core.points.rows import Band, Elsewhere, Scale, Voice, plain
from app.core.points.system import PointsSystem

Kind = Literal["end", "start", "band", "threshold", "people", "case", "unsaid"]
Edge = Literal["top", "bottom"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on the scale: at `low`, or from `low` to `high`; a stretch without one of them is
    open there. `edge`: it is of that open end. With none of the three it has no place.

    `strong` is what one looks for, a number or a name; `text` says what it is.
    """

    kind: Kind
    strong: str
    text: str
    low: Decimal | None = None
    high: Decimal | None = None
    edge: Edge | None = None
    is_stretch: bool = False
    says: Voice | None = None
    note: str | None = None  # not drawn

    @property
    def is_elsewhere(self) -> bool:
        return isinstance(self.says, Elsewhere)

    @property
    def is_placed(self) -> bool:
        return self.edge is not None or self.low is not None or self.high is not None

    @property
    def aside(self) -> str:
        """What a label adds where the reading does not say so."""
        if not isinstance(self.says, Elsewhere):
            return ""
        if self.says.source is None:
            return self.says.status
        return "elsewhere" if self.says.status == "verified" else f"elsewhere, {self.says.status}"


def marks_of(system: PointsSystem, case: Case | None = None) -> tuple[Mark, ...]:
    """Every mark, in the order in which the card's rows say them; the case comes last."""
    return (
        *_ends(system),
        *(_band(band) for band in system.bands),
        *_thresholds(system),
        *_people(system),
        *_case(case),
    )


def _ends(system: PointsSystem) -> list[Mark]:
    scale = system.scale
    if scale is None:
        gap = Mark("unsaid", "No scale", "is given: neither a start nor an end")
        return [gap, *_from_nothing(system)]
    return [
        _end(scale, scale.maximum, "top"),
        *(
            [_point("start", scale.baseline, "start", scale.says, scale.note)]
            if scale.baseline is not None
            else _from_nothing(system) or [Mark("unsaid", "Start", "not given")]
        ),
        _end(scale, scale.minimum, "bottom"),
    ]


def _end(scale: Scale, value: Decimal | None, edge: Edge) -> Mark:
    name = "highest" if edge == "top" else "lowest"
    if value is None:
        return Mark("unsaid", name.capitalize(), "not given", edge=edge)
    return _point("end", value, name, scale.says, scale.note)


def _from_nothing(system: PointsSystem) -> list[Mark]:
    """Items that have points are added up from 0 where no start is given; that is our doing."""
    if all(item.points is None for item in system.items):
        return []
    zero = Decimal(0)
    return [Mark("unsaid", "0", "counted from here; no start is given", zero, zero)]


def _point(
    kind: Kind, value: Decimal, text: str, says: Voice | None = None, note: str | None = None
) -> Mark:
    return Mark(kind, plain(value), text, value, value, says=says, note=note)


def _band(band: Band) -> Mark:
    where = _range(band.start, band.end)
    text = "; ".join(filter(None, (where, band.people)))
    return Mark(
        "band",
        band.name,
        text,
        band.start,
        band.end,
        is_stretch=True,
        says=band.says,
        note=band.note,
    )


def _thresholds(system: PointsSystem) -> list[Mark]:
    marks = []
    for row in system.thresholds:
        text = ", ".join(filter(None, (row.opens, row.as_of)))
        if row.points is None:
            marks.append(Mark("threshold", "No fixed mark:", text, says=row.says, note=row.note))
        else:
            marks.append(_point("threshold", row.points, text, row.says, row.note))
    return marks


def _people(system: PointsSystem) -> list[Mark]:
    marks = []
    for claim in system.claims:
        if (stands := claim.stands) and stands.end is None:
            marks.append(_point("people", stands.start, stands.who, claim.says, claim.note))
        elif stands:
            where = _range(stands.start, stands.end)
            ends = (stands.start, stands.end)
            marks.append(Mark("people", where, stands.who, *ends, is_stretch=True, says=claim.says))
    return marks


def _case(case: Case | None) -> list[Mark]:
    if case is None:
        return []
    stands, total = case.stands, case.score.total
    if stands is None:
        return [Mark("case", "This case", "stands nowhere: nobody gives points for anything in it")]
    text = "this case" if stands == total else f"this case; {plain(total)} lies beyond the scale"
    return [_point("case", stands, text)]


def _range(start: Decimal | None, end: Decimal | None) -> str:
    if start is not None and end is not None:
        return f"{plain(start)} to {plain(end)}"
    if start is not None:
        return f"{plain(start)} and over"
    return "limits not given" if end is None else f"under {plain(end)}"
