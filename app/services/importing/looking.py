"""An import as its instructor looks at it: the text as it came beside the text as it will be."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.blocks import Block, read_markdown
from app.core.importing import Removal
from app.core.importing.removing import is_in, words
from app.core.markdown import Tangled
from app.models import Import
from app.services.importing.publishing import text_of

LONGEST_SHOWN = 300_000  # characters of the text as it came; a page of more helps nobody


@dataclass(frozen=True, slots=True)
class Proposal:
    """A paragraph that may have to go. `is_there`: its words still stand in the text."""

    number: int
    removal: Removal
    is_taken_up: bool
    is_there: bool


@dataclass(frozen=True, slots=True)
class Look:
    """`blocks` with the number of the proposal that each is; `lines` of the text as it came; `text`
    as it would be published; `fault` says why it cannot be shown."""

    proposals: Sequence[Proposal]
    blocks: Sequence[tuple[Block, int | None]]
    lines: Sequence[str]
    is_cut: bool
    text: str
    fault: str = ""

    @property
    def open(self) -> list[Proposal]:
        return [one for one in self.proposals if one.is_there]


def look(row: Import) -> Look:
    proposals = [
        Proposal(number, one, number in row.removed, is_in(row.markdown, one))
        for number, one in enumerate(row.proposals)
    ]
    lines, is_cut = row.text[:LONGEST_SHOWN].split("\n"), len(row.text) > LONGEST_SHOWN
    text = text_of(row)
    try:
        blocks = read_markdown(text, row.value("language") or "en").blocks
    except Tangled as tangled:
        return Look(proposals, (), lines, is_cut, text, f"Line {tangled.line}: {tangled}")
    fault = "" if blocks else "Nothing is left of the text that could be shown."
    return Look(proposals, _with_proposals(blocks, proposals), lines, is_cut, text, fault)


def _with_proposals(
    blocks: Sequence[Block], proposals: Sequence[Proposal]
) -> list[tuple[Block, int | None]]:
    wanted = {words(one.removal.text): one.number for one in proposals if not one.is_taken_up}
    found = []
    for block in blocks:
        number = wanted.pop(words(block.text), None) if wanted else None
        found.append((block, number))
    return found
