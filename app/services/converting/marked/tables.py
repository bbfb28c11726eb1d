"""Tables: with pipes where Markdown can say them, else as the HTML that they were."""

from collections.abc import Callable, Sequence

from bs4 import Tag

from app.core.clippings.escaping import piped
from app.services.converting.marked.as_html import as_html

LONGEST_HEAD = 60  # characters of a cell that may be the head of a column


def written_table(table: Tag, write: Callable[[Tag], str]) -> str:
    """A table of plain cells under a row of heads is written with pipes; one with cells that are
    merged, hold paragraphs, or have no heads, as HTML."""
    if not is_piped(table):
        return as_html(table)
    caption = "".join(f"{write(one)}\n\n" for one in table.find_all("caption"))
    return caption + piped(
        [[" ".join(write(cell).split()) for cell in row] for row in _rows(table)]
    )


def is_piped(table: Tag) -> bool:
    rows = _rows(table)
    return _is_plain(rows) and len(rows) > 1 and _has_heads(rows[0])


def _rows(table: Tag) -> list[list[Tag]]:
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    return [row for row in rows if row]


def _is_plain(rows: Sequence[Sequence[Tag]]) -> bool:
    cells = [cell for row in rows for cell in row]
    return len(set(map(len, rows))) == 1 and not any(
        str(cell.get("colspan", "1")) != "1"
        or str(cell.get("rowspan", "1")) != "1"
        or cell.find(["p", "ul", "ol", "dl", "pre", "img", "blockquote"])
        for cell in cells
    )


def _has_heads(row: Sequence[Tag]) -> bool:
    """Is it a row of heads: said to be, or short words in each cell?"""
    words = [cell.get_text(strip=True) for cell in row]
    if all(cell.name == "th" for cell in row):
        return True
    return all(0 < len(word) <= LONGEST_HEAD and not word[0].isdigit() for word in words)
