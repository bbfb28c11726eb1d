"""Tables: rows of words far apart, row under row at the same places."""

from collections.abc import Sequence
from itertools import takewhile

from app.core.pages.joining import joined
from app.core.pages.rows import Row

LEAST = 3  # rows; two lines side by side are no table
ALIGNED = 1.0  # times the size of type: as near, the sides of two cells are one


def table_at(rows: Sequence[Row], at: int) -> tuple[int, tuple[tuple[str, ...], ...]] | None:
    """(how many rows of the page it takes, its rows of cells) of a table that begins here."""
    lines: list[Sequence[Row]] = []
    end = at
    while end < len(rows):
        line = _line(rows, end)
        if len(line) < 2 or (lines and not _is_under(lines[0], line)):
            break
        lines.append(line)
        end += len(line)
    if len(lines) < LEAST:
        return None
    return end - at, tuple(tuple(_words(row) for row in line) for line in lines)


def _line(rows: Sequence[Row], at: int) -> Sequence[Row]:
    """What stands side by side from here."""
    first = rows[at]
    if first.picture:
        return []
    end = at + sum(1 for _ in takewhile(lambda row: _is_beside(first, row), rows[at : at + 24]))
    return rows[at:end]


def _is_beside(first: Row, row: Row) -> bool:
    near = abs(row.y - first.y) < 0.3 * first.size
    return row is first or (row.page == first.page and near and row.left > first.left)


def _is_under(first: Sequence[Row], line: Sequence[Row]) -> bool:
    """Has it as many cells, each under the other's, at its left or its right side?"""
    if len(first) != len(line) or first[0].page != line[0].page:
        return False
    return all(
        min(abs(one.left - other.left), abs(one.right - other.right)) < ALIGNED * one.size
        or (other.left < one.right and one.left < other.right)
        for one, other in zip(first, line, strict=True)
    )


def _words(row: Row) -> str:
    return "".join(run.text for run in joined([row], frozenset())).strip()
