"""A passage among the words around it, and where words stand that somebody pastes.

>>> around("One two three four five.", 8, 13, reach=6)
Surroundings(before='… two ', exact='three', after=' four …')
>>> places_of("A permit.\\nNo  permit.", "no permit")
[(10, 20)]
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from app.core.edges import AFTER, BEFORE, SPACELESS
from app.core.folding import fold_with_offsets

REACH = 150  # code points on either side: two or three lines; of Chinese, half as many
LONGEST = 600  # code points of a passage that is shown whole; of a longer one, its two ends
ELLIPSIS = "…"
_WIDE = re.compile(f"[{SPACELESS}]")
_WORD = 24  # code points that a word may have, to be left out rather than cut


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands before a passage, the passage, and what stands after it, as it is shown."""

    before: str
    exact: str
    after: str


def around(text: str, start: int, end: int, reach: int = REACH) -> Surroundings:
    """A passage with up to `reach` code points on either side, in whole words where there are."""
    before = _as_wide(text[max(0, start - reach) : start][::-1])[::-1]
    after = _as_wide(text[end : end + reach])
    if len(before) < start:
        before = f"{ELLIPSIS} {_without_part(before)}"
    if end + len(after) < len(text):
        after = f"{_without_part(after[::-1])[::-1]} {ELLIPSIS}"
    return Surroundings(before, shortened(text[start:end]), after)


def before_word(text: str, at: int) -> int:
    """Where the word begins that a place is within; the place itself between two words."""
    while 0 < at < len(text) and BEFORE[text[at - 1]] and AFTER[text[at]]:
        at -= 1
    return at


def shortened(exact: str, longest: int = LONGEST) -> str:
    """A long passage by its beginning and its end, which say where it stands."""
    if len(exact) <= longest:
        return exact
    return f"{exact[: longest * 2 // 3].rstrip()} {ELLIPSIS} {exact[-longest // 3 :].lstrip()}"


def places_of(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand: as they are written, else without differences of capitals, quotes,
    hyphens and white space. In code points."""
    asked = unicodedata.normalize("NFC", words).strip()
    if not asked:
        return []
    exactly = [match.span() for match in re.finditer(re.escape(asked), text)]
    return exactly or _alike(text, asked)


def _alike(text: str, words: str) -> list[tuple[int, int]]:
    folded, offsets = fold_with_offsets(text)
    parts = [re.escape(part) for part in fold_with_offsets(words)[0].split()]
    if not parts:  # soft hyphens only
        return []
    found = [match.span() for match in re.finditer(r"\s+".join(parts), folded)]
    places = [offsets.original(*span) for span in found] if offsets else found
    return [place for place in places if place is not None]


def _as_wide(side: str) -> str:
    """As much of one side, outwards, as is as wide as Latin letters would be: Chinese is twice."""
    widths = accumulate(2 if _WIDE.match(character) else 1 for character in side)
    return side[: bisect_right(list(widths), len(side))]


def _without_part(before: str) -> str:
    """Without the part of a word at the beginning; what is written without spaces has none."""
    head, space, rest = before.partition(" ")
    return rest if space and len(head) <= _WORD else before
