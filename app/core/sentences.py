"""Sentences, so that a passage can be chosen without a pointer or JavaScript.

>>> text = "Mr Li asked. “Why?” 没有人回答。沉默。"
>>> [text[start:end] for start, end in sentences(text)]
['Mr Li asked.', '“Why?”', '没有人回答。', '沉默。']
"""

import re

_END = re.compile(
    r"""
    (?<![.!?…]) [.!?…]++ ["'”’)\]]*+ (?=\s)  # possessive: a row of dots is read once
    | [。！？]+ [」』”’）]*
    | \n
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|cf|e\.g|i\.e|etc|U\.S|[A-Z])|^\d{1,2})\.$"
)
_LONGEST_ABBREVIATION = 8  # characters to look back, a word's edge and space included


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a block as (start, end), in code points, without outer spaces.

    A rule of thumb, not a parser: every character but white space is in exactly one sentence,
    whatever the rule gets wrong.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _END.finditer(text):
        tail = text[max(start, stop.end() - _LONGEST_ABBREVIATION) : stop.end()]
        if not _ABBREVIATION.search(tail.strip()):
            found += _trimmed(text, start, stop.end())
            start = stop.end()
    return found + _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    piece = text[start:end]
    kept = piece.strip()
    if not kept:
        return []
    start += piece.index(kept)
    return [(start, start + len(kept))]
