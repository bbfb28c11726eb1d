"""The teaching texts say what the documents behind them say.

Each reading has a list of facts in tests/cases/facts: what the fact is, and the words that carry
it in the reading's plain text. An editor who rewrites a text sees here which figure went missing.
"""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from app.core.blocks import read_markdown

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "tests" / "cases" / "facts").glob("*.yml"))
FEWEST_WORDS = 600  # shorter is a note, not something to assign for a seminar
MOST_WORDS = 1_200  # longer does not fit one sitting beside its layers

each_reading = pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)


@each_reading
def test_a_reading_carries_every_fact_of_its_list(case: Path) -> None:
    facts = load(case)["facts"]
    text = plain_text(case.stem)

    assert facts
    assert [fact["fact"] for fact in facts if fact["text"] not in text] == []


@each_reading
def test_a_list_of_facts_names_its_own_reading_and_no_fact_twice(case: Path) -> None:
    content = load(case)
    names = [fact["fact"] for fact in content["facts"]]

    assert content["reading"] == case.stem
    assert len(names) == len(set(names))


@each_reading
def test_a_teaching_text_fits_one_sitting(case: Path) -> None:
    assert FEWEST_WORDS <= len(plain_text(case.stem).split()) <= MOST_WORDS


def load(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return content


def plain_text(reading: str) -> str:
    source = (ROOT / "readings" / f"{reading}.md").read_text(encoding="utf-8")
    _, _, body = source.split("---\n", 2)
    return read_markdown(body).text
