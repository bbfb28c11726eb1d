"""Terms without a card: cases in tests/cases/uncovered.yml, then laws over any text."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from app.core.uncovered import MOST, uncovered

CASES = YAML(typ="safe").load(Path(__file__).parents[1] / "cases" / "uncovered.yml")
WORDS = st.sampled_from(
    "The NPC Ada Lam went to Portville . “ 「蓝卡」 of and Mr's\n I’s U.N. A-".split(" ")
)


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_what_no_card_covers_is_found(case: dict[str, Any]) -> None:
    found = uncovered(case["blocks"], case.get("covered", []))
    assert [f"{term.text} ({term.kind}) {term.count}" for term in found] == case["found"]


@given(st.lists(st.text(max_size=200) | st.lists(WORDS).map(" ".join), max_size=5))
def test_a_term_stands_where_it_says(blocks: list[str]) -> None:
    found = uncovered(blocks, [])
    for term in found:
        assert blocks[term.block][term.start : term.end] == term.text != ""
        assert term.count > 0
    assert uncovered(blocks, [term.text for term in found]) == []


def test_a_list_has_an_end() -> None:
    names = [f"They saw Ada Lam{'abcdefghij'[n % 10] * (n // 10 + 1)} there." for n in range(400)]
    assert len(uncovered(names, [])) == MOST
