"""Pages become blocks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from app.core.pages import Block, Piece, Role, Run
from app.core.pages.columns import in_order
from app.core.pages.joining import Usual, begins, is_item, joined, without_bullet, words_in
from app.core.pages.notes import numbered, without_foot
from app.core.pages.rows import Row, is_from_right, rows_of
from app.core.pages.running import without_running
from app.core.pages.tables import table_at

LARGER = 1.12  # times the size of the text: a heading's
LONGEST_HEADING = 200  # characters
MOST = 0.85  # of a column's rows
DEEPEST = 4  # levels of headings that sizes tell


def read_pages(pages: Sequence[Sequence[Piece]]) -> tuple[list[Block], bool]:
    """The blocks of all pages in their order; whether heads, feet or numbers were left out."""
    rows, is_less = without_running(
        [rows_of(_as_read(pieces), number) for number, pieces in enumerate(pages)]
    )
    size = _usual(Counter({row: len(row.text) for each in rows for row in each}))
    texts, feet = (
        zip(*(without_foot(each, size) for each in rows), strict=True) if rows else ((), ())
    )
    ordered = [row for each in (*texts, *feet) for row in in_order(each)]
    return numbered(list(_blocks(ordered, size)), size), is_less


def _as_read(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """A page that is read from the right, as in a mirror: what comes first stands left."""
    if not is_from_right("".join(piece.text for piece in pieces)):
        return pieces
    return [replace(piece, left=-piece.right, right=-piece.left) for piece in pieces]


def _blocks(rows: Sequence[Row], size: float) -> Iterator[tuple[Block, tuple[Row, ...]]]:
    """Each block with the rows that it is of."""
    usual = Usual(size, _leading(rows, size))
    edges = _edges(rows)
    levels = _levels(rows, size)
    words = words_in(rows)
    at = 0
    while at < len(rows):
        if rows[at].picture:
            part = rows[at : at + 1]
            yield Block(Role.PICTURE, (Run(rows[at].picture),)), tuple(part)
        elif found := table_at(rows, at):
            part = rows[at : at + found[0]]
            yield Block(Role.TABLE, rows=found[1]), tuple(part)
        else:
            part = _paragraph(rows, at, usual, edges)
            if block := _block(part, levels, words):
                yield block, tuple(part)
        at += len(part)


def _paragraph(
    rows: Sequence[Row], at: int, usual: Usual, edges: dict[tuple[int, int], float]
) -> Sequence[Row]:
    end = at + 1
    while end < len(rows) and not rows[end].picture:
        if table_at(rows, end) or begins(
            rows[end], rows[at:end], usual, edges[_column(rows[end - 1])]
        ):
            break
        end += 1
    return rows[at:end]


def _block(rows: Sequence[Row], levels: dict[float, int], words: frozenset[str]) -> Block | None:
    runs = joined(rows, words)
    length = sum(len(run.text) for run in runs)
    if not "".join(run.text for run in runs).strip():
        return None
    level = levels.get(_rounded(rows[0].size), 0)
    if level and length <= LONGEST_HEADING:
        return Block(Role.HEADING, runs, level)
    if is_item(rows[0]):
        return Block(Role.ITEM, without_bullet(runs))
    is_bold = all(row.is_bold for row in rows) and len(rows) <= 2 and length <= LONGEST_HEADING
    if is_bold and not runs[-1].text.rstrip().endswith((".", ",", ";", "。", "，")):
        return Block(Role.HEADING, runs, max(levels.values(), default=0) + 1)
    return Block(Role.PARAGRAPH, runs)


def _usual(weights: Counter[Row]) -> float:
    sizes: Counter[float] = Counter()
    for row, weight in weights.items():
        sizes[_rounded(row.size)] += weight
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _levels(rows: Sequence[Row], size: float) -> dict[float, int]:
    """The level of each size that is larger than the text's."""
    sizes = {_rounded(row.size) for row in rows if row.size > LARGER * size}
    return {each: min(level, DEEPEST) for level, each in enumerate(sorted(sizes)[::-1], 1)}


def _leading(rows: Sequence[Row], size: float) -> float:
    """How far apart rows of the text usually are."""
    gaps = Counter(
        round(one.y - next.y, 1)
        for one, next in pairwise(rows)
        if one.page == next.page
        and 0.8 * size < one.y - next.y < 3 * size
        and abs(one.size - size) < 0.08 * size
    )
    return gaps.most_common(1)[0][0] if gaps else 1.3 * size


def _edges(rows: Sequence[Row]) -> dict[tuple[int, int], float]:
    """Where the rows of each column end: most of them, for a title may cross it."""
    edges: dict[tuple[int, int], float] = {}
    for key, group in groupby(sorted(rows, key=_column), key=_column):
        rights = sorted(row.right for row in group)
        edges[key] = rights[int(MOST * (len(rights) - 1))]
    return edges


def _column(row: Row) -> tuple[int, int]:
    return row.page, round(row.left / 40)


def _rounded(size: float) -> float:
    return round(size * 2) / 2
