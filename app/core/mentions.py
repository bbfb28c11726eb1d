"""Who and what is in a text: its terms in groups of one kind, people first.

>>> def mention(name, kind, *starts, layer="household"):
...     cards = (Card(name, layer, layer, "户", 30),)
...     return Mention(name, "", "", kind, cards, {start: start for start in starts})
>>> card = mention("card", "term", 7, 40)
>>> groups = grouped([card, mention("Li", "person", 90), mention("card", "term", 40, layer="law")])
>>> list(groups)
['People', 'Terms']
>>> [(one.count, [card.layer for card in one.cards]) for one in groups["Terms"]]
[(2, ['household', 'law'])]
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Order = Literal["place", "count"]
KINDS = {  # of a term -> the name of its group, in the order of the groups
    "person": "People",
    "institution": "Institutions",
    "place": "Places",
    "term": "Terms",
    "points system": "Points systems",
    "code": "Codes",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A term's slug, and the layer that has it."""

    term: str
    layer: str
    title: str
    glyph: str
    hue: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A headword in one text: the cards on it, and the occurrence at each of its places (code
    points), which several layers may share."""

    headword: str
    chinese: str
    pinyin: str
    kind: str
    cards: tuple[Card, ...]
    places: Mapping[int, int]

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def start(self) -> int:
        return min(self.places)

    @property
    def occurrence(self) -> int:
        """The one at the first place."""
        return self.places[self.start]

    def with_others(self, other: "Mention") -> "Mention":
        """The same headword of another layer: its places are these, where they are the same."""
        return Mention(
            self.headword,
            self.chinese or other.chinese,
            self.pinyin or other.pinyin,
            self.kind,
            (*self.cards, *other.cards),
            {**other.places, **self.places},
        )


def grouped(mentions: Iterable[Mention], order: Order = "place") -> dict[str, list[Mention]]:
    """Groups that are not empty, by name; in each the first in the text is first, or the most
    frequent. A headword that several layers have stands in a group once."""
    groups: dict[str, dict[str, Mention]] = {name: {} for name in KINDS.values()}
    for mention in sorted(mentions, key=_by_place):
        group = groups[KINDS.get(mention.kind, "Terms")]
        word = mention.headword.casefold()
        group[word] = group[word].with_others(mention) if word in group else mention
    key = _by_count if order == "count" else _by_place
    return {name: sorted(group.values(), key=key) for name, group in groups.items() if group}


def _by_place(mention: Mention) -> tuple[int, ...]:
    return (mention.start, mention.occurrence)


def _by_count(mention: Mention) -> tuple[int, ...]:
    return (-mention.count, *_by_place(mention))
