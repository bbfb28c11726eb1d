"""Rows of a page: pieces on one baseline, near one another."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from app.core.pages import Piece, Run

APART = 1.3  # times the size of type: words as far apart are not of one row but of two columns
SPACE = 0.17  # times the size: as far apart there is a space between letters
RAISED = 0.85  # times the row's size: smaller digits above the baseline are a note's mark
LONGEST_MARK = 4  # characters of what is raised or lowered by itself
NEAR = 40  # rows among which that of a mark is sought: all of one height, in several columns
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")  # no space between


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """Pieces from left to right. `page` is its page's number from 0; `y` and `size` are those of
    its longest piece, by which it is known."""

    pieces: tuple[Piece, ...] = field(repr=False)
    page: int
    y: float
    size: float
    left: float
    right: float
    is_bold: bool
    text: str = ""

    @property
    def picture(self) -> str:
        return self.pieces[0].picture


def row_of(pieces: Iterable[Piece], page: int) -> Row:
    ordered = tuple(sorted(pieces, key=lambda piece: piece.left))
    main = max(ordered, key=lambda piece: len(piece.text))
    row = Row(
        ordered,
        page,
        main.y,
        main.size,
        ordered[0].left,
        max(piece.right for piece in ordered),
        all(piece.is_bold for piece in ordered if piece.text.strip()),
    )
    return replace(row, text="".join(run.text for run in runs_of(row)).strip())


def rows_of(pieces: Iterable[Piece], page: int) -> list[Row]:
    """The rows of a page from above, those of one height from the left."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (-one.y, one.left)):
        if lines and _is_level(lines[-1][0], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return _with_marks([row_of(part, page) for line in lines for part in _parts(line)])


def runs_of(row: Row) -> list[Run]:
    """The words of a row, with the spaces that only places tell; raised numbers as marks."""
    runs: list[Run] = []
    before: Piece | None = None
    for piece in row.pieces:
        number = _raised(row, piece)
        if before is not None and not number and _is_spaced(before, piece):
            runs.append(Run(" "))
        runs.append(
            Run(piece.text, note=number)
            if number
            else Run(piece.text, piece.is_bold, piece.is_italic)
        )
        before = piece
    return runs


def is_wide(text: str) -> bool:
    """Is it of a script that sets no spaces between words?"""
    return _WIDE.search(text) is not None


def is_from_right(text: str) -> bool:
    """Is most of it Hebrew or Arabic?"""
    return 2 * len(_FROM_RIGHT.findall(text)) > sum(map(str.isalpha, text))


def _is_level(first: Piece, piece: Piece) -> bool:
    near = abs(first.y - piece.y) <= 0.25 * max(first.size, piece.size)
    return near and not (piece.picture or first.picture)


def _with_marks(rows: list[Row]) -> list[Row]:
    """Small figures and letters that are raised or lowered belong to the row beside them."""
    hosts: dict[int, list[Piece]] = {}
    for at, row in enumerate(rows):
        if len(row.pieces) > 1 or not 0 < len(row.pieces[0].text.strip()) <= LONGEST_MARK:
            continue
        near = range(max(0, at - NEAR), min(len(rows), at + NEAR))
        host = next((other for other in near if _carries(rows[other], row)), None)
        if host is not None:
            hosts.setdefault(host, []).append(row.pieces[0])
    moved = {id(piece) for pieces in hosts.values() for piece in pieces}
    return [
        row_of((*row.pieces, *hosts[at]), row.page) if at in hosts else row
        for at, row in enumerate(rows)
        if id(row.pieces[0]) not in moved
    ]


def _carries(row: Row, mark: Row) -> bool:
    is_small = mark.size < RAISED * row.size
    is_near = -0.35 * row.size <= mark.y - row.y <= 0.7 * row.size
    return (
        is_small
        and is_near
        and row.left - 1.5 * row.size <= mark.left <= row.right + 0.6 * row.size
    )


def _parts(line: list[Piece]) -> Iterator[list[Piece]]:
    """A line cut where it is of two columns."""
    ordered = sorted(line, key=lambda piece: piece.left)
    part = [ordered[0]]
    right = ordered[0].right
    for piece in ordered[1:]:
        if piece.left - right > APART * max(part[-1].size, piece.size):
            yield part
            part = []
        part.append(piece)
        right = max(right, piece.right)
    yield part


def _is_spaced(before: Piece, piece: Piece) -> bool:
    if before.text.endswith(" ") or piece.text.startswith(" "):
        return False
    return piece.left - before.right > SPACE * min(before.size, piece.size)


def _raised(row: Row, piece: Piece) -> int:
    words = piece.text.strip()
    is_small = piece.size < RAISED * row.size and piece.y > row.y + 0.1 * row.size
    return int(words) if is_small and words.isascii() and words.isdigit() else 0
