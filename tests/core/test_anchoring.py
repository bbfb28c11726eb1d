"""Quotes and their places: a wrong place is worse than none."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.anchoring import CONTEXT_LENGTH, Quote, Unanchored, describe, match
from app.core.moving import find
from tests.core.text import texts


@given(texts | st.text("ab \n", max_size=80), st.data())
def test_a_quote_is_found_where_it_was_or_nowhere(text: str, data: st.DataObject) -> None:
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = describe(text, start, end)
    assert quote.exact == text[start:end]
    assert len(quote.prefix) == min(start, CONTEXT_LENGTH)
    assert len(quote.suffix) == min(len(text) - end, CONTEXT_LENGTH)
    try:
        assert match(text, quote) == (start, end)
    except Unanchored:
        assert text.count(quote.exact[0]) > 1  # only a repeat can tie


@given(st.text("abc", min_size=1, max_size=20), st.integers(2, 4))
def test_repeats_with_the_same_context_tie_and_are_refused(word: str, times: int) -> None:
    around = "x" * CONTEXT_LENGTH
    text = (around + word + around) * times
    with pytest.raises(Unanchored, match="give prefix and suffix"):
        match(text, Quote(word, around, around))


@pytest.mark.parametrize("exact", ["absent", ""])
def test_words_that_are_not_there_are_refused(exact: str) -> None:
    with pytest.raises(Unanchored, match="does not occur"):
        match("a text", Quote(exact))


def test_context_chooses_among_repeats() -> None:
    text = "the old permit and the new permit"
    assert match(text, Quote("permit", "new ")) == (27, 33)
    assert match(text, Quote("permit", "", " and")) == (8, 14)
    with pytest.raises(Unanchored):
        match(text, Quote("permit"))


@given(texts, texts, st.data())
def test_words_that_moved_whole_are_found_again(
    before: str, after: str, data: st.DataObject
) -> None:
    """A paragraph put before them and one behind leave a long quote where it stands."""
    assume("residence" not in before + after)
    passage = "The residence permit is renewed each year, in person, at the station."
    start = data.draw(st.integers(0, 30))
    end = data.draw(st.integers(start + 20, len(passage)))
    quote = describe(passage, start, end)
    moved = f"{before}\n{passage}\n{after}"
    place = find(moved, quote)
    assert place is None or moved[slice(*place)] == quote.exact
    if quote.exact not in before + after:
        assert place == (len(before) + 1 + start, len(before) + 1 + end)


def test_two_words_in_another_sentence_are_not_the_passage() -> None:
    quote = describe("Each worker must hold a permit for the city.", 24, 30)
    assert quote.exact == "permit"
    assert find("No permit for dogs on trams.", quote) is None
