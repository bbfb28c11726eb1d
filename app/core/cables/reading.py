"""A telegram's text read: its lines sorted by part, and each part by its own grammar.

>>> telegram = decode("O 130738Z APR 07\\nFM AMEMBASSY BEIJING\\nTAGS: CH\\nSUBJECT: A CARD")
>>> telegram.sent, telegram.origin, telegram.subject
('2007-04-13T07:38Z', 'AMEMBASSY BEIJING', 'A CARD')
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape

from app.core.cables.authority import authority_in, authority_of
from app.core.cables.body import (
    comment_of,
    groups_of,
    headings_of,
    paragraphs_of,
    protected_in,
    signed_by,
    summary_of,
)
from app.core.cables.heading import (
    classification_of,
    declassification_of,
    message_of,
    order_of,
    section_of,
    tags_of,
)
from app.core.cables.lines import CAPTIONS, lines_of, pieces_of, plain
from app.core.cables.marks import portion_mark, without_mark
from app.core.cables.references import references_of
from app.core.cables.routing import addressees, precedence_of, station_of, time_of
from app.core.cables.telegram import Line, Station, Telegram

_SUBJECT = re.compile(r"(?i:s?ubj(?:ect|ecf|et)?)\b\s*[:;]?\s*")
FIRST = 5  # paragraphs in which it may be said who classified it
_WORD = re.compile(r"[A-Z]+")


def decode(text: str) -> Telegram:
    """Read a telegram as it is. Never raises; every line of the text is in `lines`."""
    lines = lines_of(text)
    parts = _first_parts(lines)
    level, behind = classification_of(_words(parts, "classification"))
    post, number = message_of(behind)
    subject = unescape(_SUBJECT.sub("", _words(parts, "subject"), count=1).strip())
    order = _words(parts, "order")
    routed = _routed(parts)
    year = routed.sent[2:4]
    telegram = _with_body(routed, lines)
    return replace(
        telegram,
        classification=level,
        section=section_of(behind) or _of_station(routed.station),
        sections=_sections(lines),
        message=f"{post} {number}".strip(),
        id=_id(year, post, number),
        captions=_captions(parts),
        attention=_words(parts, "attention"),
        order=order_of(order),
        declassification=declassification_of(order),
        tags=tags_of(_words(parts, "tags")),
        subject=without_mark(subject),
        subject_mark=portion_mark(subject),
        references=references_of(_words(parts, "references"), year),
        authority=authority_of(_words(parts, "authority"))
        or authority_in(paragraph.text for paragraph in telegram.paragraphs[:FIRST]),
        pages=tuple(plain(line.text) for line in lines if line.part == "page"),
        lines=tuple(lines),
    )


def _routed(parts: Mapping[str, list[str]]) -> Telegram:
    """What its routing lines say."""
    sent, for_action, for_info = time_of(_line(parts, "time"))
    precedence, stations = precedence_of(_words(parts, "routing"))
    return Telegram(
        transmission=_line(parts, "transmission"),
        precedence=precedence,
        stations=stations,
        station=station_of(_line(parts, "station")),
        security=_line(parts, "security"),
        sent=sent,
        action_precedence=for_action,
        info_precedence=for_info,
        origin=_line(parts, "origin").removeprefix("FM").strip(),
        action=addressees(_texts(parts, "action")),
        info=addressees(_texts(parts, "info")),
        exempt=addressees(_texts(parts, "exempt")),
    )


def _with_body(telegram: Telegram, lines: Sequence[Line]) -> Telegram:
    body = groups_of([line for line in lines if line.part == "body"])
    name, back = signed_by(body)
    said = body[: len(body) - back] if back else body
    return replace(
        telegram,
        summary=summary_of(said),
        comment=comment_of(said),
        paragraphs=tuple(paragraphs_of(said)),
        headings=headings_of(said),
        protected=protected_in(said),
        signed_by=name,
    )


def _first_parts(lines: Sequence[Line]) -> Mapping[str, list[str]]:
    """The lines of each part where it first stands; a later section has its heading again."""
    parts: dict[str, list[str]] = defaultdict(list)
    ended: set[str] = set()
    before = ""
    for line in lines:
        if line.part == "page":
            continue
        if line.part == "body":
            ended |= parts.keys()
        if line.part != before and before not in ("caption", "authority"):
            ended.add(before)
        if line.part not in ended:
            for part, words in pieces_of(plain(line.text), line.part):
                parts[part].append(words)
                before = part
        else:
            before = line.part
    return parts


def _texts(parts: Mapping[str, list[str]], part: str) -> list[str]:
    return list(parts.get(part, ()))


def _line(parts: Mapping[str, list[str]], part: str) -> str:
    return next(iter(parts.get(part, ())), "")


def _words(parts: Mapping[str, list[str]], part: str) -> str:
    return " ".join(parts.get(part, ()))


def _captions(parts: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Each caption once, of its own lines and of that of the class."""
    lines = [*parts.get("caption", ()), *parts.get("classification", ())]
    words = [word for line in lines for word in _WORD.findall(line)]
    return tuple(dict.fromkeys(word for word in words if word in CAPTIONS))


def _sections(lines: Sequence[Line]) -> tuple[int, ...]:
    """The numbers of the sections that are there, in their order."""
    found = [section_of(plain(line.text)) for line in lines if line.part == "classification"]
    return tuple(section[0] for section in found if section)


def _of_station(station: Station) -> tuple[int, int] | None:
    return None if station.section is None else (station.section, station.section)


def _id(year: str, post: str, number: str) -> str:
    name = post.replace(" ", "").replace(".", "").replace("'", "")
    return f"{year}{name}{int(number)}" if year and name and number else ""
