"""The sheet of a points system, as a card shows it: scale, items to choose from, and the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.core.points.case import Case, Entry, cite, read_case, ready_cases, work_out
from app.core.points.drawing import Drawing, draw
from app.core.points.rows import Claim
from app.core.points.system import PointsSystem


@dataclass(frozen=True, slots=True)
class Told:
    """Where somebody is said to stand whose case this is; `missing` is what the rows leave open."""

    claim: Claim
    missing: Decimal


@dataclass(frozen=True, slots=True)
class Sheet:
    """`case` is there where one was asked for and can be; else `entry` says what is wrong."""

    system: PointsSystem
    entry: Entry
    case: Case | None
    drawing: Drawing

    def cite(self, titles: Mapping[str, str]) -> str:
        """The case in a sentence for a paper; `titles` are of the readings, by slug."""
        return cite(self.system, self.case, titles) if self.case else ""

    @property
    def told(self) -> list[Told]:
        """What the claims that this case comes from say of its end."""
        case = self.case
        if case is None:
            return []
        return [
            Told(claim, claim.stands.start - (case.stands or Decimal(0)))
            for claim in self.ready
            if claim.stands and claim.stands.end is None and claim.counts == case.chosen
        ]

    @property
    def ready(self) -> list[Claim]:
        return ready_cases(self.system)


def sheet_of(mapping: Mapping[str, Any], asked: Iterable[tuple[str, str]] = ()) -> Sheet:
    """Fill in the sheet from the fields of a term card's `points`, and of a case."""
    system = PointsSystem.from_mapping(mapping)
    fields = list(asked)
    entry = read_case(system, fields)
    case = work_out(system, entry.chosen) if fields and not entry.errors else None
    return Sheet(system, entry, case, draw(system, case))
