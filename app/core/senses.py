"""Which sense of a form holds at an occurrence, and by which rule.

The order: pinned for the occurrence; set for the reading; valid at the document's date and of
its voice; valid at its date; the default (the first sense). The reader is told the rule.

    >>> senses = [Sense(1, "scholar"), Sense(2, "embassy", valid_to="2013")]
    >>> choose(senses, date="2007-04-13", voice="embassy")
    Choice(sense=2, rule='voice', reason='')
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

VOICES = ("regulation", "official press", "press", "scholar", "migrant", "embassy", "editor")
Rule = Literal["pinned", "reading", "voice", "date", "only", "default"]


@dataclass(frozen=True, slots=True)
class Sense:
    """A candidate: its id, whose word it is, and from when to when it holds.

    Dates are "2014", "2014-07" or "2014-07-24"; None is open.
    """

    id: int
    voice: str
    valid_from: str | None = None
    valid_to: str | None = None

    def holds_at(self, date: str) -> bool:
        """Is it valid at a date? Dates are compared as far as both are precise."""
        return not (
            (self.valid_from and _before(date, self.valid_from))
            or (self.valid_to and _before(self.valid_to, date))
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """The sense that holds, the rule that chose it, and the curator's reason if one gave it."""

    sense: int
    rule: Rule
    reason: str = ""


def choose(
    senses: Sequence[Sense],
    *,
    date: str,
    voice: str,
    pinned: Mapping[int, str] | None = None,
    set_for_reading: Mapping[int, str] | None = None,
) -> Choice:
    """Choose among the senses of a form, given in the layer's order (at least one).

    `pinned` and `set_for_reading` map a sense's id to the reason why a curator chose it.
    """
    candidates = {sense.id for sense in senses}
    rulings: tuple[tuple[Rule, Mapping[int, str]], ...] = (
        ("pinned", pinned or {}),
        ("reading", set_for_reading or {}),
    )
    for rule, ruling in rulings:
        for sense_id, reason in ruling.items():
            if sense_id in candidates:
                return Choice(sense_id, rule, reason)
    if len(senses) == 1:
        return Choice(senses[0].id, "only")
    valid = [sense for sense in senses if sense.holds_at(date)]
    if voiced := [sense for sense in valid if sense.voice == voice]:
        return Choice(voiced[0].id, "voice")
    if valid and len(valid) < len(senses):
        return Choice(valid[0].id, "date")
    return Choice(senses[0].id, "default")


def _before(one: str, other: str) -> bool:
    length = min(len(one), len(other))
    return one[:length] < other[:length]
