"""Layers and marks over a block: cases in tests/cases/overlay.yml, then laws over any text."""

import re
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from app.core.blocks import Block, read_blocks, read_markdown
from app.core.coverage import Run, drawn_runs
from app.core.markup import plain_text
from app.core.overlay import Note, Span, Term, lift, overlay, without_overlaps
from tests.core.text import (
    Character,
    Mark,
    as_a_browser_has_it,
    characters,
    documents,
    runs_over,
    spans_over,
    text_content,
)

CASES = YAML(typ="safe").load(Path(__file__).parents[1] / "cases" / "overlay.yml")
NO_TEXT = {"dl", "ol", "table", "tbody", "tfoot", "thead", "tr", "ul"}
Laid = tuple[Block, list[Span], list[Mark], str]


@st.composite
def laid(draw: st.DrawFn) -> list[Laid]:
    """Every block of a document, with spans of the whole document laid over it."""
    document = draw(documents)
    spans, marks = draw(spans_over(document))
    return [
        (block, spans, marks, overlay(block.html, spans, block.start)) for block in document.blocks
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_the_overlay(case: dict[str, Any]) -> None:
    found = [read_span(name, words, case["html"]) for name, words in case["spans"].items()]
    spans = [span for span in found if not isinstance(span, tuple)]
    runs = runs_over([mark for mark in found if isinstance(mark, tuple)])
    assert overlay(case["html"], [*spans, *runs]) == in_full(case["laid"])


@given(laid())
def test_lifting_gives_back_the_block_byte_for_byte(blocks: list[Laid]) -> None:
    for block, _, _, html in blocks:
        assert lift(html) == block.html


@given(laid())
def test_the_text_is_the_same_under_layers_and_marks(blocks: list[Laid]) -> None:
    for block, _, _, html in blocks:
        assert text_content(html) == block.text


@given(laid())
def test_a_browser_builds_the_very_elements_that_were_laid(blocks: list[Laid]) -> None:
    """So nothing stands where HTML forbids it, and everything is closed in its order."""
    for _, _, _, html in blocks:
        assert as_a_browser_has_it(html) == html.replace("&nbsp;", "\xa0")


@given(laid())
def test_each_character_stands_in_just_what_covers_it(blocks: list[Laid]) -> None:
    for block, spans, marks, html in blocks:
        for offset, found in enumerate(characters(html), block.start):
            if not found.value.strip() and found.parents[-1:] and found.parents[-1] in NO_TEXT:
                assert (found.count, found.notes) == (0, frozenset())
                continue
            over = [mark for mark in marks if mark[0] <= offset < mark[1]]
            assert found.count == len(over)
            assert ("mine" in found.kinds) == any(is_mine for _, _, is_mine, _ in over)
            assert ("staff" in found.kinds) == any(is_staff for *_, is_staff in over)
            assert found.notes == notes_over(spans, offset)
            assert found.term == term_over(spans, offset, found)


@given(laid())
def test_no_mark_lies_in_a_mark(blocks: list[Laid]) -> None:
    for _, _, _, html in blocks:
        for found in characters(html):
            assert found.parents.count("mark") <= 1
            assert found.parents.count("term") <= 1


@given(laid())
def test_an_occurrence_has_its_id_once(blocks: list[Laid]) -> None:
    for _, _, _, html in blocks:
        ids = re.findall(r'id="(occurrence-\d+)"', html)
        assert len(ids) == len(set(ids))


@given(laid())
def test_the_order_of_the_spans_is_nothing_but_the_order_of_ids(blocks: list[Laid]) -> None:
    for block, spans, _, html in blocks:
        other = overlay(block.html, list(reversed(spans)), block.start)
        assert characters(other) == characters(html)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_of_terms_that_overlap_the_leftmost_then_longest_stays(
    pairs: list[tuple[int, int]],
) -> None:
    terms = [
        Term(start, end, n, "t", "l", "/") for n, (start, end) in enumerate(pairs) if start < end
    ]
    kept = without_overlaps(terms)
    for one, other in pairwise(kept):
        assert one.end <= other.start
    for term in terms:
        assert any(
            (other.start, -other.end) <= (term.start, -term.end) and other.end > term.start
            for other in kept
        )


def test_an_overlay_costs_by_its_boundaries_not_by_its_marks() -> None:
    sentence = "A residence permit is renewed each year, and costs money to hold. "
    document = read_blocks("".join(f"<p>{sentence * 8}</p>" for _ in range(200)))
    assert len(document.text) > 100_000
    block = document.blocks[7]
    starts = [block.start + 66 * (number % 8) for number in range(5_000)]
    began = time.process_time()
    runs = drawn_runs((starts, [start + 60 for start in starts]))
    html = overlay(block.html, runs, block.start)
    assert time.process_time() - began < 0.5  # seconds; some 10 ms on a quiet machine
    assert html.count("<mark") == 8


def test_an_overlay_takes_time_by_the_length_of_the_text() -> None:
    """Many terms and marks in one block: looking at all of them for each text would be minutes."""
    html = "<p>" + "a <b>permit</b> " * 10_000 + "</p>"
    [block] = read_markdown(html).blocks
    spans: list[Span] = []
    for place in range(10_000):
        start = place * 9
        spans += [
            Term(start + 2, start + 8, place, "permit", "layer", "/"),
            Note(start, start + 8, place),
            Run(start + 1, start + 5, 1),
        ]
    began = time.process_time()
    assert lift(overlay(block.html, spans)) == block.html
    assert time.process_time() - began < 5


def notes_over(spans: list[Span], offset: int) -> frozenset[int]:
    """The ids of the notes over a character, by looking at all."""
    return frozenset(
        span.note for span in spans if isinstance(span, Note) and span.start <= offset < span.end
    )


def term_over(spans: list[Span], offset: int, found: Character) -> str | None:
    if "a" in found.parents:
        return None  # no link within a link
    for span in spans:
        if isinstance(span, Term) and span.start <= offset < span.end:
            return span.term
    return None


def read_span(name: str, words: str, html: str) -> Term | Note | Mark:
    *kind, number = name.split()
    start, end = words.index("«"), words.index("»") - 1
    assert words.replace("«", "").replace("»", "") == plain_text(html)
    if kind == ["term"]:
        return Term(start, end, int(number), "permit", "household", "/card")
    if kind == ["note"]:
        return Note(start, end, int(number))
    return start, end, kind[0] == "my", kind[0] == "staff"


def in_full(short: str) -> str:
    """Write the links of terms out."""
    link = r'<a class="term" \1 href="/card" data-term="permit" data-layer="household">'
    short = re.sub(r"\{(\d+) ", r'{id="occurrence-\1" ', short)
    short = re.sub(r"\{\d+\+ ", '{tabindex="-1" ', short)
    return re.sub(r'\{(\S+="\S+") ', link, short).replace("}", "</a>")
