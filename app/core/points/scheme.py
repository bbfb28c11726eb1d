"""A table of what counts becomes a points system: each row an item, in the words of the table.

>>> system = scheme_of("| Item | Points |\\n| --- | --- |\\n| A degree | 20 |\\n| A fine | -5 |\\n"
...                    "| A room of one's own | 10 a year |", "a-rule", "The port")
>>> [(item["for"], item["points"], item.get("per")) for item in system["items"]]
[('A degree', 20, None), ('A fine', -5, None), ("A room of one's own", 10, 'year')]

Nothing is guessed: a cell without one number is an item to which nobody gives points.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from app.core.points.system import KINDS, PointsSystem

LEAST = 3  # items; fewer are no scheme
MOST = 200
_POINTS = re.compile(r"(?i)\b(?:points?|scores?|credits?)\b|分值|分数|积分|得分|加分|扣分|分$")
_NUMBER = re.compile(r"(?<![\d.])[+＋–−-]?\s?\d{1,5}(?:\.\d{1,2})?(?![\d.])")
_PERIODS = (
    ("year", re.compile(r"(?i)\b(?:a|per|each|every) year\b|/\s?year|每(?:满)?1?一?年|/年")),
    ("month", re.compile(r"(?i)\b(?:a|per|each|every) month\b|/\s?month|每(?:满)?1?一?个?月|/月")),
    ("event", re.compile(r"(?i)\b(?:each|every) time\b|\bper (?:event|time)\b|每次|/次")),
)
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")


def scheme_of(
    markdown: str, reading: str, city: str, kind: str = KINDS[-1]
) -> dict[str, Any] | None:
    """The `points` of a term card (`PointsSystem.from_mapping`) of the first table that says what
    counts, as said by that reading; None where there is no such table."""
    items = items_in(markdown)
    if not items:
        return None
    said = {"says": "document", "reading": reading}
    mapping = {
        "kind": kind,
        "city": city,
        "scale": {"unit": "points", **said},
        "items": [{**item, **said} for item in items],
    }
    PointsSystem.from_mapping(mapping)  # or we have made what nobody can read
    return mapping


def items_in(markdown: str) -> list[dict[str, Any]]:
    """What the first table counts that says so: id, what for, points, period."""
    tables = (list(_items(head, rows)) for head, rows in tables_in(markdown))
    return next((items[:MOST] for items in tables if len(items) >= LEAST), [])


def tables_in(markdown: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    """(cells of the head, rows of cells) of each table with pipes."""
    lines = markdown.split("\n")
    for at, (line, rule) in enumerate(pairwise(lines)):
        if "|" in line and "|" in rule and _RULE.fullmatch(rule):
            rows = []
            for row in lines[at + 2 :]:
                if "|" not in row:
                    break
                rows.append(_cells(row))
            yield _cells(line), rows


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|").removesuffix("|")
    return [" ".join(cell.replace("\\|", "|").split()) for cell in _BAR.split(bare)]


def _items(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[dict[str, Any]]:
    """What each row counts; nothing where no column is of points."""
    column = next((at for at, cell in enumerate(head) if _POINTS.search(cell)), None)
    if column is None:
        return
    for number, row in enumerate(rows, 1):
        words = [cell for at, cell in enumerate(row) if at != column and cell]
        if len(row) != len(head) or not words:
            continue
        yield {"id": f"item-{number}", "for": ": ".join(words), **_counted(row[column])}


def _counted(cell: str) -> dict[str, Any]:
    """Points and their period; None where there is not one number."""
    found = _NUMBER.findall(cell)
    if len(found) != 1:
        return {"points": None}
    bare = re.sub(r"[–−]", "-", found[0]).replace("＋", "+").replace(" ", "")
    points = float(bare) if "." in bare else int(bare)
    period = next((name for name, pattern in _PERIODS if pattern.search(cell)), None)
    return {"points": points, "per": period} if period else {"points": points}
