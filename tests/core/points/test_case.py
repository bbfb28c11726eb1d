"""A case: read from an address, worked out, and quoted with whoever says so."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.points import sheet_of
from app.core.points.case import LARGEST_COUNT, cite, read_case, work_out
from tests.core.points.systems import SAYS, cards, item, mapping, scale, system

MADE = system(
    items=[
        item("tax", 6, per="year"),
        item("prize", 20, per="once"),
        item("master", 26, one_of="degree"),
        item("doctor", 37, one_of="degree"),
    ]
)


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ([], {}),
        ([("tax", ""), ("one.degree", "")], {}),
        ([("tax", "0")], {}),
        ([("tax", " 3 "), ("prize", "1")], {"tax": 3, "prize": 1}),
        ([("one.degree", "doctor")], {"doctor": 1}),
        ([("doctor", "1")], {"doctor": 1}),
        ([("doctor", "1"), ("one.degree", "doctor")], {"doctor": 1}),
    ],
)
def test_a_case_is_read_as_an_address_or_a_form_says_it(
    asked: list[tuple[str, str]], chosen: dict[str, int]
) -> None:
    entry = read_case(MADE, asked)
    assert entry.errors == {}
    assert entry.chosen == chosen


@pytest.mark.parametrize(
    ("asked", "field", "problem"),
    [
        ([("tax", "-1")], "tax", "less than 0"),
        ([("tax", "many")], "tax", "“many” is no whole number"),
        ([("tax", "1.5")], "tax", "“1.5” is no whole number"),
        ([("tax", "²")], "tax", "no whole number"),
        ([("tax", "1000")], "tax", "At most 999"),
        ([("tax", "9" * 5000)], "tax", "At most 999"),
        ([("tax", "1"), ("tax", "2")], "tax", "twice"),
        ([("prize", "2")], "prize", "once only, not 2 times"),
        ([("one.degree", "tax")], "one.degree", "“tax” is not in the list"),
        ([("master", "1"), ("doctor", "1")], "one.degree", "not master and doctor"),
        ([("one.degree", "master"), ("one.degree", "doctor")], "one.degree", "Choose one"),
        ([("nothing", "1")], "", "“nothing”: no item"),
        ([(f"x{n}", "1") for n in range(500)], "", "“x0”, “x1”, “x2” and others"),
    ],
)
def test_what_cannot_be_read_is_an_error_at_its_field_and_the_rest_is_kept(
    asked: list[tuple[str, str]], field: str, problem: str
) -> None:
    other = ("prize", "1") if field != "prize" else ("tax", "4")
    entry = read_case(MADE, [*asked, other])
    assert list(entry.errors) == [field]
    assert problem in entry.errors[field]
    assert entry.entered[other[0]] == other[1]
    if field in ("tax", "prize"):
        assert entry.entered[field] == asked[0][1]


@given(
    st.lists(st.tuples(st.sampled_from(["tax", "prize", "one.degree", "doctor", "?"]), st.text()))
)
def test_whatever_is_asked_is_either_worked_out_or_explained(asked: list[tuple[str, str]]) -> None:
    entry = read_case(MADE, asked)
    case = work_out(MADE, entry.chosen)
    assert all(0 < count <= LARGEST_COUNT for count in case.chosen.values())


def test_a_case_read_again_from_its_own_address_is_the_same() -> None:
    chosen = {"tax": 3, "doctor": 1}
    again = read_case(MADE, [(id, str(count)) for id, count in chosen.items()])
    assert again.chosen == chosen
    assert not again.errors


def test_a_doctor_of_six_years_in_beijing_is_short_of_a_mark_that_nobody_checked() -> None:
    beijing = cards()["beijing-settlement"]
    case = work_out(beijing, {"doctorate": 1, "social-insurance": 6})
    assert case.stands == Decimal(55)
    assert [passing.short for passing in case.passings] == [None, Decimal("35.75")]
    assert {share.voice: share.points for share in case.shares} == {
        "document": Decimal(0),
        "elsewhere": Decimal(37),
        "nobody": Decimal(18),
    }
    assert cite(beijing, case, {}) == (
        "Beijing, settlement points: 55 points. +37, a doctorate (not the reading, but Beijing "
        "Today, “City published accumulated points plan for hukou”, 2016-08); +18, social "
        "insurance paid, 6 × +3 (unverified, no source named)."
    )


def test_where_nobody_gives_points_a_case_stands_nowhere() -> None:
    case = work_out(cards()["beijing-integrity"], {"blood": 1})
    assert case.stands is None
    assert case.band is None
    assert [item.id for item in case.score.unpriced] == ["blood"]


def test_a_score_beyond_the_scale_is_judged_by_its_end() -> None:
    made = system(
        scale=scale(baseline=100, max=200),
        items=[item("shift", 60)],
        thresholds=[{"opens": "a medal", "points": 210, **SAYS}],
    )
    case = work_out(made, {"shift": 2})
    assert (case.score.total, case.stands) == (Decimal(220), Decimal(200))
    assert case.passings[0].short == Decimal(10)


def test_an_example_that_a_reading_gives_is_ready_made_and_says_what_is_not_accounted_for() -> None:
    sheet = sheet_of(mapping("osmanthus"), [("volunteering", "1")])
    assert [claim.counts for claim in sheet.ready] == [{"volunteering": 1}]
    assert [(told.claim.stands.who, told.missing) for told in sheet.told if told.claim.stands] == [
        ("Lu Wenting", Decimal(23))
    ]


def test_a_citation_names_the_reading_by_its_title() -> None:
    case = work_out(MADE, {"doctor": 1})
    assert "according to “The rules”" in cite(MADE, case, {"rules": "The rules"})
