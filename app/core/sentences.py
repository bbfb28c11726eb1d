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


def sentence_at(text: str, start: int, end: int, longest: int) -> tuple[int, int]:
    """Return the sentence that a passage stands in, or those that it touches, as (start, end).

    One of more than `longest` code points is cut to about as many around the passage.
    """
    touched = [span for span in sentences(text) if span[0] < end and span[1] > start]
    begins = min([start, *(span[0] for span in touched)])
    ends = max([end, *(span[1] for span in touched)])
    around = max(0, longest - (end - start)) // 2
    if ends - begins > longest:
        begins, ends = max(begins, start - around), min(ends, end + around)
    return begins, ends


def parted(sentence: str, exact: str) -> tuple[str, str, str]:
    """Part a sentence at some words of it: before, the words, after. Where they stand twice, at
    those that stand alone; without them all of it is before."""
    alone = re.search(rf"(?<!\w){re.escape(exact)}(?!\w)", sentence) if exact else None
    at = alone.start() if alone else sentence.find(exact) if exact else -1
    if at < 0:
        return sentence, "", ""
    return sentence[:at], exact, sentence[at + len(exact) :]


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    piece = text[start:end]
    kept = piece.strip()
    if not kept:
        return []
    start += piece.index(kept)
    return [(start, start + len(kept))]
