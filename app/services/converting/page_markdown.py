"""Blocks that were found on pages, written as Markdown."""

from collections.abc import Iterable, Sequence

from app.core.clippings.escaping import piped
from app.core.pages import Block, Role, Run
from app.core.pages.rows import is_from_right
from app.services.converting.marked.escaping import begun, escaped


def written(blocks: Sequence[Block]) -> str:
    """One text; notes come last, whatever page they stood on."""
    notes = [block for block in blocks if block.role is Role.NOTE]
    others = [block for block in blocks if block.role is not Role.NOTE]
    pieces: list[str] = []
    for block, before in zip(others, [None, *others], strict=False):
        is_next_item = before is not None and before.role is block.role is Role.ITEM
        pieces.append("\n" if is_next_item else "\n\n")
        pieces.append(_block(block))
    pieces += [f"\n\n[^{note.level}]: {_words(note.runs)}" for note in notes]
    return "".join(pieces).strip() + "\n"


def _block(block: Block) -> str:
    match block.role:
        case Role.HEADING:
            words = " ".join(_words(_plain(block.runs)).split()).replace("#", r"\#")
            return f"{'#' * block.level} {words}"
        case Role.ITEM:
            return f"-   {begun(_words(block.runs))}"
        case Role.TABLE:
            return piped([[*map(_cell, row)] for row in block.rows])
        case Role.PICTURE:
            return f"![](/pictures/{block.text})"
        case _:
            words = begun(_words(block.runs))
            return f'{words}\n{{: dir="rtl" }}' if is_from_right(block.text) else words


def _cell(words: str) -> str:
    return escaped(words).replace("|", "\\|")


def _plain(runs: Iterable[Run]) -> list[Run]:
    return [Run(run.text, note=run.note) for run in runs]


def _words(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs).strip()


def _run(run: Run) -> str:
    if run.note:
        return f"[^{run.note}]"
    marks = "*" * (2 * run.is_bold + run.is_italic)
    words = run.text.strip()
    if not marks or not words:
        return escaped(run.text)
    before, _, after = run.text.partition(words)
    return f"{before}{marks}{escaped(words)}{marks}{after}"
