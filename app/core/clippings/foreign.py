"""Which paragraphs do not seem to belong to a story, each with its reason.

Two looks: `plain_reasons` by wording alone, before anything else is known; `placed_reasons` by
place, when the title is known and broken sentences are whole again.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from app.core.clippings.bylines import byline
from app.core.clippings.captions import begins_as_caption, credit, ends_with_credit
from app.core.clippings.headlines import heading_or_headline, how_sure
from app.core.clippings.notices import begins_list, notice
from app.core.clippings.paragraphs import Paragraph, Shape
from app.core.clippings.wording import count_words, is_closed, words_of

MOST_LISTED = 10  # headlines under “Most read”
LONGEST_UNCREDITED = 25  # words of a caption whose credit stands below it
LEAST_STAND_FIRST = 9  # words; before a credit under the title, fewer are its caption
LEAST_REPEATED = 3  # words: fewer may well be said twice, as a telegram's captions are
CREDIT = "the credit of a picture"
CAPTION = "a caption with its credit"
ABOVE_CREDIT = "stands above the credit of a picture: its caption, most likely"


def reason_of(text: str) -> str:
    """Why a paragraph does not belong, by its wording alone."""
    if byline(text):
        return ""
    if credit(text):
        return CREDIT
    if found := notice(text):
        return found
    if ends_with_credit(text):
        return CAPTION
    return "begins as a caption begins" if begins_as_caption(text) else ""


def plain_reasons(parts: Sequence[Paragraph]) -> dict[int, str]:
    reasons = {
        at: found
        for at, part in enumerate(parts)
        if part.shape is not Shape.TABLE and (found := reason_of(part.text))
    }
    for at in list(reasons):
        if begins_list(parts[at].text):
            _listed(parts, at, reasons)
    return reasons


def placed_reasons(
    parts: Sequence[Paragraph], title: str, taken: Collection[int], reasons: dict[int, str]
) -> tuple[dict[int, str], set[int]]:
    """Add captions, repetitions and headlines; say besides which are the story's own headings."""
    _captions(parts, taken, reasons)
    _repeated(parts, title, taken, reasons)
    headings: set[int] = set()
    counts = Counter(
        word for at, part in enumerate(parts) if at not in reasons for word in words_of(part.text)
    )
    own = [at for at in range(len(parts)) if at not in reasons and at not in taken]
    before: int | None = None
    for place, at in enumerate(own):
        after = own[place + 1] if place + 1 < len(own) else None
        found = heading_or_headline(parts, at, before, after)
        if found == "headline":
            reasons[at] = how_sure(parts[at].text, counts)
            continue
        if found == "heading":
            headings.add(at)
        before = at if found != "heading" else before
    return reasons, headings


def _listed(parts: Sequence[Paragraph], at: int, reasons: dict[int, str]) -> None:
    """The headlines under “Related stories”: short, and without a stop."""
    name = parts[at].text.strip(" :：")
    for below in range(at + 1, min(at + 1 + MOST_LISTED, len(parts))):
        text = parts[below].text
        if below in reasons:
            continue
        is_list = parts[below].shape is Shape.LIST
        if not is_list and (is_closed(text) or not 3 <= count_words(text) <= 25):
            break
        reasons[below] = f"a headline listed under “{name}”"


def _captions(parts: Sequence[Paragraph], taken: Collection[int], reasons: dict[int, str]) -> None:
    credits_at = [at for at, reason in reasons.items() if reason == CREDIT]
    for at in credits_at:
        above, is_near = at - 1, parts[at].is_near
        while above >= 0 and above not in taken and above not in reasons:
            part = parts[above]
            words = count_words(part.text)
            first = above == 0 or above - 1 in taken
            if part.shape is not Shape.PROSE or words > LONGEST_UNCREDITED:
                break
            if not is_near and (_speaks(part.text) or (first and words >= LEAST_STAND_FIRST)):
                break
            reasons[above] = ABOVE_CREDIT
            if not (part.is_near or (above and parts[above - 1].text == part.text)):
                break
            above, is_near = above - 1, part.is_near


def _speaks(text: str) -> bool:
    return any(sign in text for sign in '“”"‘「') or " said" in text or " says" in text


def _repeated(
    parts: Sequence[Paragraph], title: str, taken: Collection[int], reasons: dict[int, str]
) -> None:
    last = ""
    folded = same(title)
    for at, part in enumerate(parts):
        text = same(part.text)
        if at not in taken and at not in reasons and text:
            if text == folded:
                reasons[at] = "repeats the title"
            elif text == last and count_words(part.text) >= LEAST_REPEATED:
                reasons[at] = "repeats the paragraph before it"
        last = text or last


def same(text: str) -> str:
    """A line without what may differ where it is printed twice."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def joined_reasons(reasons: Mapping[int, str], order: Sequence[int]) -> dict[int, str]:
    """The reasons of paragraphs, by their new places."""
    return {new: reasons[old] for new, old in enumerate(order) if old in reasons}
