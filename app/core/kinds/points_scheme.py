"""A points scheme: a text whose table says what counts, and for how much.

The table stays in the text. What it says becomes a points system as well (`core.points.scheme`),
for a card with its scale and its account, which an instructor makes once the text is published.
"""

from dataclasses import replace

from app.core.clippings import read_clipping
from app.core.importing import Converted, Fact, Prepared
from app.core.kinds.kind import Kind
from app.core.points.scheme import items_in

SURE = 0.8  # less than a regulation, which may have such a table at its end


class PointsScheme(Kind):
    name = "points scheme"

    def likeness(self, text: str) -> float:
        return SURE if items_in(text) else 0.0

    def prepare(self, converted: Converted) -> Prepared:
        prepared = read_clipping(converted, self.name)
        items = items_in(prepared.markdown)
        if not items:
            said = "No table in it says what counts: a table needs a column of points."
            return replace(prepared, told=(*prepared.told, said))
        count = f"{len(items)} items with points"
        told = f"Its table has {count}: once it is published, make a card of it."
        return replace(
            prepared,
            facts={"voice": Fact("regulation", "it says what counts"), **_sure(prepared)},
            told=(*prepared.told, told),
            details={"items": len(items)},
        )


POINTS_SCHEME = PointsScheme()


def _sure(prepared: Prepared) -> dict[str, Fact]:
    """What is known, but for a weak guess at whose usage its words follow."""
    return {
        name: fact
        for name, fact in prepared.facts.items()
        if name != "voice" or not fact.is_guessed
    }
