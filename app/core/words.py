"""A text as numbers: words, and what is between them, as an alignment compares them.

    >>> TOKENS.findall("Her 户口, 1958")
    ['Her', ' ', '户', '口', ',', ' ', '1958']

Words that differ in capitals or kinds of quotation mark only have the same number, and all white
space has one: a paragraph that is split or joined is still its words.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from app.core.edges import SPACELESS
from app.core.folding import fold

TOKENS = re.compile(rf"[^\W{SPACELESS}]+|[{SPACELESS}]|\n|[^\S\n]+|[^\w\s]")
HAN_WEIGHT = 3  # letters that a character of a script without spaces is worth
_SIGNS = re.compile(r"[\W_]+")
_SPACELESS = re.compile(f"[{SPACELESS}]")


class Words:
    """The tokens of some stretches of a text, (start, end) in code points.

    `numbers[n]` is the token, `at[n]` where it begins. After each stretch stands a wall: a number
    that no token has, at the stretch's end; so no row of words runs from one into the next.
    """

    def __init__(
        self, text: str, stretches: Sequence[tuple[int, int]], known: dict[str, int], wall: int
    ) -> None:
        self.text = text
        self.numbers: list[int] = []
        self.at: list[int] = []
        self.edges: list[int] = []
        for start, end in stretches:
            tokens = TOKENS.findall(text, start, end)
            self.edges.append(len(self.numbers))
            self.numbers += [
                known[token] if token in known else _number(token, known) for token in tokens
            ]
            self.at += accumulate(map(len, tokens), initial=start)
            self.numbers.append(wall)

    def length(self, start: int, end: int) -> int:
        """Code points from one token to another of the same stretch."""
        return self.at[end] - self.at[start]


def weight(text: str) -> int:
    """How much a text says, in letters: a Han character counts as a short word."""
    return len(text) + (HAN_WEIGHT - 1) * len(_SPACELESS.findall(text))


def bare(text: str) -> str:
    """A text folded, with one space for all that is no word: bars of a table are no likeness."""
    return _SIGNS.sub(" ", fold(text))


def letters(text: str) -> int:
    """How much of a text is words: letters, a Han character as three."""
    return weight(_SIGNS.sub("", text))


def is_within_word(text: str, at: int) -> bool:
    return text[at - 1].isalnum() and text[at].isalnum() and not _SPACELESS.match(text, at)


def content(text: str) -> list[str]:
    """The words of a text, folded, without what is between them."""
    return [_folded(token) for token in TOKENS.findall(text) if token[0].isalnum()]


def _number(token: str, known: dict[str, int]) -> int:
    number = known.setdefault(_folded(token), len(known))
    known[token] = number
    return number


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return " " if word.isspace() else fold(word)
