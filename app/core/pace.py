"""How densely terms are marked for one reader: which limit holds, and what they have met before.

The reader's own limit comes first, then the course's for the week of the reading, then the
course's, then the layer's:

    >>> holding(None, {"1": "every", "4": "course"}, week=3, course="section", layer="reading")
    'every'
    >>> is_met([1, 2], week=9, remind_after=6)
    False
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.limits import LIMITS, Limit

LAST_WEEK = 99  # no course is longer
KNOWN = "known terms"  # in what is stored for a reader; a layer's slug has no space


@dataclass(frozen=True, slots=True)
class Pace:
    """What a reader wants: how often each layer (by slug) marks its terms, and whether terms that
    they know are marked like the others."""

    limits: Mapping[str, Limit] = field(default_factory=dict)
    shows_known: bool = False

    @classmethod
    def from_mapping(cls, stored: Mapping[str, Any]) -> "Pace":
        """Read what was stored; what is no limit is left out."""
        limits = {name: limit for name, limit in stored.items() if limit in LIMITS}
        return cls(limits, stored.get(KNOWN) is True)

    def to_mapping(self) -> dict[str, Any]:
        return {**self.limits, **({KNOWN: True} if self.shows_known else {})}


def holding(
    own: Limit | None,
    by_week: Mapping[str, Any],
    week: int | None,
    course: Limit | None,
    layer: Limit,
) -> Limit:
    """Tell which limit holds for a layer in a reading of this week of the syllabus."""
    return own or limit_in(by_week, week) or course or layer


def limit_in(by_week: Mapping[str, Any], week: int | None) -> Limit | None:
    """The limit of the latest week that is not after this one."""
    begun = [int(begins) for begins in by_week if week is not None and int(begins) <= week]
    limit: Limit | None = by_week[str(max(begun))] if begun else None
    return limit


def is_met(weeks: Iterable[int | None], week: int | None, remind_after: int | None) -> bool:
    """Has a reader met a term before, so lately that it need not be marked again?

    `weeks` are those of the earlier readings where they met it. Where the syllabus gives no
    weeks, nobody can say how long ago that was: it was lately.
    """
    found = list(weeks)
    if not found or remind_after is None or week is None:
        return bool(found)
    known = [earlier for earlier in found if earlier is not None]
    return len(known) < len(found) or week - max(known) < remind_after


def read_weeks(rows: Sequence[tuple[str, str]]) -> tuple[dict[str, Limit], dict[int, str]]:
    """Read a table of (week, limit) as typed. Returns the limits by week, and what is wrong by
    row. A row without either is empty."""
    found: dict[str, Limit] = {}
    errors: dict[int, str] = {}
    for row, (week, limit) in enumerate(rows):
        week = week.strip()
        if not week and not limit:
            continue
        number = as_number(week)
        if number is None:
            errors[row] = f"A week is a number from 1 to {LAST_WEEK}."
        elif str(number) in found:
            errors[row] = f"Week {number} is there twice."
        elif limit not in LIMITS:
            errors[row] = "Choose how often."
        else:
            found[str(number)] = limit
    return dict(sorted(found.items(), key=lambda item: int(item[0]))), errors


def as_number(text: str) -> int | None:
    """A number of weeks as typed, from 1 to `LAST_WEEK`."""
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(LAST_WEEK))
    return int(text) if is_number and int(text) >= 1 else None
