"""Lines as they stood in a file, as paragraphs: what was wrapped is joined, what has lines of its
own (verse, lists, tables, telegrams) keeps them.

>>> [part.text for part in read_paragraphs("A card for\\nmigrants.\\n\\nPage 2 of 3")]
['A card for migrants.', 'Page 2 of 3']
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from app.core.clippings.wording import HAN, columns, is_closed, starts_low

LONGEST_WORD = 60  # characters before a hyphen
MOST_ROWS = 500  # lines kept in one paragraph: more make another, which no renderer minds
NARROW = 100  # columns: what is hard-wrapped is no wider
NARROWEST = 28  # columns of a newspaper's
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\u200b]|[\ud800-\udfff]")
_ITEM = re.compile(
    r"(?:[•·‣▪●○■◆*+–—-]|\(?\d{1,3}[.)、]|[（(][一二三四五六七八九十\d]+[)）])\s*(?=\S)"
)
BULLET = re.compile(r"([•·‣▪●○■◆*+-])\s+(?=\S)")
_GAP = re.compile(r"\t+|\s{3,}")
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u2010]$")
_SOFT = "\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)?")


class Shape(StrEnum):
    PROSE = "prose"
    ROWS = "rows"  # verse, an address, a telegram
    LIST = "list"
    TABLE = "table"
    HEADING = "heading"
    OTHER = "other"  # Markdown that is no prose


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`line` is the first in the source, from 1; `rows` are its lines where it keeps them;
    `source` is its Markdown where that was given. `is_near`: no empty line before it."""

    line: int
    text: str
    shape: Shape = Shape.PROSE
    rows: tuple[str, ...] = ()
    source: str = ""
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    raw: str

    @property
    def text(self) -> str:
        return self.raw.strip()

    @property
    def indent(self) -> int:
        return len(self.raw) - len(self.raw.lstrip())


IsAlone = Callable[[str], bool]  # is a line one that stands alone, whatever is around it?


def read_paragraphs(text: str, is_alone: IsAlone = lambda line: False) -> list[Paragraph]:
    """Read plain text. Each line is looked at a fixed number of times."""
    lines = [
        Line(number, _CONTROLS.sub("", raw).replace("\xa0", " "))
        for number, raw in enumerate(_BREAK.split(text), 1)
    ]
    words = frozenset(word.casefold() for word in _WORD.findall(text))
    groups = list(_groups(lines, is_alone))
    width = _width([group for group, _ in groups])
    found: list[Paragraph] = []
    for group, is_near in groups:
        is_first = not found
        for part in _shaped(group, width, words, is_first):
            found.append(part if not is_near or part.line != group[0].number else _near(part))
    return found


def seam(before: str, after: str, words: frozenset[str] = frozenset()) -> tuple[str, str]:
    """Two lines of one paragraph as they follow each other. A hyphen between them is undone where
    the text has the word without it elsewhere, or where it is a soft one; else it stays."""
    if before.endswith(_SOFT):
        return before[:-1], after
    hyphen = _HYPHEN.search(before[-LONGEST_WORD:])
    if hyphen and starts_low(after):
        rest = re.match(r"[^\W\d_]+", after)
        whole = hyphen[1] + (rest[0] if rest else "")
        return (before[:-1] if whole.casefold() in words else before), after
    if before and after and HAN.match(before[-1]) and HAN.match(after[0]):
        return before, after
    return before, " " + after


def add(pieces: list[str], after: str, words: frozenset[str] = frozenset()) -> None:
    """Add a line to those of a paragraph, which is their sum: no line is copied twice."""
    pieces[-1], after = seam(pieces[-1], after, words)
    pieces.append(after)


def _near(part: Paragraph) -> Paragraph:
    return Paragraph(part.line, part.text, part.shape, part.rows, part.source, is_near=True)


def _groups(lines: Sequence[Line], is_alone: IsAlone) -> Iterator[tuple[list[Line], bool]]:
    """Lines between empty ones; a line that stands alone is a group of its own."""
    group: list[Line] = []
    is_near = False
    for line in lines:
        if not line.text or is_alone(line.text):
            if group:
                yield group, is_near
            is_near = bool(line.text) and (bool(group) or is_near)
            group = []
            if line.text:
                yield [line], is_near
                is_near = True
        else:
            group.append(line)
    if group:
        yield group, is_near


def _width(groups: Sequence[Sequence[Line]]) -> int:
    """The width that the text was wrapped to, in columns; 0 where it was not."""
    widths = sorted(columns(line.text) for group in groups if len(group) > 1 for line in group[:-1])
    if not widths:
        return 0
    widest = widths[-1]
    if sum(width >= 0.85 * widest for width in widths) < 2:
        return 0
    return widest if NARROWEST <= widest <= NARROW else 0


def _shaped(
    group: Sequence[Line], width: int, words: frozenset[str], is_first: bool
) -> Iterator[Paragraph]:
    if len(group) == 1:
        yield _single(group[0])
    elif cells := _cells(group):
        yield _rows(group, Shape.TABLE, ["\t".join(row) for row in cells])
    elif all(BULLET.match(line.text) for line in group):
        yield _rows(group, Shape.LIST)
    elif _is_telegram(group):
        yield from _kept(group)
    elif _is_wrapped(group, width):
        yield from _unwrapped(group, width, words)
    elif not (is_first and len(group) <= 4) and _is_verse(group):
        yield from _kept(group)
    else:
        yield from _unwrapped(group, 0, words)


def _single(line: Line) -> Paragraph:
    if BULLET.match(line.text) and line.text[0] not in "*+-":
        return Paragraph(line.number, line.text, Shape.LIST, (line.text,))
    return Paragraph(line.number, line.text)


def _rows(group: Sequence[Line], shape: Shape, rows: Sequence[str] = ()) -> Paragraph:
    texts = tuple(rows) or tuple(line.text for line in group)
    return Paragraph(group[0].number, " ".join(line.text for line in group), shape, texts)


def _kept(group: Sequence[Line]) -> Iterator[Paragraph]:
    for start in range(0, len(group), MOST_ROWS):
        yield _rows(group[start : start + MOST_ROWS], Shape.ROWS)


def _cells(group: Sequence[Line]) -> list[list[str]]:
    """A table's cells, where each line has as many, and two or more; else none."""
    rows = [_GAP.split(line.text) for line in group]
    has_tabs = all("\t" in line.text for line in group)
    even = len({len(row) for row in rows}) == 1 and len(rows[0]) > 1
    return rows if even and (has_tabs or len(group) > 2) and len(group) <= MOST_ROWS else []


def _is_telegram(group: Sequence[Line]) -> bool:
    letters = [letter for line in group for letter in line.text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) > 0 and capitals > 0.8 * len(letters)


def _is_wrapped(group: Sequence[Line], width: int) -> bool:
    """Would the first word of each line not have fitted on the line before, but after a stop?"""
    if not width:
        return False
    own = max(columns(line.text) for line in group)
    reach = width if len(group) < 4 or own < 0.6 * width else min(width, own)
    pairs = list(pairwise(group))
    short = sum(not _is_full(one, other, reach) and not is_closed(one.text) for one, other in pairs)
    return short <= 0.1 * len(pairs) and not (len(group) > 3 and _all_capitals(group))


def _all_capitals(group: Sequence[Line]) -> bool:
    """Does each line begin with a capital, as verse does?"""
    return all(line.text[0].isupper() for line in group)


def _is_full(line: Line, after: Line, width: int) -> bool:
    if HAN.match(after.text):
        return columns(line.text) >= width - 4  # a sign that may not begin a line moves down
    word = after.text.split(maxsplit=1)[0]
    return columns(line.text) + 1 + columns(word) > 0.88 * width


def _is_verse(group: Sequence[Line]) -> bool:
    """Three short lines or more, most of which end no sentence."""
    short = all(columns(line.text) <= 64 for line in group)
    open_ends = sum(not is_closed(line.text) for line in group)
    items = sum(bool(_ITEM.match(line.text)) for line in group)
    return len(group) > 2 and short and open_ends >= 0.4 * len(group) and not items


def _unwrapped(group: Sequence[Line], width: int, words: frozenset[str]) -> Iterator[Paragraph]:
    start, pieces = group[0].number, [group[0].text]
    for one, other in pairwise(group):
        if _goes_on(one, other, width):
            add(pieces, other.text, words)
        else:
            yield Paragraph(start, "".join(pieces), is_near=start != group[0].number)
            start, pieces = other.number, [other.text]
    yield Paragraph(start, "".join(pieces), is_near=start != group[0].number)


def _goes_on(one: Line, other: Line, width: int) -> bool:
    if _ITEM.match(other.text) and not (width and not is_closed(one.text)):
        return False
    if other.indent > one.indent + 1 or "\u3000" in other.raw[: other.indent]:
        return not is_closed(one.text) and starts_low(other.text)
    if not is_closed(one.text) and (starts_low(other.text) or one.text.endswith((",", "，", "、"))):
        return True
    if not width:
        return False
    return _is_full(one, other, width) or not is_closed(one.text)
