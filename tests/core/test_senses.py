"""Which sense holds, and by which rule."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.senses import Choice, Sense, choose

HUKOU = Sense(1, "scholar")
CARD = Sense(2, "regulation", valid_from="2016")
PERMIT = Sense(3, "embassy", valid_to="2013-06")
SENSES = [HUKOU, CARD, PERMIT]

years = st.integers(1950, 2030).map(str)
dates = st.one_of(
    years,
    st.builds("{}-{:02}".format, years, st.integers(1, 12)),
    st.builds("{}-{:02}-{:02}".format, years, st.integers(1, 12), st.integers(1, 28)),
)
voices = st.sampled_from(("scholar", "embassy", "regulation", "press"))
senses = st.lists(
    st.builds(Sense, st.integers(1, 9), voices, st.none() | dates, st.none() | dates),
    min_size=1,
    max_size=5,
    unique_by=lambda sense: sense.id,
)


@pytest.mark.parametrize(
    ("date", "voice", "expected"),
    [
        ("2007-04-13", "embassy", Choice(3, "voice")),
        ("2007-04-13", "regulation", Choice(1, "date")),
        ("2016-10-03", "regulation", Choice(2, "voice")),
        ("2016-10-03", "embassy", Choice(1, "date")),
        ("2014", "embassy", Choice(1, "date")),
    ],
)
def test_the_date_and_the_voice_of_the_document_choose(
    date: str, voice: str, expected: Choice
) -> None:
    assert choose(SENSES, date=date, voice=voice) == expected


def test_a_pin_outranks_the_reading_and_the_reading_outranks_the_date() -> None:
    about = partial(choose, SENSES, date="2007", voice="embassy", set_for_reading={2: "a gloss"})
    assert about() == Choice(2, "reading", "a gloss")
    assert about(pinned={1: "a slip"}) == Choice(1, "pinned", "a slip")


def test_a_pin_of_another_form_says_nothing_here() -> None:
    assert choose(SENSES, date="2007", voice="embassy", pinned={9: "elsewhere"}).rule == "voice"


def test_where_nothing_tells_senses_apart_the_first_holds_and_says_so() -> None:
    both = [Sense(1, "scholar"), Sense(2, "migrant")]
    assert choose(both, date="2007", voice="press") == Choice(1, "default")
    none_valid = [Sense(1, "scholar", "2010"), Sense(2, "migrant", "2011")]
    assert choose(none_valid, date="2007", voice="press") == Choice(1, "default")


@pytest.mark.parametrize(
    ("sense", "date", "holds"),
    [
        (Sense(1, "x"), "2007", True),
        (Sense(1, "x", "2014-07-24"), "2014", True),  # as far as both are precise
        (Sense(1, "x", "2014-07-24"), "2014-07", True),
        (Sense(1, "x", "2014-07-24"), "2014-07-23", False),
        (Sense(1, "x", None, "2013"), "2013-12-31", True),
        (Sense(1, "x", None, "2013-06"), "2013-07-01", False),
        (Sense(1, "x", "2000", "2010"), "2005-05", True),
        (Sense(1, "x", "2000", "2010"), "2011", False),
    ],
)
def test_a_sense_holds_within_its_dates(sense: Sense, date: str, holds: bool) -> None:
    assert sense.holds_at(date) is holds


@given(senses, dates, voices)
def test_a_sense_is_always_chosen_and_the_rule_is_true(
    candidates: list[Sense], date: str, voice: str
) -> None:
    choice = choose(candidates, date=date, voice=voice)
    [sense] = [sense for sense in candidates if sense.id == choice.sense]
    match choice.rule:
        case "only":
            assert candidates == [sense]
        case "voice":
            assert sense.voice == voice
            assert sense.holds_at(date)
        case "date":
            assert sense.holds_at(date)
            assert not all(other.holds_at(date) for other in candidates)
        case _:
            assert choice.rule == "default"
            assert sense == candidates[0]
