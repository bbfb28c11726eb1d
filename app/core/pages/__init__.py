"""Pages of set type read back into text: what a printer laid out by place, told by place.

    [[Piece("A card", 57, 120, 748, 24.0)]] → [Block(Role.HEADING, 1, …)]

A page knows words at places, in sizes; no paragraph, no column, no note. `read` finds them:
rows (`rows`), their order (`columns`), what every page repeats (`running`), and then paragraphs,
headings, items, tables and notes (`blocks`). Places are in points from the lower left corner.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Piece:
    """Words set in one go. `y` is their baseline; `size` is of their type, in points. A picture
    is a piece whose `picture` names it."""

    text: str
    left: float
    right: float
    y: float
    size: float
    is_bold: bool = False
    is_italic: bool = False
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a block in one look; `note` is the number of the note that a mark leads to."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    note: int = 0


class Role(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    NOTE = "note"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Block:
    """`level` is of a heading from 1, of a note its number; a table has rows of cells instead of
    runs; a picture has its name as its text."""

    role: Role
    runs: tuple[Run, ...] = ()
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)
