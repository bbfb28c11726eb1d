"""Sentences broken over empty lines made whole again.

Joined is what ends without a stop and goes on in small letters; what stands between and does not
belong (an advertisement, the foot of a page) comes after the whole sentence.
"""

from collections.abc import Mapping, Sequence

from app.core.clippings.paragraphs import Paragraph, Shape, joined
from app.core.clippings.wording import HAN, count_words, is_closed, starts_low

LEAST_BROKEN = 6  # words before the break: fewer are a heading, or a line of an address
MOST_BETWEEN = 4  # foreign paragraphs in the middle of a sentence


def mend(
    parts: Sequence[Paragraph], foreign: Mapping[int, str]
) -> tuple[list[Paragraph], list[int], list[int]]:
    """Return the paragraphs, the old place of each, and the lines where sentences were joined."""
    mended: list[Paragraph] = []
    order: list[int] = []
    lines: list[int] = []
    for at, part in enumerate(parts):
        target = _unfinished(mended, order, foreign) if at not in foreign else None
        if target is not None and _goes_on(mended[target].text, part, is_first=target == 0):
            before = mended[target]
            mended[target] = Paragraph(
                before.line, joined(before.text, part.text), is_near=before.is_near
            )
            lines.append(part.line)
        else:
            mended.append(part)
            order.append(at)
    return mended, order, lines


def _unfinished(
    mended: Sequence[Paragraph], order: Sequence[int], foreign: Mapping[int, str]
) -> int | None:
    for back in range(1, min(MOST_BETWEEN + 1, len(mended)) + 1):
        if order[-back] not in foreign:
            return len(mended) - back
    return None


def _goes_on(before: str, part: Paragraph, is_first: bool) -> bool:
    if part.shape is not Shape.PROSE or is_closed(before) or is_first:
        return False
    if before.endswith(("，", "、")) and HAN.match(part.text):
        return True
    return starts_low(part.text) and (
        count_words(before) >= LEAST_BROKEN or before.endswith((",", "-"))
    )
