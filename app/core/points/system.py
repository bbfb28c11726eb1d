"""A points system: what a city counts, and what a choice of its items adds up to.

>>> suzhou = {"says": "document", "reading": "suzhou-osmanthus"}
>>> osmanthus = PointsSystem.from_mapping({
...     "kind": "personal credit score", "city": "Suzhou",
...     "scale": {"baseline": 100, "max": 200, "unit": "points", **suzhou},
...     "items": [{"id": "shift", "for": "a shift of volunteering", "points": 60, **suzhou}]})
>>> score = osmanthus.score({"shift": 2})
>>> score.total, score.within_scale
(Decimal('220'), Decimal('200'))

Points are Decimals, because half points exist and sums must be exact. The shape of the mapping is
`$defs/points` in annotations/layer.schema.json; the rows are in `rows`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.core.fields import Fields
from app.core.points.rows import Band, Claim, Date, Item, Scale, Statement, Threshold, Voice

KINDS = ("personal credit score", "settlement points", "residence points")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an account; the line whose `item` is None is the baseline."""

    item: Item | None
    count: int
    points: Decimal
    says: Voice


@dataclass(frozen=True, slots=True)
class Score:
    """An account: `total` is the sum of `rows`, `within_scale` what the scale leaves of it.

    `unpriced` are the chosen items for which nobody gives points; they add nothing.
    """

    rows: tuple[Row, ...]
    total: Decimal
    within_scale: Decimal
    unpriced: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class PointsSystem:
    """All that is said of one system, each row with the voice that says it."""

    kind: str
    city: str
    scale: Scale | None = None
    bands: tuple[Band, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    items: tuple[Item, ...] = ()
    conditions: tuple[Statement, ...] = ()
    perks: tuple[Statement, ...] = ()
    penalties: tuple[Statement, ...] = ()
    scope: tuple[Statement, ...] = ()
    dates: tuple[Date, ...] = ()
    claims: tuple[Claim, ...] = ()
    tensions: tuple[str, ...] = ()

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> PointsSystem:
        """Read the `points` of a term card. Raises ValueError that begins with the field's path."""
        fields = Fields(mapping, "points")
        system = cls(
            kind=fields.choice("kind", KINDS),
            city=fields.text("city"),
            scale=fields.row("scale", Scale.read),
            bands=fields.rows("bands", Band.read),
            thresholds=fields.rows("thresholds", Threshold.read),
            items=fields.rows("items", Item.read),
            conditions=fields.rows("conditions", Statement.read),
            perks=fields.rows("perks", Statement.read),
            penalties=fields.rows("penalties", Statement.read),
            scope=fields.rows("scope", Statement.read),
            dates=fields.rows("dates", Date.read),
            claims=fields.rows("claims", Claim.read),
            tensions=fields.texts("tensions"),
        )
        fields.close()
        ids = [item.id for item in system.items]
        twice = next((id for id in ids if ids.count(id) > 1), None)
        if twice:
            raise fields.error("items", f"two items have the id {twice}")
        for place, claim in enumerate(system.claims):
            try:
                system._check(dict(claim.case))
            except ValueError as fault:
                raise fields.error(f"claims[{place}].case", str(fault)) from fault
        return system

    def score(self, chosen: Mapping[str, int]) -> Score:
        """Add the chosen items, item id -> how many times, to the baseline (0 where none is given).

        Raises ValueError for an unknown item, a negative count, more than one of an item that
        counts once, or two items of one group.
        """
        self._check(chosen)
        picked = [(item, chosen[item.id]) for item in self.items if chosen.get(item.id)]
        rows = [
            Row(item, count, item.points_for(count), item.says)
            for item, count in picked
            if item.points is not None
        ]
        if self.scale and self.scale.baseline is not None:
            rows.insert(0, Row(None, 1, self.scale.baseline, self.scale.says))
        total = sum((row.points for row in rows), Decimal(0))
        return Score(
            rows=tuple(rows),
            total=total,
            within_scale=self.scale.clamp(total) if self.scale else total,
            unpriced=tuple(item for item, _ in picked if item.points is None),
        )

    def band_of(self, points: Decimal) -> Band | None:
        """The first band that holds `points`."""
        return next((band for band in self.bands if points in band), None)

    def grouped(self) -> list[tuple[str | None, list[Item]]]:
        """The items in their order, those of one group together where its first stands."""
        groups: dict[str, tuple[str | None, list[Item]]] = {}
        for item in self.items:
            key = f"one of {item.one_of}" if item.one_of else item.id
            groups.setdefault(key, (item.one_of, []))[1].append(item)
        return list(groups.values())

    def _check(self, chosen: Mapping[str, int]) -> None:
        items = {item.id: item for item in self.items}
        groups: dict[str, str] = {}
        for id, count in chosen.items():
            if id not in items:
                raise ValueError(f"{id}: no such item")
            if count < 0:
                raise ValueError(f"{id}: chosen {count} times")
            if count > 1 and items[id].counts_once:
                raise ValueError(f"{id}: counts once only")
            group = items[id].one_of
            if count and group and groups.setdefault(group, id) != id:
                raise ValueError(f"{id}: {groups[group]} is chosen, and only one {group} counts")
