"""A newspaper's text as a reading: facts, Markdown, and what does not seem to belong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.core.clippings.escaping import to_markdown
from app.core.clippings.facts import facts_of
from app.core.clippings.foreign import joined_reasons, placed_reasons, plain_reasons, reason_of
from app.core.clippings.head import Head, is_head_line, read_head
from app.core.clippings.paragraphs import Paragraph, Shape, read_paragraphs
from app.core.clippings.sentences import mend
from app.core.clippings.written import read_written
from app.core.importing import Converted, Form, Prepared, Removal

_ADDRESS = re.compile(r"https?://\S+")


def read_clipping(converted: Converted, kind: str = "article") -> Prepared:
    """Read plain lines, or Markdown, which is kept as it is. Never raises."""
    is_plain = converted.form is Form.PLAIN
    parts = read_paragraphs(converted.text, _is_alone) if is_plain else read_written(converted.text)
    reasons = plain_reasons(parts)
    broken: list[int] = []
    if is_plain:
        parts, order, broken = mend(parts, reasons)
        reasons = joined_reasons(reasons, order)
    head = read_head(parts, reasons)
    if not is_plain:
        _keep_written(parts, head)
    reasons |= {at: reason for at, reason in head.reasons.items() if at not in reasons}
    title = parts[head.title].text if head.title >= 0 else ""
    reasons, headings = placed_reasons(parts, title, head.taken, reasons)
    facts, told = facts_of(parts, head, reasons, converted.facts)
    shaped = [
        replace(part, shape=Shape.HEADING) if at in headings and is_plain else part
        for at, part in enumerate(parts)
    ]
    markdown, removals = _laid_out(shaped, head.taken, reasons)
    said = (*converted.told, *_told(parts, head, broken), *told)
    return Prepared(kind, markdown, facts=facts, removals=removals, told=said)


def _is_alone(line: str) -> bool:
    return bool(is_head_line(line) or reason_of(line))


def _keep_written(parts: Sequence[Paragraph], head: Head) -> None:
    """Of Markdown only its first heading is taken out, where it is the title."""
    head.bylines = {}
    head.subtitle = -1
    if head.title >= 0 and parts[head.title].shape is not Shape.HEADING:
        head.title = -1


def _laid_out(
    parts: Sequence[Paragraph], taken: set[int], reasons: Mapping[int, str]
) -> tuple[str, tuple[Removal, ...]]:
    pieces: list[str] = []
    removals: list[Removal] = []
    place = 1
    for at, part in enumerate(parts):
        if at in taken:
            continue
        piece = to_markdown(part)
        if at in reasons:
            removals.append(Removal(part.line, place, part.text, reasons[at]))
        pieces.append(piece)
        place += piece.count("\n") + 2
    return "\n\n".join(pieces), tuple(removals)


def _told(parts: Sequence[Paragraph], head: Head, broken: Sequence[int]) -> list[str]:
    """What was taken out of the text into the facts, and what was joined."""
    names = {head.title: "title", head.subtitle: "stand-first"}
    told = [
        f"Line {parts[at].line} is the {names.get(at, 'byline')}, taken out of the text: "
        f"“{parts[at].text}”"
        for at in sorted(head.taken)
    ]
    if broken:
        lines = ", ".join(map(str, broken[:10])) + (" …" if len(broken) > 10 else "")
        word = "line" if len(broken) == 1 else "lines"
        told.append(f"A sentence went on after an empty line, and was joined, at {word} {lines}.")
    return told
