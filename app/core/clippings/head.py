"""What stands above a story: title, stand-first, byline, date, the page's own lines.

It ends where the prose begins. Dates and the page's lines are proposed for removal; title,
stand-first and byline are taken out of the text, since a reading shows them above it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.core.clippings.bylines import Byline, byline, is_name
from app.core.clippings.dating import Dateline, datelines
from app.core.clippings.paragraphs import Paragraph, Shape
from app.core.clippings.publishers import publisher_in
from app.core.clippings.wording import count_words, is_closed, starts_low

LONGEST_TITLE = 30  # words
LONGEST_STAND_FIRST = 60
LONGEST_CLOSED = 12  # words of a title that ends with a stop
FURTHEST = 14  # paragraphs that a head may have
FROM_END = 6  # paragraphs at the end, where a date or a byline may stand too
_SOURCE = re.compile(
    r"^[(（【\[]?\s*(?:来源|來源|source|稿源|转自"
    r"|轉自)\s*[:：]\s*(?P<name>[^:：]{2,40}?)\s*[)）】\]]?$",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^(?:title|headline|标题|標題|题目)\s*[:：]\s*(?=\S)", re.IGNORECASE)
_SUBTITLE = re.compile(
    r"^(?:subtitle|stand-?first|副标题|副標題|副题|导语|摘要)\s*[:：]\s*|^(?:——|—|--)\s*(?=\S)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Head:
    """Places are indexes of paragraphs; -1 where there is none. `taken` leave the text."""

    title: int = -1
    subtitle: int = -1
    bylines: dict[int, Byline] = field(default_factory=dict)
    datelines: dict[int, list[Dateline]] = field(default_factory=dict)
    publishers: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)

    @property
    def taken(self) -> set[int]:
        return {self.title, self.subtitle, *self.bylines} - {-1}


def is_head_line(text: str) -> bool:
    """Does a line stand alone, whatever stands above and below it?"""
    return bool(datelines(text) or byline(text) or _SOURCE.match(text))


def named_source(text: str) -> str:
    match = _SOURCE.match(text)
    return match["name"].strip() if match else ""


def bare_title(text: str) -> str:
    return _LABELLED.sub("", text)


def bare_subtitle(text: str) -> str:
    return _SUBTITLE.sub("", text)


def read_head(parts: Sequence[Paragraph], foreign: Mapping[int, str], known: str = "") -> Head:
    """Read the head; `known` is a title that the file itself gives."""
    head = Head()
    body = _body(parts, foreign, head)
    for at in [*range(min(body, len(parts))), *range(max(body, len(parts) - FROM_END), len(parts))]:
        if at not in foreign and at not in head.taken:
            _line(parts[at].text, at, head, is_above=at < body)
    _alone(parts, foreign, head, body)
    return head


def _body(parts: Sequence[Paragraph], foreign: Mapping[int, str], head: Head) -> int:
    """Find title and stand-first, and return the place of the first paragraph of the story."""
    lines = range(min(FURTHEST, len(parts)))
    for at in lines:
        part = parts[at]
        if at in foreign or _is_line(part.text) or (is_name(part.text) and head.title >= 0):
            continue
        if head.title < 0:
            if not _is_title(parts, at):
                return at
            head.title = at
        elif head.subtitle < 0 and _is_stand_first(parts, at, foreign):
            head.subtitle = at
        else:
            return at
    return len(lines)


def _is_line(text: str) -> bool:
    return is_head_line(text) or publisher_in(text) is not None


def _is_title(parts: Sequence[Paragraph], at: int) -> bool:
    part = parts[at]
    words = count_words(part.text)
    if part.shape is Shape.HEADING:
        return True
    if part.shape is not Shape.PROSE or not 0 < words <= LONGEST_TITLE or len(parts) == at + 1:
        return False
    ends_flat = part.text.rstrip("\"'”’」 ").endswith((".", "。", ":", "：", ";", "；"))
    return not starts_low(part.text) and (not ends_flat or words <= LONGEST_CLOSED)


def _is_stand_first(parts: Sequence[Paragraph], at: int, foreign: Mapping[int, str]) -> bool:
    """No full sentence, or one that stands above the byline or the date; and a story follows."""
    part = parts[at]
    words = count_words(part.text)
    below = next((below for below in range(at + 1, len(parts)) if below not in foreign), None)
    if part.shape is not Shape.PROSE or words > LONGEST_STAND_FIRST or below is None:
        return False
    if _SUBTITLE.match(part.text):
        return True
    under = parts[below].text
    above_line = _is_line(under) or is_name(under)
    has_line_above = any(is_head_line(parts[up].text) for up in range(at))
    if above_line:
        return words > 1 and not (has_line_above and is_closed(part.text) and words > 30)
    return (
        words > 5 and not is_closed(part.text) and not starts_low(under) and count_words(under) > 5
    )


def _line(text: str, at: int, head: Head, is_above: bool) -> None:
    if dates := datelines(text):
        head.datelines[at] = dates
        rest = next((date.rest for date in dates if date.rest), "")
        if publisher_in(rest):
            head.publishers[at] = rest
        head.reasons[at] = (
            "the page’s date line: its date is among the facts"
            if any(date.date for date in dates)
            else "the page’s date line"
        )
    elif source := named_source(text):
        head.publishers[at] = source
        head.reasons[at] = "names the publisher, which is among the facts"
    elif publisher_in(text) is not None:
        head.publishers[at] = text
        head.reasons[at] = "the name of a paper or an agency, which is among the facts"
    elif (written := byline(text)) and (is_above or _BY_AT_END.match(text)):
        head.bylines[at] = written


_BY_AT_END = re.compile(r"^(?:by\b|作者|[(（【]?(?:\w{2,4})?记者|文[/／])", re.IGNORECASE)


def _alone(parts: Sequence[Paragraph], foreign: Mapping[int, str], head: Head, body: int) -> None:
    """A name by itself in the head is the author's, where nothing else gives one."""
    if head.bylines or head.title < 0:
        return
    for at in _between(head.title + 1, min(body, len(parts)), foreign):
        if is_name(parts[at].text) and at != head.subtitle and at not in head.reasons:
            head.bylines[at] = Byline(parts[at].text)
            return


def _between(start: int, end: int, foreign: Mapping[int, str]) -> Iterator[int]:
    return (at for at in range(start, end) if at not in foreign)
