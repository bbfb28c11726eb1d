"""What templates say dates, audiences and safe HTML with."""

from collections.abc import Iterable
from datetime import datetime

from flask import Flask
from markupsafe import Markup

from app.core.cables import portion_mark, portion_name
from app.core.cables.words import in_words
from app.core.dates import MONTHS, british
from app.core.limits import Limit
from app.core.markup import plain_text
from app.core.reading_time import minutes_left
from app.core.sentences import parted
from app.models import Annotation, Block
from app.services.telegrams import telegram_of


def register(app: Flask) -> None:
    for function in (
        sanitised,
        words_of,
        moment,
        day,
        document_date,
        audience,
        limit_name,
        portion_mark,
        portion_name,
        parted,
        time_left,
        telegram_words,
    ):
        app.add_template_filter(function)


def sanitised(html: str) -> Markup:
    """HTML stored as `core.sanitising` wrote it: the only way round escaping."""
    return Markup(html)  # noqa: S704 - sanitised before it was stored


def words_of(html: str) -> str:
    """The words of HTML stored as `core.sanitising` wrote it, on one line."""
    return " ".join(plain_text(html).split())


def moment(at: datetime) -> str:
    """3 October 2016, 14:05 UTC."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M} UTC"


def day(at: datetime) -> str:
    """3 October 2016."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def document_date(value: str) -> str:
    """“2016-10-03” as 3 October 2016; a month or a year stays one."""
    return british(value)


def audience(annotation: Annotation) -> str:
    """Who may see it, in a word."""
    if annotation.visibility == "group":
        return annotation.group.name if annotation.group else "Group"
    return {"private": "Only me", "staff": "Staff", "course": "Course"}[annotation.visibility]


def time_left(blocks: Iterable[Block]) -> list[int]:
    """About how many minutes of reading are left at each block."""
    return minutes_left((block.kind, block.text) for block in blocks)


def telegram_words(text: str) -> str:
    """The heading of a telegram in a sentence."""
    return in_words(telegram_of(text))


def limit_name(limit: Limit) -> str:
    """How often a layer marks a term, in words."""
    return {
        "every": "each time",
        "paragraph": "once a paragraph",
        "section": "once a section",
        "reading": "once a reading",
        "course": "at the first meeting in the course",
    }[limit]
