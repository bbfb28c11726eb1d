"""Where talk is, drawn: a strip beside the text with a stripe for each block that is talked about.

A stripe stands where its block stands in the text, by the share of it, and grows wider by
doublings of what was said: one mark is a hair, a hundred and more are as wide as it goes.

    >>> [(s.y, s.height, s.width) for s in stripes([(100, 1, 0), (300, 0, 0), (100, 40, 2)])]
    [(0, 200, 2), (800, 200, 7)]
"""

from collections.abc import Iterable
from dataclasses import dataclass

HEIGHT = 1_000  # units of the drawing, for the whole text
WIDTH = 12  # units of the strip; the widest stripe leaves 3 for the tick of an open question
LEAST = 4  # units: a stripe that can still be seen


@dataclass(frozen=True, slots=True)
class Stripe:
    """`place` is the block's, among all; `marks` begin in it, `questions` of them are open."""

    place: int
    y: int
    height: int
    width: int
    marks: int
    questions: int

    @property
    def told(self) -> str:
        """What it says: “132 marks, 3 open questions”."""
        return say_talk(self.marks, self.questions)

    @property
    def level(self) -> int:
        """How much talk, from 1 to 4: the depth of the colour."""
        return min(4, self.width // 2)


def say_talk(marks: int, questions: int) -> str:
    """How much talk a block has, in words."""
    said = f"{marks:,} mark{'s' if marks != 1 else ''}"
    if questions:
        said += f", {questions:,} open question{'s' if questions != 1 else ''}"
    return said


def stripes(blocks: Iterable[tuple[int, int, int]]) -> list[Stripe]:
    """Draw blocks given as (length in characters, marks, open questions), in the text's order."""
    found = list(blocks)
    whole = sum(length for length, _, _ in found) or 1
    drawn = []
    above = 0
    for place, (length, marks, questions) in enumerate(found):
        if marks:
            y = HEIGHT * above // whole
            height = max(LEAST, HEIGHT * (above + length) // whole - y)
            drawn.append(
                Stripe(place, min(y, HEIGHT - height), height, _width(marks), marks, questions)
            )
        above += length
    return drawn


def _width(marks: int) -> int:
    """1 mark: 2; each doubling one more; from 128 on all that there is."""
    return min(WIDTH - 3, 1 + marks.bit_length())
