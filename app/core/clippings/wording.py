"""What words and signs say about where a sentence, a name or a paragraph ends.

>>> is_closed("‘The policy violates our rights.’"), is_closed("Police spell out rules")
(True, False)
>>> count_words("Two words 和四个字"), columns("户口 hukou")
(4, 10)
"""

import re

HAN = re.compile(r"[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_HAN_LETTERS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORDS = re.compile(r"[^\W_\u3400-\u9fff\uf900-\ufaff]+(?:[’'\-.][^\W_\u3400-\u9fff]+)*")
_CLOSERS = "\"'”’»›)]）】」』》〉*_ "
_OPENERS = "\"'“‘«‹([（【「『《〈 "
_ENDS = ".!?…。！？；;:：．"
TAIL = 80  # characters: the end of a paragraph, however long it is
HAN_A_WORD = 2  # characters of Chinese that count as a word of English
HANGING = frozenset(
    "a an and as at because but by for from if in into is its like of on or said says "
    "such than that the their to was were when where which while who will with".split()
)


def is_closed(text: str) -> bool:
    """Does it end as a sentence ends?"""
    return text[-TAIL:].rstrip(_CLOSERS)[-1:] in tuple(_ENDS)


def starts_low(text: str) -> bool:
    """Does it begin with a word in small letters, as a sentence does not? (iPhone does.)"""
    bare = text[:TAIL].lstrip(_OPENERS)
    return bool(re.match(r"[^\W\d_]", bare)) and bare[0].islower() and not bare[1:2].isupper()


def is_hanging(text: str) -> bool:
    """Does it end with a comma, or a word that no heading ends with?"""
    text = text[-TAIL:].rstrip()
    words = _WORDS.findall(text)
    return text.endswith((",", "，", "、", "-", "—", "–")) or bool(words and words[-1] in HANGING)


def count_words(text: str) -> int:
    """Words; characters of Chinese at two a word."""
    return len(_WORDS.findall(text)) + len(_HAN_LETTERS.findall(text)) // HAN_A_WORD


def words_of(text: str) -> list[str]:
    return [word.casefold() for word in _WORDS.findall(text)] + _HAN_LETTERS.findall(text)


def is_chinese(text: str) -> bool:
    return len(_HAN_LETTERS.findall(text)) > len(_WORDS.findall(text))


def columns(text: str) -> int:
    """How wide it is where a Chinese character is two wide."""
    return len(text) + len(HAN.findall(text))


def shortened(text: str, longest: int = 80) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
