"""The labels of a drawing: each as near its place on the scale as the others let it.

>>> settle([10.0, 12.0, 90.0], [20.0, 20.0, 20.0], 0.0, 100.0)
[1.0, 21.0, 80.0]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.points.lettering import BOLD, width_of, wrap
from app.core.points.marks import Kind, Mark

SIZE = 12.0  # of the letters
LINE = 15.0  # from one line of a label to the next
ASCENT = 11.0  # from the top of a line to the feet of its letters
GAP = 5.0  # between labels
SPACE = 4.0  # between the bold words of a line and the others


@dataclass(frozen=True, slots=True)
class Words:
    """One line of a label; `strong` comes first, in bold."""

    y: float  # of the letters' feet
    strong: str
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    kind: Kind
    is_elsewhere: bool
    is_placed: bool  # or else it is said below the scale, which has no place for it
    aim: float  # y of its place on the scale
    x: float
    top: float
    width: float
    words: tuple[Words, ...]

    @property
    def height(self) -> float:
        return len(self.words) * LINE

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        """y at the height of its first line, where the line from the scale arrives."""
        return self.top + LINE / 2

    def at(self, top: float) -> Label:
        """The same label, elsewhere."""
        by = top - self.top
        return replace(
            self, top=top, words=tuple(replace(words, y=words.y + by) for words in self.words)
        )


def label_of(mark: Mark, x: float, room: float) -> Label:
    """Set a mark in lines, at the top of the drawing; it is not placed yet."""
    text = f"{mark.text} ({mark.aside})" if mark.aside else mark.text
    strong = wrap(mark.strong, SIZE * BOLD, room)
    used = width_of(strong[-1], SIZE * BOLD) + SPACE
    first, *more = wrap(text, SIZE, room, first=room - used)
    lines = [*((words, "") for words in strong[:-1]), (strong[-1], first)]
    lines += [("", words) for words in more]
    return Label(
        mark.kind,
        mark.is_elsewhere,
        mark.is_placed,
        aim=0.0,
        x=x,
        top=0.0,
        width=max(_width(strong, text) for strong, text in lines),
        words=tuple(
            Words(place * LINE + ASCENT, strong, text) for place, (strong, text) in enumerate(lines)
        ),
    )


def beside(labels: Sequence[Label], top: float, bottom: float) -> list[Label]:
    """Place labels beside the scale, in the order of what they aim at."""
    ordered = sorted(labels, key=lambda label: label.aim)
    tops = settle(
        [label.aim - LINE / 2 for label in ordered],
        [label.height + GAP for label in ordered],
        top,
        bottom,
    )
    return [label.at(y) for label, y in zip(ordered, tops, strict=True)]


def below(labels: Sequence[Label], top: float) -> list[Label]:
    """Place labels one under the other."""
    placed: list[Label] = []
    for label in labels:
        placed.append(label.at(placed[-1].bottom + GAP if placed else top))
    return placed


def settle(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Where things of these heights go, in this order and without overlap, so that the squares of
    how far they are moved are least; then all of them between `low` and `high`, which have room.

    `wanted` rises. Less the heights before it, each place may not be above the one before: that is
    isotonic regression, by pooling adjacent violators (Ayer and others, 1955).
    """
    pools: list[tuple[float, int]] = []  # mean, how many
    before = 0.0
    for place, height in zip(wanted, heights, strict=True):
        mean, count = place - before, 1
        while pools and pools[-1][0] > mean:
            other, many = pools.pop()
            mean, count = (other * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
        before += height
    highest = max(low, high - before)
    places: list[float] = []
    before = 0.0
    means = [mean for mean, count in pools for _ in range(count)]
    for mean, height in zip(means, heights, strict=True):
        places.append(min(max(mean, low), highest) + before)
        before += height
    return places


def _width(strong: str, text: str) -> float:
    space = SPACE if strong and text else 0.0
    return width_of(strong, SIZE * BOLD) + space + width_of(text, SIZE)
