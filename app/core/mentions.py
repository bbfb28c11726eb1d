"""Who and what is in a text: its terms in groups of one kind, people first.

>>> li = Mention("li", "Li", "", "", "person", "household", "户", 30, 1, 90, occurrence=2)
>>> card = Mention("card", "card", "", "", "term", "household", "户", 30, 4, 7, occurrence=1)
>>> list(grouped([card, li]))
['People', 'Terms']
"""

from collections.abc import Iterable
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
class Mention:
    """A term of a layer in one text: how often it stands there, and its first place."""

    term: str
    headword: str
    chinese: str
    pinyin: str
    kind: str
    layer: str
    glyph: str
    hue: int
    count: int
    start: int  # code points
    occurrence: int


def grouped(mentions: Iterable[Mention], order: Order = "place") -> dict[str, list[Mention]]:
    """Groups that are not empty, by name; in each the first in the text is first, or the most
    frequent."""
    groups: dict[str, list[Mention]] = {name: [] for name in KINDS.values()}
    for mention in sorted(mentions, key=_by_count if order == "count" else _by_place):
        groups[KINDS.get(mention.kind, "Terms")].append(mention)
    return {name: group for name, group in groups.items() if group}


def _by_place(mention: Mention) -> tuple[int, ...]:
    return (mention.start, mention.occurrence)


def _by_count(mention: Mention) -> tuple[int, ...]:
    return (-mention.count, *_by_place(mention))
