"""Flashcards as Anki's text import reads them: a header, then a row of fields for each note.

The header is of Anki 2.1.54 and later; older ones take its lines for comments. A note is known
by its `guid`, so that a second import mends the first. Two fields, *Front* and *Back*, fit Anki's
own note type; the others are there for who makes one with fields of these names. Source:
https://docs.ankiweb.net/importing/text-files.html
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from io import StringIO

COLUMNS = (
    "guid",
    "Front",
    "Back",
    "Headword",
    "Chinese",
    "Pinyin",
    "Sense",
    "Whose word",
    "Reading",
    "Deck",
    "Tags",
)


@dataclass(frozen=True, slots=True)
class Note:
    """One flashcard. Everything is plain text but `sense`, which is sanitised HTML."""

    guid: str
    sentence: tuple[str, str, str]  # before the term, the term, after it
    headword: str
    chinese: str
    pinyin: str
    sense: str
    whose: str  # voice and sources
    reading: str  # title and paragraph
    link: str
    tags: tuple[str, ...] = ()


def file_of(deck: str, notes: Iterable[Note]) -> str:
    """Write a file of notes that go to a deck."""
    out = StringIO()
    out.write("#separator:tab\n#html:true\n#notetype:Basic\n")
    for place, column in enumerate(COLUMNS, 1):
        if column in {"guid", "Deck", "Tags"}:
            out.write(f"#{column.lower()} column:{place}\n")
    out.write("#columns:" + "\t".join(COLUMNS) + "\n")
    rows = csv.writer(out, delimiter="\t", lineterminator="\n")
    rows.writerows(_row(deck, note) for note in notes)
    return out.getvalue()


def _row(deck: str, note: Note) -> list[str]:
    before, exact, after = map(_html, note.sentence)
    reading = f'<a href="{_html(note.link)}">{_html(note.reading)}</a>' if note.reading else ""
    head = [_html(words) for words in (note.headword, note.chinese, note.pinyin)]
    back = "<p>" + " ".join(filter(None, (f"<b>{head[0]}</b>", *head[1:]))) + "</p>" + note.sense
    for said in filter(None, (_html(note.whose), reading)):
        back += f"<p><small>{said}</small></p>"
    return [
        note.guid,
        f"{before}<b>{exact}</b>{after}" if exact else before,
        back,
        *head,
        note.sense,
        _html(note.whose),
        reading,
        _deck(deck),
        " ".join(_tag(tag) for tag in note.tags),
    ]


def _html(text: str) -> str:
    """Text as HTML. A bracket is spelt out too: to Anki `[sound:x]` is a file to play."""
    return escape(text).replace("[", "&#91;").replace("{{", "&#123;{")


def _deck(title: str) -> str:
    """A deck in one of ours; two colons would make a deck within it."""
    return "Interleaf::" + re.sub(r'["\s]+', " ", title.replace("::", ": ")).strip()


def _tag(words: str) -> str:
    return re.sub(r"\s+", "-", words.strip())
