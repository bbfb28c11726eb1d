"""Points systems for tests: made up, or those of the layer that comes with Interleaf."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from ruamel.yaml import YAML

from app.core.points import PointsSystem

ANNOTATIONS = Path(__file__).parents[3] / "annotations"
SAYS = {"says": "document", "reading": "rules"}


def system(**rows: Any) -> PointsSystem:
    return PointsSystem.from_mapping({"kind": "settlement points", "city": "Anywhere", **rows})


def item(id: str, points: float | Decimal | None, **more: Any) -> dict[str, Any]:
    return {"id": id, "for": id, "points": points, **more, **SAYS}


def scale(**numbers: float | Decimal | str) -> dict[str, Any]:
    return {"unit": "points", **numbers, **SAYS}


numbers = st.decimals(min_value=-2000, max_value=2000, places=1)
items = st.lists(st.none() | numbers, max_size=8).map(
    lambda values: [item(f"item-{place}", value) for place, value in enumerate(values)]
)


@st.composite
def scales(draw: st.DrawFn) -> dict[str, Any] | None:
    low, baseline, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    ends = {"min": low, "baseline": baseline, "max": high}
    given_ends = {name: end for name, end in ends.items() if draw(st.booleans())}
    return draw(st.none() | st.just(scale(**given_ends)))


def cards() -> dict[str, PointsSystem]:
    pack = YAML(typ="safe").load(ANNOTATIONS / "points-systems.yml")
    return {
        term["id"]: PointsSystem.from_mapping(term["points"])
        for term in pack["terms"]
        if "points" in term
    }


def mapping(name: str) -> dict[str, Any]:
    """The points of a term of the layer, as its pack has them."""
    pack = YAML(typ="safe").load(ANNOTATIONS / "points-systems.yml")
    points: dict[str, Any] = next(term["points"] for term in pack["terms"] if term["id"] == name)
    return points
