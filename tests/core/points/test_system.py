"""Rules of points systems: the account adds up, stays on the scale, and every row has a voice."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.points.rows import Elsewhere, InReading
from tests.core.points.systems import SAYS, cards, item, items, scale, scales, system


@given(items=items, scale=scales(), counts=st.lists(st.integers(0, 9), min_size=8, max_size=8))
def test_a_score_is_the_sum_of_its_rows_and_stays_within_the_scale(
    items: list[dict[str, Any]], scale: dict[str, Any] | None, counts: list[int]
) -> None:
    made = system(items=items, scale=scale)
    chosen = {i["id"]: count for i, count in zip(items, counts, strict=False)}
    score = made.score(chosen)

    assert score.total == sum(row.points for row in score.rows)
    if made.scale:
        assert made.scale.minimum is None or score.within_scale >= made.scale.minimum
        assert made.scale.maximum is None or score.within_scale <= made.scale.maximum
        assert made.scale.clamp(score.within_scale) == score.within_scale
    asked = {id for id, count in chosen.items() if count}
    answered = [row.item.id for row in score.rows if row.item] + [i.id for i in score.unpriced]
    assert sorted(answered) == sorted(asked)


def test_half_points_add_up_exactly() -> None:
    rent = system(items=[item("rent", 0.1)])
    assert rent.score({"rent": 3}).total == Decimal("0.3")


def test_an_item_without_points_is_reported_and_adds_nothing() -> None:
    score = system(scale=scale(baseline=100), items=[item("blood", None)]).score({"blood": 1})
    assert [i.id for i in score.unpriced] == ["blood"]
    assert score.total == 100


def test_an_item_brings_or_costs_no_more_than_its_limit() -> None:
    made = system(items=[item("suburb", 5, at_most=20), item("fine", -5, at_most=20)])
    assert made.score({"suburb": 9}).total == 20
    assert made.score({"fine": 9}).total == -20


@pytest.mark.parametrize(
    ("chosen", "problem"),
    [
        ({"nothing": 1}, "nothing: no such item"),
        ({"tax": -1}, "tax: chosen -1 times"),
        ({"prize": 2}, "prize: counts once only"),
        ({"master": 2}, "master: counts once only"),
        ({"master": 1, "doctor": 1}, "doctor: master is chosen, and only one degree counts"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(chosen: dict[str, int], problem: str) -> None:
    made = system(
        items=[
            item("tax", 6),
            item("prize", 20, per="once"),
            item("master", 26, one_of="degree"),
            item("doctor", 37, one_of="degree"),
        ]
    )
    with pytest.raises(ValueError, match=problem):
        made.score(chosen)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ({"kind": "game"}, "points.kind: must be one of"),
        ({"city": ""}, "points.city: must be a text"),
        ({"colour": "red"}, "points.colour: is not a known field"),
        ({"items": {}}, "points.items: must be a list"),
        ({"items": ["tax"]}, r"points.items\[0\]: must be a mapping"),
        ({"items": [item("tax", 6), item("tax", 7)]}, "points.items: two items have the id tax"),
        ({"items": [item("tax", True)]}, r"points.items\[0\].points: must be a number"),
        ({"items": [item("tax", 6, at_most=-1)]}, r"points.items\[0\].at_most: must be above 0"),
        ({"items": [item("tax", 6, per="week")]}, r"points.items\[0\].per: must be one of"),
        ({"scale": scale(max="many")}, "points.scale.max: must be a number"),
        ({"scale": scale(min=10, max=1)}, "points.scale.baseline: min, baseline and max"),
        ({"scale": {"unit": "points"}}, "points.scale.says: is missing"),
        ({"bands": [{"name": "A", "from": 5, "to": 5, **SAYS}]}, r"points.bands\[0\].to: must be"),
        ({"perks": [{"what": "x", "says": "document"}]}, r"points.perks\[0\].reading: is missing"),
        ({"perks": [{"what": "x", "says": "other"}]}, r"points.perks\[0\].status: is missing"),
        (
            {"perks": [{"what": "x", "says": "other", "status": "verified"}]},
            r"points.perks\[0\].source: is missing",
        ),
        ({"perks": [{"what": "x", **SAYS, "status": "verified"}]}, r"points.perks\[0\].status"),
        (
            {"claims": [{"about": "x", "what": "y", "stands": {"who": "z"}, **SAYS}]},
            r"points.claims\[0\].stands.from: is missing",
        ),
        (
            {"claims": [{"about": "x", "what": "y", "case": {"tax": 1}, **SAYS}]},
            r"points.claims\[0\].case: tax: no such item",
        ),
        (
            {"claims": [{"about": "x", "what": "y", "case": {"tax": 0.5}, **SAYS}]},
            r"points.claims\[0\].case.tax: must be a whole number above 0",
        ),
        ({"tensions": [3]}, "points.tensions: must be a list of texts"),
    ],
)
def test_a_wrong_field_is_named(rows: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        system(**rows)


def test_the_border_of_two_bands_belongs_to_the_upper_one() -> None:
    made = system(
        bands=[
            {"name": "low", "from": None, "to": 550, **SAYS},
            {"name": "high", "from": 550, "to": None, **SAYS},
        ]
    )
    names = [band.name for n in (549, 550, 551) if (band := made.band_of(Decimal(n)))]
    assert names == ["low", "high", "high"]


def test_every_points_card_of_the_layer_can_be_read() -> None:
    assert len(cards()) == 9


def test_what_the_reading_says_of_osmanthus_stays_apart_from_what_others_say() -> None:
    osmanthus = cards()["osmanthus"]
    assert osmanthus.scale is not None
    assert osmanthus.scale.says == InReading("suzhou-osmanthus")
    assert osmanthus.scale.baseline == 100
    assert osmanthus.scale.minimum is None
    assert osmanthus.scale.maximum == 200
    voices = {type(claim.says) for claim in osmanthus.claims}
    assert voices == {InReading, Elsewhere}
