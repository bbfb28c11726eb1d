"""A case: what somebody chose of a system's items, what it adds up to, and who says so.

A case is asked for as an address says it: `doctorate=1&social-insurance=6`, or, as a form with a
choice of one sends it, `one.degree=doctorate`. What cannot be read is an error at its field, and
what was entered is kept:

>>> said = {"says": "document", "reading": "rules"}
>>> system = PointsSystem.from_mapping({"kind": "settlement points", "city": "Anywhere", "items": [
...     {"id": "tax", "for": "a year of tax", "points": 6, "per": "year", **said}]})
>>> entry = read_case(system, [("tax", "2")])
>>> work_out(system, entry.chosen).score.total
Decimal('12')
>>> read_case(system, [("tax", "many")]).errors
{'tax': '“many” is no whole number. How many times?'}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from app.core.points.rows import Band, Claim, Elsewhere, Item, Threshold, Voice, plain, signed
from app.core.points.system import PointsSystem, Row, Score

LARGEST_COUNT = 999  # times: more than any life has years, months or fines of one sort
LONGEST_SHOWN = 30  # code points of what was entered that an error repeats
MOST_STRANGERS = 3  # items of no system that an error names
ONE_OF = "one."  # before the name of a group; no item's id has a full stop


@dataclass(frozen=True, slots=True)
class Entry:
    """What was asked for. `entered` and `errors` go by field; what is no field is under ""."""

    chosen: Mapping[str, int] = field(default_factory=dict)
    entered: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passing:
    """A threshold and how many points are short of it: 0 where it is reached, None where it has no
    fixed mark."""

    threshold: Threshold
    short: Decimal | None


@dataclass(frozen=True, slots=True)
class Share:
    """The points of a case that one sort of voice gives: the document, a source, or nobody."""

    voice: str
    rows: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class Case:
    """An account, and where it stands; `band` and `passings` are of `score.within_scale`.

    Where nobody gives points for anything in it, it stands nowhere.
    """

    chosen: Mapping[str, int]
    score: Score
    band: Band | None
    passings: tuple[Passing, ...]
    shares: tuple[Share, ...]

    @property
    def stands(self) -> Decimal | None:
        return self.score.within_scale if self.score.rows else None


def read_case(system: PointsSystem, asked: Iterable[tuple[str, str]]) -> Entry:
    """Read a case from the fields of an address or a form, in which a field may come twice."""
    items = {item.id: item for item in system.items}
    groups = {f"{ONE_OF}{item.one_of}" for item in system.items if item.one_of}
    chosen: dict[str, int] = {}
    entered: dict[str, str] = {}
    errors: dict[str, str] = {}
    strangers: list[str] = []
    for name, raw in asked:
        value = raw.strip()
        if name in groups:
            if value and (value not in items or field_of(items[value]) != name):
                errors[name] = f"“{_short(value)}” is not in the list. Choose one of it, or none."
            elif value:
                _choose(items[value], 1, chosen, entered, errors)
        elif name in items:
            count = _count(items[name], value, errors)
            entered.setdefault(field_of(items[name]), value)
            if count and name in chosen:
                errors[name] = "This was asked for twice. How many times does it count?"
            elif count:
                _choose(items[name], count, chosen, entered, errors)
        elif value:
            strangers.append(f"“{_short(name)}”")
    if strangers:
        more = " and others" if len(strangers) > MOST_STRANGERS else ""
        names = ", ".join(strangers[:MOST_STRANGERS]) + more
        errors[""] = f"{names}: no item of this system. The rest was kept."
    return Entry(chosen, entered, errors)


def field_of(item: Item) -> str:
    """The field that an item is chosen by: its own, or its group's."""
    return f"{ONE_OF}{item.one_of}" if item.one_of else item.id


def work_out(system: PointsSystem, chosen: Mapping[str, int]) -> Case:
    """Account for a choice. Raises ValueError as `PointsSystem.score` does."""
    score = system.score(chosen)
    stands = score.within_scale if score.rows else None
    return Case(
        chosen={item.id: chosen[item.id] for item in system.items if chosen.get(item.id)},
        score=score,
        band=None if stands is None else system.band_of(stands),
        passings=tuple(_passing(threshold, stands) for threshold in system.thresholds),
        shares=_shares(score.rows),
    )


def ready_cases(system: PointsSystem) -> list[Claim]:
    """The claims that somebody gives as an example with items of this system in it."""
    return [claim for claim in system.claims if claim.case]


def cite(system: PointsSystem, case: Case, titles: Mapping[str, str]) -> str:
    """The account in a sentence for a paper; `titles` are of the readings, by slug."""
    lines = [f"{_term(row)} ({said_by(row.says, titles)})" for row in case.score.rows] + [
        f"{item.reason}, no points given ({said_by(item.says, titles)})"
        for item in case.score.unpriced
    ]
    total = f"{plain(case.score.total)} points" if case.score.rows else "no points"
    return f"{system.city}, {system.kind}: {total}. " + "; ".join(lines or ["nothing chosen"]) + "."


def said_by(voice: Voice, titles: Mapping[str, str]) -> str:
    """Who says so, as one cites it."""
    if not isinstance(voice, Elsewhere):
        return f"according to “{titles.get(voice.reading, voice.reading)}”"
    if voice.source is None:
        return f"{voice.status}, no source named"
    source = voice.source
    parts = (source.publisher, f"“{source.title}”", source.date, source.place)
    status = "" if voice.status == "verified" else f"; {voice.status}"
    return f"not the reading, but {', '.join(filter(None, parts))}{status}"


def _count(item: Item, value: str, errors: dict[str, str]) -> int:
    """How many times, and 0 where that cannot be read."""
    name = field_of(item)
    if value in ("", "0"):
        return 0
    if value.startswith(("-", "−")):
        errors[name] = "It cannot count less than 0 times."
    elif not (value.isascii() and value.isdigit()):
        errors[name] = f"“{_short(value)}” is no whole number. How many times?"
    elif len(value) > len(str(LARGEST_COUNT)) or int(value) > LARGEST_COUNT:
        errors[name] = f"At most {LARGEST_COUNT} times."
    elif int(value) > 1 and item.counts_once:
        errors[name] = f"This counts once only, not {value} times."
    else:
        return int(value)
    return 0


def _choose(
    item: Item, count: int, chosen: dict[str, int], entered: dict[str, str], errors: dict[str, str]
) -> None:
    """Take an item into a case; of a group only one goes in, and the first stays entered."""
    name = field_of(item)
    others = [id for id in chosen if item.one_of and entered.get(name) == id]
    if others and others != [item.id]:
        errors[name] = f"Only one of these counts, not {others[0]} and {item.id}. Choose one."
        return
    chosen[item.id] = count
    entered[name] = item.id if item.one_of else str(count)


def _passing(threshold: Threshold, stands: Decimal | None) -> Passing:
    if threshold.points is None or stands is None:
        return Passing(threshold, None)
    return Passing(threshold, max(Decimal(0), threshold.points - stands))


def _shares(rows: Sequence[Row]) -> tuple[Share, ...]:
    sorts: dict[str, list[Decimal]] = {"document": [], "elsewhere": [], "nobody": []}
    for row in rows:
        voice = row.says
        named = "elsewhere" if isinstance(voice, Elsewhere) and voice.source else "nobody"
        sorts[named if isinstance(voice, Elsewhere) else "document"].append(row.points)
    return tuple(
        Share(sort, len(points), sum(points, Decimal(0))) for sort, points in sorts.items()
    )


def _term(row: Row) -> str:
    if row.item is None:
        return f"{plain(row.points)}, the start"
    times = f", {row.count} × {signed(row.item.points or Decimal(0))}" if row.count > 1 else ""
    return f"{signed(row.points)}, {row.item.reason}{times}"


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_SHOWN else value[: LONGEST_SHOWN - 1] + "…"
