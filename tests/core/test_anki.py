"""Flashcards as Anki's text import reads them, parsed back with the csv module."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser

from app.core.anki import COLUMNS, Note, file_of
from tests.core.text import texts

NOTE = Note(
    guid="interleaf-1",
    sentence=("The police said that a ", "residence permit", " is not a hukou."),
    headword="residence permit",
    chinese="居住证",
    pinyin="jūzhùzhèng",
    sense="<p>A card, <em>not</em> the hukou.</p>\n<p>Since 2016.</p>",
    whose="Regulation. Order No. 663, State Council",
    reading="A card for everybody, ¶ 1",
    link="https://interleaf.example/courses/hukou/readings/a-card#page-1",
    tags=("interleaf", "interleaf::household"),
)


def parsed(file: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The headers and the rows of a file, as Anki reads them."""
    lines = file.splitlines(keepends=True)
    headers = dict(line[1:-1].split(":", 1) for line in lines if line.startswith("#"))
    body = "".join(lines[len(headers) :])
    columns = headers["columns"].split("\t")
    rows = csv.reader(StringIO(body, newline=""), delimiter="\t")
    return headers, [dict(zip(columns, row, strict=True)) for row in rows]


def text_of(html: str) -> str:
    body = LexborHTMLParser(html).body
    return body.text() if body else ""


def test_the_headers_say_how_the_file_is_to_be_read() -> None:
    headers, _ = parsed(file_of("Hukou and points", [NOTE]))
    assert headers["separator"] == "tab"
    assert headers["html"] == "true"
    for column in ("guid", "Deck", "Tags"):
        assert COLUMNS[int(headers[f"{column.lower()} column"]) - 1] == column


def test_a_card_has_the_sentence_in_front_and_the_term_behind() -> None:
    _, [row] = parsed(file_of("Hukou and points", [NOTE]))
    assert row["Front"] == "The police said that a <b>residence permit</b> is not a hukou."
    for part in ("residence permit", "居住证", "jūzhùzhèng", NOTE.sense, NOTE.whose, NOTE.link):
        assert part in row["Back"]
    assert row["Sense"] == NOTE.sense
    assert row["Deck"] == "Interleaf::Hukou and points"
    assert row["Tags"] == "interleaf interleaf::household"
    assert row["guid"] == "interleaf-1"


@given(texts, texts, texts, texts)
def test_whatever_stands_in_a_field_is_read_back_as_text(
    before: str, exact: str, headword: str, reading: str
) -> None:
    words = [" ".join(words.split()) for words in (before, exact, headword, reading)]
    note = replace(NOTE, sentence=(words[0], words[1], ""), headword=words[2], reading=words[3])
    _, rows = parsed(file_of("Course", [note, NOTE]))
    assert len(rows) == 2
    assert text_of(rows[0]["Front"]).strip() == (words[0] + words[1]).strip()
    assert text_of(rows[0]["Headword"]).strip() == words[2]


@pytest.mark.parametrize(
    "hostile", ["<i>", "<script>alert(1)</script>", "[sound:x.mp3]", "[latex]", "{{c1::x}}"]
)
def test_what_looks_like_markup_is_none(hostile: str) -> None:
    note = replace(NOTE, sentence=(hostile, hostile, hostile), headword=hostile, whose=hostile)
    _, [row] = parsed(file_of(hostile, [replace(note, chinese=hostile, reading=hostile)]))
    for name in ("Front", "Back", "Headword", "Chinese", "Whose word", "Reading"):
        assert hostile not in row[name]


def test_a_deck_s_name_makes_no_deck_within_it() -> None:
    _, [row] = parsed(file_of('Hukou :: and "points"', [NOTE]))
    assert row["Deck"] == "Interleaf::Hukou : and points"
