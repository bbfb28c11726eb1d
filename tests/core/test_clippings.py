"""Newspapers' texts: cases in tests/cases/clippings, then laws over any text."""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.blocks import read_markdown
from app.core.clippings import read_clipping
from app.core.clippings.escaping import escaped
from app.core.importing import FACTS, Converted, Form, Prepared
from tests.core.clippings import CASES, STOCK, converted, filled

LINES = st.sampled_from(
    [
        *STOCK.values(),
        *(line for case in CASES for line in case["text"].splitlines()),
        "",
        "",
        "* * *",
        "Third ferry this month runs aground",
        "  indented and without a stop",
        "a\tb\tc",
    ]
)
PAGES = st.lists(LINES, max_size=40).map("\n".join)
ANYTHING = st.text(max_size=400) | PAGES


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_a_clipping_is_read(case: dict[str, Any]) -> None:
    found = read_clipping(converted(case))
    for name, value in case.get("facts", {}).items():
        fact = found.facts.get(name)
        assert (str(fact.value) if fact else None) == (str(value) if value else None), name
    for name, words in case.get("basis", {}).items():
        assert words in found.facts[name].basis
    expected = case.get("removals", {})
    assert [removal.line for removal in found.removals] == sorted(expected), found.removals
    for removal in found.removals:
        assert expected[removal.line] in removal.reason
    for words in case.get("told", []):
        assert words.casefold() in "\n".join(found.told).casefold()
    if "markdown" in case:
        assert found.markdown == filled(case["markdown"]).strip("\n")


def test_there_is_a_case_for_every_trap() -> None:
    assert len(CASES) >= 100
    assert len({case["rule"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_every_fact_says_what_it_rests_on(case: dict[str, Any]) -> None:
    facts = read_clipping(converted(case)).facts
    assert set(facts) <= set(FACTS)
    assert all(fact.value and fact.basis for fact in facts.values())
    assert all(fact.is_guessed or name in case.get("given", {}) for name, fact in facts.items())


@given(ANYTHING)
@example("By Ada Lam\n\nBy Ada Lam")
@example("\ud800\n\nA lone surrogate.")
def test_a_removal_names_its_line_and_its_place(text: str) -> None:
    found = read_clipping(Converted("card.txt", Form.PLAIN, text))
    lines = re.split(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text)
    rows = found.markdown.split("\n")
    for removal in found.removals:
        begins = words(removal.text)[:3]
        assert words(_from(lines, removal.line - 1))[: len(begins)] == begins
        assert rows[removal.place - 1].strip()
        assert removal.place == 1 or not rows[removal.place - 2]


@given(ANYTHING)
@example("0\n\n0\n0\n0㐀0㐀0\n\na")  # rows, after which a line seems to go on
def test_no_word_is_lost(text: str) -> None:
    """Each is in the text, or was taken out of it and told."""
    found = read_clipping(Converted("card.txt", Form.PLAIN, text))
    shown = read_markdown(found.markdown).text
    told = [line.split("“", 1)[1][:-1] for line in found.told if " taken out of the text: " in line]
    assert signs(text) == signs(shown + "".join(told))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"]), min_size=1, max_size=60))
@example("1. a")
@example("= b")
@example("&amp; &#42; <b> ![x](y) [^1]: z {: .c } ~~~ | --- | `x` http://a.b/c_d_")
@example("[" * 600)
def test_markdown_shows_the_characters_that_came(text: str) -> None:
    line = " ".join(unicodedata.normalize("NFC", text).split())
    assert read_markdown(escaped(line)).text == line


@given(PAGES)
def test_what_was_cleaned_is_clean(text: str) -> None:
    """Without what was proposed, the text that comes out asks for no more joining."""
    found = read_clipping(Converted("card.txt", Form.PLAIN, text))
    rows = found.markdown.split("\n\n")
    again = read_clipping(Converted("card.md", Form.MARKDOWN, "\n\n".join(rows)))
    assert again.markdown == found.markdown or again.markdown == "\n\n".join(rows[1:])


@pytest.mark.parametrize(
    "line",
    [
        *(
            "word " * 30,
            "(",
            "[",
            "By A B ",
            "© ",
            "1.",
            "a-",
            "图",
            "Read more: ",
            "www. / ",
            "\t",
        ),
        *("Photo: ", "> a ", "A, ", "“", "AP ", "12 May ", "and ", "  ", "Lam in Beijing and "),
    ],
)
@pytest.mark.parametrize("joint", ["", "\n", "\n\n"])
def test_work_grows_with_the_text_and_not_faster(line: str, joint: str) -> None:
    once, twice = (
        work(lambda size=size: read(joint.join([line] * size)))  # type: ignore[misc]
        for size in (300, 600)
    )
    assert twice < 3 * once + 20_000


def read(text: str) -> Prepared:
    return read_clipping(Converted("card.txt", Form.PLAIN, text))


def work(act: Callable[[], object]) -> int:
    """How many lines of Python are run."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(before)
    return count


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def signs(text: str) -> Counter[str]:
    """Letters and digits: hyphens at a line's end and marks of lists may go."""
    return Counter(sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum())


def _from(lines: list[str], start: int) -> str:
    return " ".join(lines[start : start + 8])
