"""Markdown as paragraphs that keep their source, so that what does not belong can be proposed.

>>> [(part.line, part.text) for part in read_written("# Card\\n\\nA *smart* [card](/a).")]
[(1, 'Card'), (3, 'A smart card.')]
"""

import re
from collections.abc import Iterator

from app.core.clippings.paragraphs import Paragraph, Shape

_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.*?)\s*#*(?:\s*\{[^}]*\})?$")
_NOT_PROSE = re.compile(
    r"(?:[-*+]\s|\d+\.\s|>|\||!\[|<(?!em|strong|a\b|span)|\[\^|:\s| {4}|\t|```|~~~)"
)
_LINK = re.compile(r"!?\[([^\]\[]{0,300})\]\([^)\s]{0,500}(?:\s\"[^\"]{0,200}\")?\)")
_SIGNS = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])|(?<!\\)[*_`]+")


def read_written(text: str) -> list[Paragraph]:
    """Blocks between empty lines; a fence, and what is indented below an item, stay whole."""
    return [_paragraph(line, rows) for line, rows in _blocks(text)]


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    start, fence = 1, ""
    for number, row in enumerate(text.split("\n"), 1):
        mark = _FENCE.match(row)
        if not row.strip() and not fence:
            if block:
                yield start, block
            block = []
            continue
        if not block:
            start = number
        block.append(row.rstrip("\r"))
        if mark:
            fence = "" if fence == mark[1] else fence or mark[1]
    if block:
        yield start, block


def _paragraph(line: int, rows: list[str]) -> Paragraph:
    source = "\n".join(rows)
    if len(rows) == 1 and (heading := _HEADING.match(rows[0])):
        return Paragraph(line, bare(heading["text"]), Shape.HEADING, source=source)
    shape = Shape.OTHER if _NOT_PROSE.match(rows[0]) else Shape.PROSE
    return Paragraph(line, bare(" ".join(row.strip() for row in rows)), shape, source=source)


def bare(markdown: str) -> str:
    """The words of a line of Markdown, near enough to judge them."""
    return _SIGNS.sub(lambda sign: sign[1] or "", _LINK.sub(r"\1", markdown)).strip()
