"""A course's glossary, listed by letters and searched in English, Chinese and pinyin.

>>> def entry(headword, chinese="", pinyin=""):
...     return Entry(headword, chinese, pinyin, (), "term", "layer", "户", 30, 0)
>>> entries = [entry("the points system"), entry("dang’an", "档案", "dàng'àn"), entry("1958 rule")]
>>> {letter: [one.headword for one in group] for letter, group in lettered(entries).items()}
{'D': ['dang’an'], 'P': ['the points system'], '#': ['1958 rule']}
>>> [one.headword for one in sought(entries, "dangan")], [len(sought(entries, "档 Dang"))]
(['dang’an'], [1])
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from app.core.folding import fold

OTHERS = "#"  # the group of headwords that begin with no letter
_ARTICLE = re.compile(r"(?:the|an?) ")
_BETWEEN = re.compile(r"[ '\"-]+")  # folded


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as it is listed; `count` is in how many places of the course it stands."""

    headword: str
    chinese: str
    pinyin: str
    forms: tuple[str, ...]
    slug: str
    layer: str
    glyph: str
    hue: int
    count: int


def lettered(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Entries by the first letter of what they are sorted by: the headword without its article,
    in pinyin where it is Chinese. Letters without entries are left out; OTHERS come last."""
    groups: dict[str, list[Entry]] = {}
    for key, _, entry in sorted((_sorted_by(one), place, one) for place, one in enumerate(entries)):
        letter = key[:1].upper() if "a" <= key[:1] <= "z" else OTHERS
        groups.setdefault(letter, []).append(entry)
    return groups | ({OTHERS: groups.pop(OTHERS)} if OTHERS in groups else {})


def sought(entries: Iterable[Entry], words: str) -> list[Entry]:
    """The entries that have every word somewhere: in the headword, a form, in Chinese or in
    pinyin, tone marks, capitals, hyphens and apostrophes aside."""
    asked = [bare(word) for word in words.split()]
    return [entry for entry in entries if _has(entry, asked)]


def bare(text: str) -> str:
    """Letters as one types them: folded, without accents, spaces, hyphens and apostrophes.

    >>> bare("Jūzhù zhèng"), bare("lǜkǎ"), bare("户口")
    ('juzhuzheng', 'luka', '户口')
    """
    return _BETWEEN.sub("", _plain(text))


def _has(entry: Entry, asked: Iterable[str]) -> bool:
    written = (entry.headword, entry.chinese, entry.pinyin, *entry.forms)
    texts = [bare(text) for text in written if text]
    return all(any(word in text for text in texts) for word in asked)


def _sorted_by(entry: Entry) -> str:
    key = _ARTICLE.sub("", _plain(entry.headword), count=1).lstrip("'\"")
    return key if key.isascii() or not entry.pinyin else _plain(entry.pinyin)


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", fold(text))
    return "".join(character for character in parts if not unicodedata.combining(character))
