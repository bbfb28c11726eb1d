"""The rows of a points system: one statement each, and who makes it.

Rules reach us from different mouths: the reading itself, a city's own text, a newspaper. So every
row carries `says`, and nothing of the reading is mixed with what others say. A number nobody
gives is None and is never guessed. `read` takes a row from a layer pack:

>>> band = Band.read(Fields({"name": "A", "from": 960, "to": 1030,
...                          "says": "document", "reading": "rules"}, "band"))
>>> 1030 in band, band.says
(False, InReading(reading='rules'))
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.core.fields import Fields

STATUSES = ("verified", "partly verified", "unverified")
PERIODS = ("once", "event", "month", "year")
EVENTS = ("announced", "in force", "renewed", "as of", "ends")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement can be looked up; `place` is the page, article or paragraph."""

    title: str
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    place: str | None = None

    @classmethod
    def read(cls, fields: Fields) -> Source:
        return cls(
            title=fields.text("title"),
            publisher=fields.optional_text("publisher"),
            date=fields.optional_text("date"),
            url=fields.optional_text("url"),
            place=fields.optional_text("place"),
        )


@dataclass(frozen=True, slots=True)
class InReading:
    """The reading with this slug says it."""

    reading: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody else says it; without a source it is unverified."""

    status: str
    source: Source | None


Voice = InReading | Elsewhere


def _voice(fields: Fields) -> Voice:
    if fields.choice("says", ("document", "other")) == "document":
        return InReading(fields.text("reading"))
    status = fields.choice("status", STATUSES)
    source = fields.row("source", Source.read)
    if source is None and status != "unverified":
        raise fields.error("source", f"is missing, yet the status is {status}")
    return Elsewhere(status, source)


@dataclass(frozen=True, slots=True)
class Scale:
    """Where everyone starts, and the two ends."""

    unit: str
    says: Voice
    baseline: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    note: str | None = None

    @classmethod
    def read(cls, fields: Fields) -> Scale:
        scale = cls(
            unit=fields.text("unit"),
            says=_voice(fields),
            baseline=fields.number("baseline"),
            minimum=fields.number("min"),
            maximum=fields.number("max"),
            note=fields.optional_text("note"),
        )
        given = [n for n in (scale.minimum, scale.baseline, scale.maximum) if n is not None]
        if given != sorted(given):
            raise fields.error("baseline", "min, baseline and max must rise in this order")
        return scale

    def clamp(self, points: Decimal) -> Decimal:
        """`points`, or the nearer end of the scale where they lie outside it."""
        if self.minimum is not None and points < self.minimum:
            return self.minimum
        if self.maximum is not None and points > self.maximum:
            return self.maximum
        return points


@dataclass(frozen=True, slots=True)
class Band:
    """A named stretch of the scale, half open: `start` belongs to it, `end` to the next."""

    name: str
    start: Decimal | None
    end: Decimal | None
    says: Voice
    people: str | None = None  # who stands in it, or how many
    note: str | None = None

    @classmethod
    def read(cls, fields: Fields) -> Band:
        band = cls(
            name=fields.text("name"),
            start=fields.number("from"),
            end=fields.number("to"),
            says=_voice(fields),
            people=fields.optional_text("people"),
            note=fields.optional_text("note"),
        )
        if band.start is not None and band.end is not None and band.start >= band.end:
            raise fields.error("to", "must be above from")
        return band

    def __contains__(self, points: Decimal) -> bool:
        after_start = self.start is None or points >= self.start
        return after_start and (self.end is None or points < self.end)


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a number of points opens; `points` None: no fixed mark, a quota or ranking decides."""

    opens: str
    points: Decimal | None
    says: Voice
    as_of: str | None = None
    note: str | None = None

    @classmethod
    def read(cls, fields: Fields) -> Threshold:
        return cls(
            opens=fields.text("opens"),
            points=fields.number("points"),
            says=_voice(fields),
            as_of=fields.optional_text("as_of"),
            note=fields.optional_text("note"),
        )


@dataclass(frozen=True, slots=True)
class Item:
    """Something that brings or costs points. Of a group `one_of` only one item counts."""

    id: str
    reason: str
    points: Decimal | None
    says: Voice
    per: str | None = None
    at_most: Decimal | None = None
    one_of: str | None = None
    note: str | None = None

    @classmethod
    def read(cls, fields: Fields) -> Item:
        item = cls(
            id=fields.text("id"),
            reason=fields.text("for"),
            points=fields.number("points"),
            says=_voice(fields),
            per=fields.optional_choice("per", PERIODS),
            at_most=fields.number("at_most"),
            one_of=fields.optional_text("one_of"),
            note=fields.optional_text("note"),
        )
        if item.at_most is not None and item.at_most <= 0:
            raise fields.error("at_most", "must be above 0: it limits gains and losses alike")
        return item

    @property
    def counts_once(self) -> bool:
        return self.per == "once" or self.one_of is not None

    @property
    def is_countable(self) -> bool:
        """Does it add up with its number? Not where nobody prices it."""
        return self.points is not None and not self.counts_once

    def points_for(self, count: int) -> Decimal:
        """Points of `count` times this item, no further from 0 than `at_most`."""
        points = (self.points or Decimal(0)) * count
        if self.at_most is None:
            return points
        return max(-self.at_most, min(self.at_most, points))


@dataclass(frozen=True, slots=True)
class Statement:
    """A perk, a penalty, a condition or a scope, in a sentence."""

    what: str
    says: Voice
    note: str | None = None

    @classmethod
    def read(cls, fields: Fields) -> Statement:
        return cls(fields.text("what"), _voice(fields), fields.optional_text("note"))


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands where: at `start`, or from there to `end`."""

    who: str
    start: Decimal
    end: Decimal | None

    @classmethod
    def read(cls, fields: Fields) -> Standing:
        start, end = fields.number("from"), fields.number("to")
        if start is None:
            raise fields.error("from", "is missing")
        if end is not None and start >= end:
            raise fields.error("to", "must be above from")
        return cls(fields.text("who"), start, end)


@dataclass(frozen=True, slots=True)
class Claim:
    """Anything else said of the system; `about` is its topic in a word or two.

    `case` is what the claim counts as of the system's items, item id -> how many times.
    """

    about: str
    what: str
    says: Voice
    stands: Standing | None = None
    case: tuple[tuple[str, int], ...] = ()
    note: str | None = None

    @classmethod
    def read(cls, fields: Fields) -> Claim:
        return cls(
            about=fields.text("about"),
            what=fields.text("what"),
            says=_voice(fields),
            stands=fields.row("stands", Standing.read),
            case=fields.row("case", _counts) or (),
            note=fields.optional_text("note"),
        )

    @property
    def counts(self) -> dict[str, int]:
        return dict(self.case)


@dataclass(frozen=True, slots=True)
class Date:
    """When: `on` is a year, month or day, as exact as the source ("2018-08")."""

    event: str
    on: str
    says: Voice
    note: str | None = None

    @classmethod
    def read(cls, fields: Fields) -> Date:
        event, on = fields.choice("event", EVENTS), fields.text("on")
        return cls(event, on, _voice(fields), fields.optional_text("note"))


def _counts(fields: Fields) -> tuple[tuple[str, int], ...]:
    counts = [(str(name), fields.number(name)) for name in fields.mapping]
    for name, count in counts:
        if count is None or count < 1 or count != int(count):
            raise fields.error(name, "must be a whole number above 0")
    return tuple((name, int(count)) for name, count in counts if count is not None)


def plain(number: Decimal) -> str:
    """1,030 or −0.5: no zeros at the end, and a true minus."""
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "\N{MINUS SIGN}")


def signed(number: Decimal) -> str:
    """+20, −5, 0."""
    return f"+{plain(number)}" if number > 0 else plain(number)
