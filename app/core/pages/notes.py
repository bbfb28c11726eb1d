"""Notes at the foot of pages: small type that begins with a number that is raised in the text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.core.pages import Block, Role, Run
from app.core.pages.joining import SMALLER
from app.core.pages.rows import Row, runs_of

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBER = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?[.:]?\s*")


def without_foot(rows: Sequence[Row], size: float) -> tuple[list[Row], list[Row]]:
    """The rows of a page, and those of the notes at its foot: a sentence goes on over them."""
    down = sorted(rows, key=lambda row: -row.y)
    small = len(down)
    while small and not down[small - 1].picture and down[small - 1].size < SMALLER * size:
        small -= 1
    first = next((at for at in range(small, len(down)) if _begins_note(down[at])), len(down))
    return down[:first], down[first:]


def numbered(blocks: Sequence[tuple[Block, tuple[Row, ...]]], size: float) -> list[Block]:
    """Blocks with notes and the marks that lead to them numbered from 1 through the whole text. A
    mark without its note, or a note without its mark, stays text."""
    marks = _marks(blocks)
    labels: dict[tuple[int, int], int] = {}
    last: tuple[int, int] | None = None
    found: list[Block] = []
    for block, rows in blocks:
        begun = _note(block, rows, size) if rows[0].size < SMALLER * size else 0
        if begun and (rows[0].page, begun) in marks and (rows[0].page, begun) not in labels:
            last = rows[0].page, begun
            labels[last] = len(labels) + 1
            found.append(Block(Role.NOTE, _without_number(block.runs), labels[last]))
        else:
            found.append(block)
    return [
        replace(block, runs=tuple(_labelled(block.runs, rows[0].page, labels)))
        for block, (_, rows) in zip(found, blocks, strict=True)
    ]


def _begins_note(row: Row) -> bool:
    return runs_of(row)[0].note > 0 or _NUMBER.match(row.text) is not None


def _marks(blocks: Sequence[tuple[Block, tuple[Row, ...]]]) -> set[tuple[int, int]]:
    """(page, number) of each number that is raised, not at the beginning of its block."""
    return {
        (row.page, run.note)
        for block, rows in blocks
        for run in block.runs[1:]
        if run.note
        for row in rows
    }


def _note(block: Block, rows: Sequence[Row], size: float) -> int:
    """The number that a note begins with."""
    if block.role not in (Role.PARAGRAPH, Role.HEADING) or not block.runs:
        return 0
    if block.runs[0].note:
        return block.runs[0].note
    begun = _NUMBER.match(block.runs[0].text)
    return int(begun[1]) if begun else 0


def _without_number(runs: Sequence[Run]) -> tuple[Run, ...]:
    if runs[0].note:
        return (replace(runs[1], text=runs[1].text.lstrip()), *runs[2:]) if runs[1:] else ()
    text = _NUMBER.sub("", runs[0].text, count=1)
    return (replace(runs[0], text=text), *runs[1:])


def _labelled(runs: Iterable[Run], page: int, labels: dict[tuple[int, int], int]) -> Iterable[Run]:
    for run in runs:
        if not run.note:
            yield run
            continue
        label = labels.get((page, run.note)) or labels.get((page + 1, run.note)) or 0
        yield replace(run, note=label, text=run.text if label else run.text.translate(_RAISED))
