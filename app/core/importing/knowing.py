"""What is known about a document before anybody has looked at it, and what is still to be said.

A file rarely says all that a reading has to say. What can be told from elsewhere is filled in as a
guess that names its ground; what nothing tells stays empty, a date above all.
"""

import re
from collections.abc import Mapping
from pathlib import PurePath

from app.core.dates import is_date
from app.core.importing import FACTS, Fact, Prepared
from app.core.senses import VOICES

REQUIRED = ("title", "author", "date", "language", "kind", "voice", "rights")
LONGEST = {  # characters: the columns' widths, and a line or two where the column has none
    "title": 300,
    "subtitle": 1_000,
    "author": 200,
    "publisher": 300,
    "date": 10,
    "language": 35,
    "rights": 1_000,
    "url": 2_000,
    "slug": 80,
}
EMPTY = {
    "title": "Give it a title.",
    "author": "Say who wrote it, or which office issued it.",
    "date": "Nothing says when this document was written: give a year, a month or a day.",
    "language": "Say in which language it is.",
    "kind": "Say what kind of document it is.",
    "voice": "Say whose usage its words follow.",
    "rights": "Say under which terms it may be read here.",
}
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_AND = re.compile(r"\s*(?:;|、|；|\s&\s|\sand\s)\s*")


def known(prepared: Prepared, name: str) -> dict[str, Fact]:
    """All that is known, by name of the fact; `name` is the file's."""
    facts = {fact: prepared.facts[fact] for fact in FACTS if fact in prepared.facts}
    for fact, guess in (
        ("title", _title(prepared.markdown, name)),
        ("author", _author(facts)),
    ):
        if guess is not None:
            facts.setdefault(fact, guess)
    return facts


def wrong(values: Mapping[str, str], kinds: tuple[str, ...]) -> dict[str, str]:
    """What is wrong with what was given, by name: a sentence each."""
    errors = {name: EMPTY[name] for name in REQUIRED if not values.get(name, "").strip()}
    for name, longest in LONGEST.items():
        if len(values.get(name, "")) > longest:
            errors[name] = f"At most {longest:,} characters; this has {len(values[name]):,}."
    for name, is_right, message in (
        ("date", is_date, "A date is 2014, 2014-07 or 2014-07-24, and in the calendar."),
        ("language", _LANGUAGE.fullmatch, "A language is written as in “en” or “zh-Hans”."),
        ("voice", VOICES.__contains__, "Choose one of the voices."),
        ("kind", kinds.__contains__, "Choose one of the kinds."),
        ("url", _is_address, "An address begins with http:// or https://."),
        ("slug", _SLUG.fullmatch, "Small letters, digits and hyphens only: “a-new-rule”."),
    ):
        value = values.get(name, "").strip()
        if value and name not in errors and not is_right(value):
            errors[name] = message
    return errors


def authors(author: str) -> list[str]:
    """One name each, of what stands as the author.

    >>> authors("Ann Li and Bo Chen; The Post")
    ['Ann Li', 'Bo Chen', 'The Post']
    """
    return [name for name in _AND.split(author.strip()) if name]


def _is_address(value: str) -> bool:
    return re.fullmatch(r"https?://[^\s/]+\S*", value) is not None


def _title(markdown: str, name: str) -> Fact | None:
    if heading := _HEADING.search(markdown):
        title = heading[1].strip("*_ ")
        return Fact(title[: LONGEST["title"]], "the first heading")
    stem = re.sub(r"[\s_-]+", " ", PurePath(name).stem).strip()
    return Fact(stem[: LONGEST["title"]], "the file’s name") if stem else None


def _author(facts: Mapping[str, Fact]) -> Fact | None:
    publisher = facts.get("publisher")
    return Fact(publisher.value, "no author is named: its publisher") if publisher else None
