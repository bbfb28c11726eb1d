"""A passage among the words around it; where pasted words stand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.surroundings import LONGEST, around, before_word, places_of, shortened


def test_words_around_a_passage_are_whole() -> None:
    words = around("alpha beta gamma delta epsilon zeta eta", 17, 22, reach=9)
    assert (words.before, words.exact, words.after) == ("… gamma ", "delta", " epsilon …")


def test_at_the_ends_of_a_text_nothing_is_left_out() -> None:
    words = around("One two three.", 4, 7)
    assert (words.before, words.after) == ("One ", " three.")


def test_of_chinese_half_as_much_is_shown() -> None:
    text = "户" * 500
    assert 70 < len(around(text, 250, 252).before) < 80
    assert 140 < len(around("a " * 250, 250, 251).before) < 155


@pytest.mark.parametrize(
    ("at", "place"), [(0, 0), (2, 0), (3, 3), (4, 4), (6, 4), (8, 8), (9, 9), (10, 10)]
)
def test_a_place_within_a_word_is_before_it(at: int, place: int) -> None:
    assert before_word("One word 户口", at) == place


def test_a_long_passage_is_shown_by_its_ends() -> None:
    long = "Begin " + "x" * 2_000 + " end"
    short = shortened(long)
    assert short.startswith("Begin")
    assert short.endswith("end")
    assert "…" in short
    assert len(short) <= LONGEST + 3


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("permit", [(2, 8), (14, 20)]),
        ("A PERMIT", [(0, 8)]),
        ("permit.\r\n\r\nNo", [(2, 12)]),
        ("“permit”", []),
        ("", []),
        (" \n", []),
        ("\u00ad", []),
        ("户口", [(23, 25)]),
    ],
)
def test_words_are_found_as_written_or_but_for_how_they_are_typed(
    words: str, places: list[tuple[int, int]]
) -> None:
    assert places_of("A permit.\nNo  permit. “户口”", words) == places


@given(st.text(max_size=200), st.data())
def test_what_stands_in_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    text = unicodedata.normalize("NFC", text)  # as a reading's is
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end].strip()
    found = places_of(text, words)
    assert all(text[a:b] == words for a, b in found)
    assert bool(found) == bool(words)
    shown = around(text, start, end, reach=20)
    assert shown.exact == shortened(text[start:end])
