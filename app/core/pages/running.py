"""What stands at the same height of page after page: heads, feet and the numbers of pages."""

import re
from collections import Counter
from collections.abc import Sequence

from app.core.pages.rows import Row

EDGE = 3  # rows from above and from below among which heads and feet are
LEAST = 3  # pages on which it stands; of a document of two pages both
_NUMBER = re.compile(r"\b[ivxlcdm]+\b|\d+", re.IGNORECASE)
_PAGE = re.compile(
    r"(?i)\W*(?:page|p\.|第)?\W*(?:\d{1,4}|[ivxlc]{1,7})\W*(?:页|(?:of|/)\W*\d+)?\W*"
)


def without_running(pages: Sequence[Sequence[Row]]) -> tuple[list[list[Row]], bool]:
    """The rows of each page without its head and foot; whether there were any."""
    counts = Counter(key for rows in pages for key in {_key(row) for row in _edges(rows)})
    least = min(LEAST, max(2, len(pages)))
    kept = [
        [row for row in rows if row not in repeated]
        for rows in pages
        for repeated in [_repeated(rows, counts, least)]
    ]
    return kept, sum(map(len, kept)) < sum(map(len, pages))


def _repeated(rows: Sequence[Row], counts: Counter[tuple[str, int]], least: int) -> Sequence[Row]:
    return [row for row in _edges(rows) if counts[_key(row)] >= least or _is_number(row, rows)]


def _edges(rows: Sequence[Row]) -> list[Row]:
    words = [row for row in rows if not row.picture]
    return [*words[:EDGE], *words[-EDGE:]]


def _key(row: Row) -> tuple[str, int]:
    """Its words without their numbers, and about its height."""
    return _NUMBER.sub("#", row.text), round(row.y / 4)


def _is_number(row: Row, rows: Sequence[Row]) -> bool:
    """Is it the number of the page, alone in the first or the last row?"""
    is_edge = row is rows[0] or row is rows[-1]
    is_alone = not any(other is not row and abs(other.y - row.y) < row.size for other in rows)
    return is_edge and is_alone and _PAGE.fullmatch(row.text) is not None
