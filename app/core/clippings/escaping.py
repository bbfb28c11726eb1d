"""Plain words as Markdown that shows just those characters.

>>> escaped("1. *not* a list_item")
'1\\\\. \\\\*not\\\\* a list\\\\_item'
"""

import re
from collections.abc import Sequence

from app.core.clippings.paragraphs import BULLET, Paragraph, Shape

MOST_BRACKETS = 200  # in one paragraph: more are written as entities, which the renderer skips
_MARKS = re.compile(r"[\\`*_\[\]{}|]")
_LINE_START = re.compile(r"(?P<sign>[#+\-=:~])|(?P<number>\d+)(?=\.(?:\s|$))")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def escaped(text: str) -> str:
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    if text.count("[") > MOST_BRACKETS:
        text = text.replace("[", "&#91;").replace("]", "&#93;")
    text = _MARKS.sub(r"\\\g<0>", text)
    return _LINE_START.sub(_at_the_start, text, count=1) if _LINE_START.match(text) else text


def to_markdown(paragraph: Paragraph) -> str:
    match paragraph.shape:
        case Shape.OTHER:
            return paragraph.source
        case _ if paragraph.source:
            return paragraph.source
        case Shape.HEADING:
            return "## " + escaped(paragraph.text)
        case Shape.ROWS:
            return "  \n".join(escaped(row) for row in paragraph.rows)
        case Shape.LIST:
            return "\n".join("- " + escaped(BULLET.sub("", row, 1)) for row in paragraph.rows)
        case Shape.TABLE:
            return piped([[*map(escaped, row.split("\t"))] for row in paragraph.rows])
    return escaped(paragraph.text)


def _at_the_start(match: re.Match[str]) -> str:
    if match["number"]:
        return match["number"] + "\\"
    return f"&#{ord(match['sign'])};" if match["sign"] in "=:~" else "\\" + match["sign"]


def piped(rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; the first row is its head."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])
