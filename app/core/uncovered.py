"""Names, acronyms and quoted Chinese terms of a text that no card covers: what a curator may
write next, each with how often it stands and where first.

>>> found = uncovered(["The NPC met. The Blue Card Office gave the NPC its 「蓝卡」."], ["card"])
>>> [(term.text, term.kind, term.count) for term in found]
[('NPC', 'acronym', 2), ('Blue Card Office', 'name', 1), ('蓝卡', 'quoted', 1)]

A rule of thumb: it proposes, and a curator chooses. A name is two capitalised words or more, or
one that is found twice and never in small letters; what only begins a sentence is none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.core.dates import MONTHS
from app.core.folding import fold

MOST = 200  # terms; more are no list that anyone reads
LONGEST = 80  # characters of a term
LONGEST_HAN = 12  # characters of a quoted term; more are what somebody said
LEAST_SINGLE = 2  # times that a name of one word stands in the text
RANK = {"acronym": 0, "name": 1, "quoted": 2}
_ACRONYM = re.compile(
    r"(?<![\w.])(?:[A-Z]\.){2,6}(?!\w)|(?<![\w-])[A-Z][A-Z0-9&]{1,7}(?=s?(?![\w-]))"
)
_NAME = re.compile(
    r"(?<![\w.])[A-Z][\w’'-]*(?:(?:\s(?:of|the|and|for|de|al)){0,2}\s[A-Z][\w’'-]*)*"
)
_QUOTED = re.compile(r"[「『“‘《\"]([\u3400-\u9fff·]{2,12})[」』”’》\"]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…。！？]|\n)[\s\"'“‘(\[«—–-]*$")
_LINKS = frozenset("of the and for de al".split())
_NEVER = frozenset(
    "i a an the he she it we they you this that these those his her its our their my your in on at "
    "by for from with as but and or if when while where who what why how there here some many most "
    "all no not one two three however although though because since after before under over mr mrs "
    "ms dr prof sir lady monday tuesday wednesday thursday friday saturday sunday spring summer "
    "autumn winter am pm ok tv id us".split()
) | {month.casefold() for month in MONTHS}
LOOK_BACK = 12  # characters before a word that show whether it begins a sentence


@dataclass(frozen=True, slots=True)
class Uncovered:
    """`block` is the number of the block where it stands first, from 0; `start` and `end` are code
    points of that block's text."""

    text: str
    kind: str  # acronym, name, quoted
    count: int
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Place:
    text: str
    kind: str
    block: int
    start: int
    is_first_word: bool = False


def uncovered(blocks: Sequence[str], covered: Iterable[str]) -> list[Uncovered]:
    """Find what no form covers, the most frequent first. Give blocks of prose: headings in
    capitals are left out here, other headings by the caller."""
    known = frozenset(_key(form) for form in covered)
    small = frozenset(
        word for text in blocks for word in re.findall(r"(?<![\w’'-])[a-z][a-z’'-]+", text)
    )
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], _Place] = {}
    for number, text in enumerate(blocks):
        if text.isupper():
            continue
        for place in _places(number, text, small):
            key = _key(place.text), place.kind
            counts[key] += 1
            first.setdefault(key, place)
    found = [
        Uncovered(
            each.text, each.kind, counts[key], each.block, each.start, each.start + len(each.text)
        )
        for key, each in first.items()
        if key[0] not in known and _is_worth(each, counts[key])
    ]
    return sorted(found, key=lambda one: (-one.count, RANK[one.kind], one.block, one.start))[:MOST]


def _key(text: str) -> str:
    """A term as forms compare: folded, and acronyms without their stops."""
    text = fold(text)
    return text.replace(".", "") if re.fullmatch(r"(?:\w\.)+", text) else text


def _is_worth(place: _Place, count: int) -> bool:
    return place.kind != "name" or " " in place.text or count >= LEAST_SINGLE


def _places(number: int, text: str, small: frozenset[str]) -> Iterator[_Place]:
    taken: list[tuple[int, int]] = []
    for match in _NAME.finditer(text):
        if len(match[0]) <= LONGEST and (place := _name(number, text, match, small)):
            taken.append((place.start, place.start + len(place.text)))
            yield place
    spans = iter([*taken, (len(text) + 1, len(text) + 1)])
    span = next(spans)
    for match in _ACRONYM.finditer(text):
        while span[1] <= match.start():
            span = next(spans)
        if match.start() < span[0] and fold(match[0]) not in _NEVER:
            yield _Place(match[0], "acronym", number, match.start())
    for match in _QUOTED.finditer(text):
        yield _Place(match[1], "quoted", number, match.start(1))


def _name(number: int, text: str, match: re.Match[str], small: frozenset[str]) -> _Place | None:
    """The name in a run of capitalised words, without a first word that only begins a sentence,
    titles, and an apostrophe with s; None where nothing is left."""
    start, words = match.start(), re.split(r"\s", match[0])
    begins = bool(_SENTENCE_START.search(text[max(0, start - LOOK_BACK) : start]))
    while words and (_is_common(words[0]) or (begins and _is_small(words[0], small))):
        start += len(words.pop(0)) + 1
        begins = False
        while words and words[0] in _LINKS:
            start += len(words.pop(0)) + 1
    while words and (_is_common(words[-1]) or words[-1] in _LINKS):
        words.pop()
    name = " ".join(words)
    name = re.sub(r"[’']s?$", "", name)
    if not name or (len(words) == 1 and (_ACRONYM.match(name) or len(name) < 3)):
        return None
    if text[start : start + len(name)] != name:  # another white space stood between the words
        name = text[start : start + len(name)]
    if len(words) == 1 and (begins or _is_small(words[0], small)):
        return None
    return _Place(name, "name", number, start)


def _is_common(word: str) -> bool:
    return word.casefold().rstrip("’'s") in _NEVER or word.casefold() in _NEVER


def _is_small(word: str, small: frozenset[str]) -> bool:
    """Is the word in small letters elsewhere in the text?"""
    return word.casefold() in small
