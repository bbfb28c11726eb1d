"""Fold a text for comparison, and find the way back to the original.

Capitals, kinds of apostrophe, quotation mark, hyphen, dash and space, and soft hyphens are
differences of typing, not of words:

    >>> fold("Dang’an\\u00a0No.\\u20115")
    "dang'an no.-5"

Folding goes character by character (Unicode's full case folding, `str.casefold`, for the
capitals), so it may change the length: ß becomes ss, and a soft hyphen nothing. `Offsets` leads
back. Text is expected in NFC. Two spaces stay two; what has a shape of its own, as 《 or fullwidth
letters, stays too.
"""

import re
from bisect import bisect_right
from collections.abc import Set
from itertools import accumulate

SOFT_HYPHEN = "\u00ad"  # where a line may be broken, in the middle of a word

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))  # en quad to hair space
)
_APOSTROPHES = "`´ʹʻʼʽˈ‘’‚‛′‵＇"
_QUOTES = "“”„‟″‶＂"
_HYPHENS = "‐‑‒–—―⁃−﹘﹣－"
_KINDS = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_QUOTES, '"'),
    **dict.fromkeys(_HYPHENS, "-"),
    SOFT_HYPHEN: "",
    "ŉ": "'n",  # its case folding holds one of the apostrophes above
}
_RARE_KINDS = [(char, kind) for char, kind in _KINDS.items() if not char.isascii()]
_KIND_TABLE = str.maketrans(_KINDS)
_ASCII = bytes(range(128))
_ASCII_FOLDED = bytes(
    ord(_KINDS.get(chr(byte), chr(byte).lower())) if byte < 128 else byte for byte in range(256)
)


def fold(text: str) -> str:
    """The text without differences of capitals, apostrophes, quotes, hyphens and spaces."""
    return _fold(text)[0]


def fold_kinds(text: str) -> str:
    """As `fold`, but capitals stay."""
    return text.translate(_KIND_TABLE)


class Offsets:
    """From code points of a folded text to those of the original."""

    def __init__(self, text: str, resized: Set[str]) -> None:
        """`resized`: the characters of `text` whose folded length is not one."""
        places = list(re.finditer(f"[{''.join(resized)}]", text))
        self._originals = [-1, *(place.start() for place in places)]
        self._lengths = [1, *(len(fold(place[0])) for place in places)]
        grown = accumulate(length - 1 for length in self._lengths)
        before = [0, *grown][: len(self._lengths)]
        self._folded = [at + more for at, more in zip(self._originals, before, strict=True)]

    def original(self, start: int, end: int) -> tuple[int, int] | None:
        """The span that folds to this one; None if it would begin or end inside a character."""
        first, at_first = self._character(start)
        last, _ = self._character(end - 1)
        _, at_next = self._character(end)
        return (first, last + 1) if at_first and at_next else None

    def _character(self, place: int) -> tuple[int, bool]:
        """The original character a folded one comes from, and whether it is its first."""
        nearest = bisect_right(self._folded, place) - 1
        beyond = place - self._folded[nearest] - self._lengths[nearest]
        if beyond >= 0:
            return self._originals[nearest] + 1 + beyond, True
        return self._originals[nearest], place == self._folded[nearest]


def fold_with_offsets(text: str) -> tuple[str, Offsets | None]:
    """The folded text, and the way back unless every character kept its length."""
    folded, rare = _fold(text)
    if len(folded) == len(text) and SOFT_HYPHEN not in rare:
        return folded, None
    return folded, Offsets(text, {char for char in set(rare) if len(fold(char)) != 1})


def encode_rare(text: str) -> tuple[bytes, set[str]]:
    """The text in UTF-8 (for a lone surrogate a question mark), and its characters beyond ASCII."""
    encoded = text.encode("utf-8", "replace")
    if text.isascii():
        return encoded, set()
    return encoded, set(encoded.translate(None, _ASCII).decode())


def _fold(text: str) -> tuple[str, str]:
    """The folded text, and the characters of `text` that are not ASCII.

    ASCII is folded as bytes, in one pass of C, and the rest only as far as the text holds any of
    it: half the time of `str.casefold`, and a twentieth of that of `str.translate`, on English
    with some Chinese. A lone surrogate, which no UTF-8 holds, becomes a question mark.
    """
    encoded = text.encode("utf-8", "replace")
    folded = encoded.translate(_ASCII_FOLDED).decode()
    rare = encoded.translate(None, _ASCII).decode()
    for char, kind in _RARE_KINDS if rare else ():
        if char in rare:
            folded = folded.replace(char, kind)
    return (folded if rare == rare.casefold() else folded.casefold()), rare
