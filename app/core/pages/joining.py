"""Rows joined to paragraphs: where one ends and the next begins, and how their words meet."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app.core.pages import Run
from app.core.pages.rows import Row, is_wide, runs_of

INDENTED = 0.8  # times the size of type
LOOSE = 1.35  # times the usual distance of rows: a paragraph begins
SMALLER = 0.95  # times the size of the text: a note's
SHORT = 0.85  # of its column: a row that ends before is the last of its paragraph
_ENDS = re.compile(r"[.!?:;…。！？：；][\"'”’»）)\]]*\s*$")
_BULLET = re.compile(r"\s*[•◦▪▫●○■□‣⁃∙·➢✓]\s*|\s*[–—-]\s+")
_NUMBERED = re.compile(r"\s*(?:\d{1,3}[.)]|\(?[a-z]\)|第[一二三四五六七八九十百\d]+[条章节])\s*\S")
_NOTE = re.compile(r"\d{1,3}[.:]?\s+\S")
_BROKEN = re.compile("(?<=[^\\W_])(?:-|\u2010|\u00ad|\x02|\ufffe)$")
_SOFT = "\u00ad"  # a hyphen that is there only where a line ends
_WORD = re.compile(r"[^\W\d_]+")
_CUT = re.compile("[^\\W\\d_]+[-\u2010\u00ad\x02\ufffe]$")
_NONSENSE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\u00ad]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


@dataclass(frozen=True, slots=True)
class Usual:
    """The size of the text's type and the distance of its rows, in points."""

    size: float
    leading: float


def is_item(row: Row) -> bool:
    return _BULLET.match(row.text) is not None


def begins(row: Row, rows: Sequence[Row], usual: Usual, edge: float) -> bool:
    """Does a row begin a paragraph, after the `rows` of one? `edge` is where the rows of this
    column end."""
    last, leading = rows[-1], usual.leading * row.size / usual.size
    if abs(row.size - last.size) > 0.08 * last.size or row.is_bold != last.is_bold:
        return True
    if is_item(row) or _NUMBERED.match(row.text) or runs_of(row)[0].note:
        return True
    if row.size < SMALLER * usual.size and _NOTE.match(row.text):
        return True
    if is_item(rows[0]):
        return row.left < rows[0].left + 0.3 * row.size or _is_loose(last, row, leading)
    left = min(one.left for one in _last_part(rows))
    is_elsewhere = last.page != row.page or row.y > last.y
    if is_elsewhere:
        return _ENDS.search(last.text) is not None
    if row.left - left > INDENTED * row.size or _is_loose(last, row, leading):
        return True
    width = edge - last.left
    return last.right - last.left < SHORT * width and _ENDS.search(last.text) is not None


def words_in(rows: Iterable[Row]) -> frozenset[str]:
    """All words in small letters, but for those that the end of a row cuts."""
    words: set[str] = set()
    is_cut = False
    for row in rows:
        text = row.text.split(" ", 1)[-1] if is_cut else row.text
        is_cut = _CUT.search(row.text) is not None
        words.update(word.casefold() for word in _WORD.findall(_CUT.sub("", text)))
    return frozenset(words)


def joined(rows: Sequence[Row], words: frozenset[str]) -> tuple[Run, ...]:
    """The words of a paragraph: broken words mended, no space where a script sets none. `words`
    are those of the whole text."""
    runs: list[Run] = []
    for row in rows:
        new = [replace(run, text=_settled(run.text)) for run in runs_of(row)]
        if runs and new:
            _meet(runs, new, words)
        runs += new
    return tuple(_merged(runs))


def without_bullet(runs: Sequence[Run]) -> tuple[Run, ...]:
    text = _BULLET.sub("", runs[0].text, count=1)
    return (replace(runs[0], text=text), *runs[1:]) if text else tuple(runs[1:])


def _last_part(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of a paragraph in its last column; without its first row, which may be indented."""
    at = len(rows) - 1
    while at and rows[at - 1].page == rows[at].page and rows[at - 1].y > rows[at].y:
        at -= 1
    return rows[max(at, min(1, len(rows) - 1)) :]


def _is_loose(last: Row, row: Row, leading: float) -> bool:
    return last.page == row.page and last.y - row.y > LOOSE * leading


def _meet(before: list[Run], after: Sequence[Run], words: frozenset[str]) -> None:
    """End the last run as the next row begins: with a space, nothing, or without its hyphen."""
    last, first = before[-1], after[0].text.lstrip()
    ended = last.text.rstrip()
    if _BROKEN.search(ended) and first[:1].isalnum():
        is_kept = not ended.endswith(_SOFT) and _is_compound(ended[:-1], first, words)
        before[-1] = replace(last, text=ended[:-1] + "-" * is_kept)
    elif not (is_wide(ended[-1:]) and is_wide(first[:1])):
        before[-1] = replace(last, text=ended + " ")


def _is_compound(head: str, tail: str, words: frozenset[str]) -> bool:
    """Would a hyphen stand there within a line too: “North-East”, “1990-2000”, “well-known”?"""
    parts = [*_WORD.findall(head)[-1:], *_WORD.findall(tail)[:1]]
    if len(parts) < 2 or "".join(parts).casefold() in words:
        return len(parts) < 2
    return not tail[0].islower() or all(part.casefold() in words for part in parts)


def _settled(text: str) -> str:
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    return text


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs of one look as one; spaces are of the look before them."""
    cleaned: list[Run] = []
    for run in runs:
        run = replace(run, text=_NONSENSE.sub("", run.text))
        if not run.text.strip() and cleaned and not run.note and not cleaned[-1].note:
            run = replace(cleaned[-1], text=run.text)
        cleaned.append(run)
    ends_in_space = True
    for (bold, italic, note), group in groupby(
        cleaned, key=lambda run: (run.is_bold, run.is_italic, run.note)
    ):
        text = re.sub(r"\s+", " ", "".join(run.text for run in group))
        text = text.lstrip() if ends_in_space else text
        if text:
            yield Run(text, bold, italic, note)
            ends_in_space = text.endswith(" ")
