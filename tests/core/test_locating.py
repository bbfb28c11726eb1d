"""Quotes found by their words alone."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.anchoring import Quote, describe
from app.core.locating import Index, locate_all
from tests.core.test_following import CADRES, HAN, HAN_MOVED, HARVEST, OLD, PERMIT, WHY, at
from tests.core.text import texts


def quoted(text: str, words: str) -> Quote:
    start = text.index(words)
    return describe(text, start, start + len(words))


def test_a_quote_is_found_where_it_stands() -> None:
    outcome = Index(OLD).locate(quoted(OLD, "county seat"))
    assert (outcome.kind, outcome.start, outcome.end) == ("same", *at(OLD, "county seat"))


def test_a_quote_whose_surroundings_changed_is_found_by_its_words() -> None:
    new = f"{HARVEST}\nIt is known that cadres from the province met in the county seat.\n{WHY}"
    outcome = Index(new).locate(quoted(OLD, "from the province met in the county seat"))
    assert outcome.is_sure
    assert (outcome.start, outcome.end) == at(new, "from the province met in the county seat")


def test_like_words_in_their_surroundings_beat_the_same_words_elsewhere() -> None:
    text = f"{PERMIT}\n{CADRES.replace('the families', 'all families')}\nThey counted the families."
    outcome = Index(text).locate(quoted(OLD, "counted the families"))
    assert (outcome.start, outcome.end) == at(text, "counted all families")


def test_twins_are_told_apart_by_context_and_else_by_nobody() -> None:
    text = f"{PERMIT} {WHY}\n{CADRES} {WHY}\n{HARVEST}"
    start = text.rindex(WHY)
    index = Index(text)
    assert index.locate(describe(text, start, start + len(WHY))).start == start
    assert not index.locate(Quote(WHY)).is_sure


@pytest.mark.parametrize("words", ["permit", "police station", "of the ward", "in person"])
def test_a_short_quote_whose_paragraph_is_gone_is_put_on_no_other_words(words: str) -> None:
    left = f"{CADRES}\nNo permit for dogs. A police station of the ward, in person.\n{WHY}"
    assert not Index(left).locate(quoted(OLD, words)).is_sure


def test_a_quote_of_nothing_and_a_text_of_nothing_are_borne() -> None:
    assert Index("").locate(Quote("permit")).kind == "lost"
    assert Index(OLD).locate(Quote("")).kind == "lost"


def test_chinese_quotes_are_found_and_told_apart() -> None:
    new = f"{HAN_MOVED}\n{HAN.replace('城市和', '城市以及')}"
    outcome = Index(new).locate(quoted(HAN, "设有公安派出所的镇"))
    assert outcome.is_sure
    assert (outcome.start, outcome.end) == at(new, "设有公安派出所的镇")


def test_thousands_of_quotes_share_one_index() -> None:
    quotes = [describe(OLD, start, start + 20) for start in range(len(OLD) - 20)]
    outcomes = locate_all(OLD, quotes)
    assert [outcome.start for outcome in outcomes] == list(range(len(OLD) - 20))


@given(texts | st.text("ab \n", max_size=80), st.data())
def test_a_quote_is_found_where_it_was_or_nowhere(text: str, data: st.DataObject) -> None:
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    outcome = Index(text).locate(describe(text, start, end), start)
    if outcome.is_sure:
        assert outcome.start is not None
        assert text[outcome.start : outcome.end] == text[start:end]


@given(texts, st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_any_quote_has_an_outcome_within_the_text(
    text: str, exact: str, prefix: str, suffix: str
) -> None:
    outcome = Index(text).locate(Quote(exact, prefix, suffix))
    if outcome.start is None or outcome.end is None:
        assert outcome.kind == "lost"
    else:
        assert 0 <= outcome.start < outcome.end <= len(text)
