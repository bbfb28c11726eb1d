"""The order in which rows are read: down one column, then down the next.

A page is cut where no row crosses a line from above to below; a row that does cross it, as a title
over both columns, parts what is above it from what is below.
"""

from collections.abc import Sequence
from itertools import groupby

from app.core.pages.rows import Row

LEAST = 4  # rows of a column
FULL = 0.55  # of its column's width: as wide is the middle one of its rows; a table's are not
_DEEPEST = 3  # columns are cut from columns so many times


def in_order(rows: Sequence[Row], depth: int = 0) -> list[Row]:
    """Rows of one page, as they are read."""
    cut = _cut(rows) if depth < _DEEPEST else None
    if cut is None:
        return sorted(rows, key=lambda row: (-row.y, row.left))
    ordered: list[Row] = []
    down = sorted(rows, key=lambda row: (-row.y, row.left))
    for is_across, band in groupby(down, key=lambda row: row.left < cut < row.right):
        part = list(band)
        if is_across:
            ordered += part
        else:
            ordered += in_order([row for row in part if row.right <= cut], depth + 1)
            ordered += in_order([row for row in part if row.right > cut], depth + 1)
    return ordered


def _cut(rows: Sequence[Row]) -> float | None:
    """Where a column begins, if the page has two."""
    starts = sorted({round(row.left) for row in rows if not row.picture})
    best: tuple[int, float] | None = None
    for start in starts:
        cut = start - 1.0
        left = [row for row in rows if row.right <= cut]
        right = [row for row in rows if row.left > cut]
        across = len(rows) - len(left) - len(right)
        if across * 3 > len(rows) or not (_is_column(left) and _is_column(right)):
            continue
        if best is None or across < best[0]:
            best = across, cut
    return best[1] if best else None


def _is_column(rows: Sequence[Row]) -> bool:
    """Are there enough rows, most of them as wide as the column?"""
    if len(rows) < LEAST:
        return False
    width = max(row.right for row in rows) - min(row.left for row in rows)
    widths = sorted(row.right - row.left for row in rows)
    return widths[len(widths) // 2] >= FULL * width and width > 6 * rows[0].size
