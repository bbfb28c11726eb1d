"""How much room words take in a drawing, by estimate: the server has no font to measure with.

Widths are in ems and on the wide side of the sans faces that we name (Source Sans 3, and what
stands in for it), so that what fits by estimate fits on the screen.

>>> wrap("a civilization loan at a favourable rate", 12.0, 90.0)
['a civilization', 'loan at a', 'favourable rate']
"""

from __future__ import annotations

import unicodedata

NARROW, MEDIUM, WIDE, CAPITAL, FULL = 0.32, 0.54, 0.88, 0.66, 1.0  # ems
BOLD = 1.06  # times the regular width
NARROW_ONES = frozenset("ijltfrI.,:;'|!()[]‘’“”-/·  ")
WIDE_ONES = frozenset("mwMWQ%@—…≥≤×")


def width_of(text: str, size: float, *, weight: float = 1.0) -> float:
    """How wide one line of `text` is at most, in the units of `size`."""
    return sum(_ems(char) for char in text) * size * weight


def wrap(text: str, size: float, room: float, *, first: float | None = None) -> list[str]:
    """Break `text` into lines no wider than `room`, between words where it can; the first line has
    `first` where that is given, and stays empty where nothing fits into it."""
    lines: list[str] = []
    line, left = "", room if first is None else first
    for word in _pieces(text, size, room):
        joined = f"{line} {word}" if line else word
        if width_of(joined, size) <= left:
            line = joined
            continue
        lines.append(line)
        line, left = word, room
    return [*lines, line]


def _pieces(text: str, size: float, room: float) -> list[str]:
    """The words, the longest of them cut to the room."""
    pieces: list[str] = []
    for word in text.split():
        start = 0
        for end in range(1, len(word) + 1):
            if width_of(word[start:end], size) > room and end - start > 1:
                pieces.append(word[start : end - 1])
                start = end - 1
        pieces.append(word[start:])
    return pieces


def _ems(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if char in NARROW_ONES:
        return NARROW
    if char in WIDE_ONES:
        return WIDE
    if unicodedata.east_asian_width(char) in "WF" or ord(char) > 0x2FFF:
        return FULL
    return CAPITAL if char.isupper() else MEDIUM
