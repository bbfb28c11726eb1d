"""Tables: with pipes where Markdown can say them, else as the HTML that they were."""

from collections.abc import Callable, Sequence
from html import escape

from bs4 import Tag

from app.core.clippings.escaping import piped

LONGEST_HEAD = 60  # characters of a cell that may be the head of a column
_ATTRIBUTES = ("colspan", "rowspan", "lang", "dir", "align", "scope")
_INSIDE = frozenset("em strong b i sub sup br p ul ol li a".split())


def written_table(table: Tag, write: Callable[[Tag], str]) -> str:
    """A table of plain cells under a row of heads is written with pipes; one with cells that are
    merged, hold paragraphs, or have no heads, as HTML. A table that only lays out is its cells."""
    rows = [_cells(row) for row in table.find_all("tr") if row.find_parent("table") is table]
    rows = [row for row in rows if row]
    if table.find("table") or max(map(len, rows), default=0) < 2:
        return "\n\n".join(write(cell) for row in rows for cell in row)
    if _is_plain(rows) and _has_heads(rows[0]):
        caption = table.find("caption")
        words = f"{write(caption)}\n\n" if caption is not None else ""
        return words + piped([[_words(cell, write) for cell in row] for row in rows])
    return _html(table, rows)


def _cells(row: Tag) -> list[Tag]:
    return list(row.find_all(["td", "th"], recursive=False))


def _is_plain(rows: Sequence[Sequence[Tag]]) -> bool:
    cells = [cell for row in rows for cell in row]
    return len(set(map(len, rows))) == 1 and not any(
        str(cell.get("colspan", "1")) != "1"
        or str(cell.get("rowspan", "1")) != "1"
        or cell.find(["ul", "ol", "pre", "img"])
        or len(cell.find_all("p")) > 1
        for cell in cells
    )


def _has_heads(row: Sequence[Tag]) -> bool:
    """Is it a row of heads: said to be, or short words in each cell?"""
    words = [cell.get_text(strip=True) for cell in row]
    if all(cell.name == "th" for cell in row):
        return True
    return all(0 < len(word) <= LONGEST_HEAD and not word[0].isdigit() for word in words)


def _words(cell: Tag, write: Callable[[Tag], str]) -> str:
    words = " ".join(write(cell).split())
    return words.replace("\\|", "|").replace("|", "\\|")


def _html(table: Tag, rows: Sequence[Sequence[Tag]]) -> str:
    """With nothing but what the sanitiser knows; no empty line, which would end it."""
    caption = table.find("caption")
    head = f"<caption>{_text(caption)}</caption>\n" if caption is not None else ""
    lines = ["<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows]
    return f"<table>\n{head}" + "\n".join(lines) + "\n</table>"


def _cell(cell: Tag) -> str:
    said = "".join(
        f' {name}="{escape(str(cell[name]))}"' for name in _ATTRIBUTES if cell.has_attr(name)
    )
    return f"<{cell.name}{said}>{_text(cell)}</{cell.name}>"


def _text(tag: Tag) -> str:
    """The words of a cell with their emphasis, on one line."""
    return " ".join("".join(_pieces(tag)).split())


def _pieces(tag: Tag) -> list[str]:
    pieces: list[str] = []
    for child in tag.children:
        if not isinstance(child, Tag):
            pieces.append(escape(str(child), quote=False))
        elif child.name == "br":
            pieces.append("<br>")
        elif child.name == "img":
            pieces.append(f'<img src="{child["src"]}" alt="{escape(str(child.get("alt") or ""))}">')
        elif child.name in _INSIDE:
            said = f' href="{escape(str(child["href"]))}"' if child.get("href") else ""
            pieces += [f"<{child.name}{said}>", *_pieces(child), f"</{child.name}>"]
        else:
            pieces += _pieces(child)
    return pieces
