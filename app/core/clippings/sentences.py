"""Sentences broken over empty lines made whole again.

Joined is what ends without a stop and goes on in small letters; what stands between and does not
belong (an advertisement, the foot of a page) comes after the whole sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.core.clippings.paragraphs import Paragraph, Shape, add
from app.core.clippings.wording import HAN, count_words, is_closed, starts_low

LEAST_BROKEN = 6  # words before the break: fewer are a heading, or a line of an address
MOST_BETWEEN = 4  # foreign paragraphs in the middle of a sentence


def mend(
    parts: Sequence[Paragraph], foreign: Mapping[int, str]
) -> tuple[list[Paragraph], list[int], list[int]]:
    """Return the paragraphs, the old place of each, and the lines where sentences were joined."""
    order: list[int] = []
    pieces: list[list[str]] = []
    lines: list[int] = []
    for at, part in enumerate(parts):
        target = _unfinished(order, foreign) if at not in foreign else None
        is_open = target is not None and _may_go_on(parts[order[target]])
        if target is not None and is_open and _goes_on(pieces[target], part, target == 0):
            add(pieces[target], part.text)
            lines.append(part.line)
        else:
            order.append(at)
            pieces.append([part.text])
    mended = [
        parts[at] if len(texts) == 1 else replace(parts[at], text="".join(texts))
        for at, texts in zip(order, pieces, strict=True)
    ]
    return mended, order, lines


def _unfinished(order: Sequence[int], foreign: Mapping[int, str]) -> int | None:
    """The place of the last paragraph of the story, if it is near enough."""
    for back in range(1, min(MOST_BETWEEN + 1, len(order)) + 1):
        if order[-back] not in foreign:
            return len(order) - back
    return None


def _may_go_on(part: Paragraph) -> bool:
    """Rows, and Markdown that was given, are shown as they are: nothing can be put after them."""
    return part.shape is Shape.PROSE and not part.source


def _goes_on(pieces: Sequence[str], part: Paragraph, is_first: bool) -> bool:
    before = pieces[-1]
    if part.shape is not Shape.PROSE or is_closed(before) or is_first:
        return False
    if before.endswith(("，", "、")) and HAN.match(part.text):
        return True
    return starts_low(part.text) and (
        len(pieces) > 1 or count_words(before) >= LEAST_BROKEN or before.endswith((",", "-"))
    )
