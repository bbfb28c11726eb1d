"""A points system as a drawing: an upright scale, high at the top, with its labels to the right.

Upright, because labels are words: side by side they would collide on a narrow page, below each
other they only need to make room. A label stands level with its place on the scale, or as near as
the others let it, and a line joins the two. The drawing is as high as its labels need.

Lengths are in units of the viewBox; `WIDTH` is what a page 320 pixels wide has for it, so that
the letters are never set smaller than they are here. y grows downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from app.core.points.case import Case
from app.core.points.labels import ASCENT, GAP, SIZE, Label, below, beside, label_of
from app.core.points.lettering import width_of
from app.core.points.marks import Kind, Mark, marks_of
from app.core.points.rows import Elsewhere, plain
from app.core.points.system import PointsSystem

WIDTH = 280.0
EDGE = 4.0  # of paper around everything
BAR = 12.0  # how wide the scale itself is
ARROW = 14.0  # room for the case's arrow, left of the scale
LEADER = 24.0  # from the scale to the labels
OPEN = 26.0  # how far a scale without a given end runs on
LOWEST_PLOT = 170.0  # high, so that few marks still make a scale
AIR = 1.2  # times the height of its labels, so that they stand near their places
BARE_PLOT = 64.0  # high, where no number is given
TICKS = 5  # at most, between the ends
NARROWEST_GUTTER = 18.0  # for the ticks' numbers
HATCH = 5.0  # from one line of a hatching to the next
LONGEST_NUMBER = 12  # code points at a tick; a longer one is said by its power of ten
THINNEST = 1.5  # of a band


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Tick:
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A band on the scale, or beside it the range where somebody stands."""

    kind: Kind
    is_elsewhere: bool
    y: float
    height: float
    edges: tuple[float, ...]  # y where it is said to end
    hatching: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """Where a number lies: `high` at `first`, `low` at `last`. An open end runs on from there, to
    `top` or `bottom`."""

    low: Decimal
    high: Decimal
    top: float
    first: float
    last: float
    bottom: float
    is_elsewhere: bool

    def y(self, value: Decimal) -> float:
        span = self.high - self.low
        part = float((self.high - value) / span) if span else 0.5
        return self.first + min(max(part, 0.0), 1.0) * (self.last - self.first)

    def ends(self, mark: Mark) -> tuple[float, float]:
        """From where to where a mark reaches, upper end first."""
        if mark.edge:
            aim = self.top if mark.edge == "top" else self.bottom
            return aim, aim
        upper = self.top if mark.high is None else self.y(mark.high)
        return upper, self.bottom if mark.low is None else self.y(mark.low)

    @property
    def is_open_above(self) -> bool:
        return self.top < self.first

    @property
    def is_open_below(self) -> bool:
        return self.bottom > self.last


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    bar: float  # x of the scale's left side
    bar_width: float
    axis: Axis
    marks: tuple[Mark, ...]  # what is drawn, for its equivalent in words
    ticks: tuple[Tick, ...]
    stretches: tuple[Stretch, ...]
    labels: tuple[Label, ...]

    @property
    def has_elsewhere(self) -> bool:
        """Does it need to say what a dashed line means?"""
        return any(mark.is_elsewhere for mark in self.marks)


def draw(system: PointsSystem, case: Case | None = None) -> Drawing:
    """Lay out the scale of a system, with a case on it if there is one."""
    marks = marks_of(system, case)
    values = [value for mark in marks for value in (mark.low, mark.high) if value is not None]
    ticks = _ticks(min(values), max(values)) if values else []
    gutter = max([NARROWEST_GUTTER, *(width_of(_short(value), SIZE) for value in ticks)])
    bar = EDGE + gutter + ARROW
    x = bar + BAR + LEADER
    labels = [label_of(mark, x, WIDTH - EDGE - x) for mark in marks]
    words = sum(label.height + GAP for label in labels if label.is_placed)
    plot = max(LOWEST_PLOT if values else BARE_PLOT, words * AIR)
    axis = _axis(system, values, plot)
    aimed = [
        replace(label, aim=sum(axis.ends(mark)) / 2)
        for mark, label in zip(marks, labels, strict=True)
        if label.is_placed
    ]
    placed = beside(aimed, EDGE, EDGE + plot)
    foot = max([axis.bottom, *(label.bottom for label in placed)])
    listed = below([label for label in labels if not label.is_placed], foot + 2 * GAP)
    return Drawing(
        width=WIDTH,
        height=(listed[-1].bottom if listed else foot) + EDGE,
        bar=bar,
        bar_width=BAR,
        axis=axis,
        marks=marks,
        ticks=tuple(Tick(axis.y(value), _short(value)) for value in ticks),
        stretches=tuple(
            _stretch(mark, axis, bar) for mark in marks if mark.is_stretch and mark.is_placed
        ),
        labels=(*placed, *listed),
    )


def _axis(system: PointsSystem, values: Sequence[Decimal], plot: float) -> Axis:
    scale = system.scale
    top, bottom = EDGE, EDGE + plot
    is_open_above = scale is None or scale.maximum is None
    is_open_below = scale is None or scale.minimum is None
    first = top + (OPEN if is_open_above else ASCENT)
    last = bottom - (OPEN if is_open_below else ASCENT)
    return Axis(
        low=min(values, default=Decimal(0)),
        high=max(values, default=Decimal(0)),
        top=top if is_open_above else first,
        first=first,
        last=last,
        bottom=bottom if is_open_below else last,
        is_elsewhere=scale is None or isinstance(scale.says, Elsewhere),
    )


def _ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round numbers from `low` to `high`; where there is none between, the ends themselves."""
    if low == high:
        return [low]
    step = _round_step((high - low) / TICKS)
    first = int((low / step).to_integral_value(ROUND_CEILING))
    last = int((high / step).to_integral_value(ROUND_FLOOR))
    return [step * place for place in range(first, min(last, first + TICKS) + 1)] or [low, high]


def _round_step(rough: Decimal) -> Decimal:
    """The least of 1, 2, 5, times a power of ten, that is not below `rough`."""
    power = Decimal(1).scaleb(rough.adjusted())
    return next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= rough)


def _short(value: Decimal) -> str:
    text = plain(value)
    if len(text) <= LONGEST_NUMBER:
        return text
    digits, _, power = f"{value:.2e}".partition("e")
    return f"{digits} × 10^{int(power)}".replace("-", "\N{MINUS SIGN}")


def _stretch(mark: Mark, axis: Axis, bar: float) -> Stretch:
    upper, lower = axis.ends(mark)
    height = max(THINNEST, lower - upper)
    hatching = _hatching(bar, upper, height) if mark.kind == "band" and mark.is_elsewhere else ()
    edges = [upper] * (mark.high is not None) + [lower] * (mark.low is not None)
    return Stretch(mark.kind, mark.is_elsewhere, upper, height, tuple(edges), hatching)


def _hatching(bar: float, y: float, height: float) -> tuple[Line, ...]:
    """Slanting lines inside a band: lines, not a pattern, for a pattern needs an id of its own."""
    lines = []
    along = HATCH
    while along < BAR + height:
        right, down = min(along, BAR), min(along, height)
        lines.append(Line(bar + right, y + along - right, bar + along - down, y + down))
        along += HATCH
    return tuple(lines)
