"""Where a word may begin and end, by script.

A neighbour has a rank, and an edge of a form bears ranks up to some number:

    >>> [BEFORE["s"], BEFORE["口"], BEFORE["("], BEFORE[""]]  # "" is the end of the text
    [1, 0, 0, 0]
    >>> AFTER["s"] <= bears_after("hukou"), AFTER["s"] <= bears_after("户口")
    (False, True)

Letters, digits, their marks and the underscore make words, save those of Han, kana, bopomofo and
Hangul, which are written without spaces or take particles; so Latin beside Han is at an edge. A
superscript or circled digit is a footnote's, not the word's. A mark (or a joiner) *after* an
edge belongs to the character before it, in any script. After a variation selector a word may
begin: it ends an emoji.
"""

import re
import unicodedata
from collections.abc import Callable

FREE, WORD, EXTENDS = 0, 1, 2  # ranks of a neighbour, weakest first

SPACELESS = (  # characters written without spaces between words, as a class of `re`
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u302f\u3031-\u3035\u3038-\u303c"
    "\u3040-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
_SPACELESS = re.compile(f"[{SPACELESS}]")
_VARIATION = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_JOINERS = frozenset("\u200c\u200d")
_WORD_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd", "Nl"})


def bears_before(form: str) -> int:
    """The highest rank that a whole-word form bears before it."""
    return FREE if BEFORE[form[0]] else EXTENDS


def bears_after(form: str) -> int:
    """The highest rank that a whole-word form bears after it."""
    return FREE if BEFORE[form[-1]] else WORD


def _rank_before(char: str) -> int:
    if not char or _SPACELESS.match(char) or _VARIATION.match(char):
        return FREE
    in_word = char == "_" or char in _JOINERS or unicodedata.category(char) in _WORD_CATEGORIES
    return WORD if in_word else FREE


def _rank_after(char: str) -> int:
    if char and (char in _JOINERS or unicodedata.category(char).startswith("M")):
        return EXTENDS
    return _rank_before(char)


class _Ranks(dict[str, int]):
    """Ranks of the characters met so far: a look-up costs a tenth of a call."""

    def __init__(self, rank: Callable[[str], int]) -> None:
        super().__init__()
        self._rank = rank

    def __missing__(self, char: str) -> int:
        rank = self[char] = self._rank(char)
        return rank


BEFORE = _Ranks(_rank_before)
AFTER = _Ranks(_rank_after)
