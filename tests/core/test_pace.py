"""How densely terms are marked for one reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.limits import LIMITS, Limit
from app.core.pace import KNOWN, Pace, holding, is_met, limit_in, read_weeks

limits = st.sampled_from(LIMITS)
weeks = st.integers(1, 99)


def test_the_reader_s_own_limit_comes_before_the_week_s_the_course_s_and_the_layer_s() -> None:
    by_week = {"2": "every"}
    assert holding("course", by_week, 3, "section", "reading") == "course"
    assert holding(None, by_week, 3, "section", "reading") == "every"
    assert holding(None, by_week, 1, "section", "reading") == "section"
    assert holding(None, by_week, None, None, "reading") == "reading"


@given(st.dictionaries(weeks.map(str), limits), weeks)
def test_the_latest_week_that_is_not_after_the_reading_s_decides(
    by_week: dict[str, Limit], week: int
) -> None:
    begun = [int(begins) for begins in by_week if int(begins) <= week]
    expected = by_week[str(max(begun))] if begun else None
    assert limit_in(by_week, week) == expected


@pytest.mark.parametrize(
    ("met", "week", "remind_after", "expected"),
    [
        ([], 5, None, False),
        ([1], 5, None, True),
        ([1], 5, 4, False),
        ([1, 2], 5, 4, True),
        ([2, None], 9, 4, True),  # nobody can say how long ago
        ([1], None, 4, True),
    ],
)
def test_what_was_met_is_marked_again_some_weeks_after_the_last_meeting(
    met: list[int | None], week: int | None, remind_after: int | None, expected: bool
) -> None:
    assert is_met(met, week, remind_after) is expected


@given(st.dictionaries(st.from_regex(r"[a-z0-9-]{1,9}", fullmatch=True), limits), st.booleans())
def test_a_pace_is_read_as_it_was_written(chosen: dict[str, Limit], shows_known: bool) -> None:
    pace = Pace(chosen, shows_known)
    assert Pace.from_mapping(pace.to_mapping()) == pace


def test_what_is_no_limit_is_not_read() -> None:
    stored = {"codes": "often", "household": "every", "x": 3, KNOWN: "yes"}
    assert Pace.from_mapping(stored) == Pace({"household": "every"})


def test_weeks_are_read_in_order_and_empty_rows_left_out() -> None:
    assert read_weeks([("10", "course"), ("", ""), (" 2 ", "every")]) == (
        {"2": "every", "10": "course"},
        {},
    )


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (("0", "every"), "A week is a number from 1 to 99."),
        (("100", "every"), "A week is a number from 1 to 99."),
        (("²", "every"), "A week is a number from 1 to 99."),
        (("-1", "every"), "A week is a number from 1 to 99."),
        (("", "every"), "A week is a number from 1 to 99."),
        (("9" * 5000, "every"), "A week is a number from 1 to 99."),
        (("3", ""), "Choose how often."),
        (("3", "often"), "Choose how often."),
        (("1", "every"), "Week 1 is there twice."),
    ],
)
def test_what_is_wrong_with_a_week_is_said_at_its_row(row: tuple[str, str], error: str) -> None:
    assert read_weeks([("1", "every"), row]) == ({"1": "every"}, {1: error})
