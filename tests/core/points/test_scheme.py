"""A table of what counts becomes a points system, and nothing in it is guessed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.importing import Converted, Form
from app.core.kinds import prepare
from app.core.points.scheme import scheme_of
from app.core.points.system import PointsSystem

TABLE = """\
# The port counts

| Group | What counts | Points |
| --- | --- | --- |
| Learning | A degree | 20 |
| Learning | A certificate | 7.5 |
| Conduct | A fine | −5 each time |
| Room | One's own | +10 a year |
| Age | Under 45 | see below |
"""
CHINESE = """\
| 项目 | 分值 |
|---|---|
| 学历 | 60 |
| 社保 | 每年3分 |
| 罚款 | -10/次 |
"""


def items(markdown: str) -> list[tuple[str, Any, Any]]:
    found = scheme_of(markdown, "a-rule", "The port")
    assert found is not None
    return [(item["for"], item["points"], item.get("per")) for item in found["items"]]


def test_each_row_is_an_item_in_its_own_words() -> None:
    assert items(TABLE) == [
        ("Learning: A degree", 20, None),
        ("Learning: A certificate", 7.5, None),
        ("Conduct: A fine", -5, "event"),
        ("Room: One's own", 10, "year"),
        ("Age: Under 45", None, None),
    ]
    assert items(CHINESE) == [("学历", 60, None), ("社保", 3, "year"), ("罚款", -10, "event")]


def test_every_row_is_said_by_the_reading_and_can_be_added_up() -> None:
    found = scheme_of(TABLE, "a-rule", "The port")
    assert found is not None
    assert {(item["says"], item["reading"]) for item in found["items"]} == {("document", "a-rule")}
    assert PointsSystem.from_mapping(found).score({"item-1": 1, "item-4": 2}).total == 40


@pytest.mark.parametrize(
    "markdown",
    [
        "No table",
        "| a | b |\n|---|---|\n| x | 1 |\n| y | 2 |\n| z | 3 |",
        "| What | Points |\n|---|---|\n| x | 1 |\n| y | 2 |",
        "| What | Points |\n| x | 1 |\n| y | 2 |\n| z | 3 |",
        "",
    ],
)
def test_what_is_no_table_of_points_gives_none(markdown: str) -> None:
    assert scheme_of(markdown, "a-rule", "The port") is None


def test_a_text_with_such_a_table_is_a_points_scheme_and_says_so() -> None:
    found = prepare(Converted("a.md", Form.MARKDOWN, TABLE))
    assert found.kind == "points scheme"
    assert found.details == {"items": 5}
    assert "| Learning | A degree | 20 |" in found.markdown
    assert any("5 items with points" in said for said in found.told)
    without = prepare(Converted("a.md", Form.MARKDOWN, "One\n\nTwo"), "points scheme")
    assert any("No table in it" in said for said in without.told)


CELLS = st.text("ab 1-9.|\\分", max_size=6)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=3), max_size=8))
def test_nothing_raises(rows: list[list[str]]) -> None:
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    scheme_of(f"| What | Points |\n|---|---|\n{table}", "a-rule", "The port")
    prepare(Converted("a.md", Form.MARKDOWN, table), "points scheme")
