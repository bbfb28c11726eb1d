"""Blocks and the canonical text: laws over any document, judged by an independent parser."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.blocks import Document, read_blocks, read_markdown
from app.core.markup import Text, tokenise
from tests.core.text import as_a_browser_has_it, documents, sources, text_content


@given(documents)
def test_the_text_of_the_html_is_the_canonical_text(document: Document) -> None:
    for block in document.blocks:
        assert text_content(block.html) == block.text


@given(documents)
def test_the_text_is_its_blocks_joined_by_newlines(document: Document) -> None:
    assert document.text == "\n".join(block.text for block in document.blocks)
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text


@given(documents)
def test_a_browser_builds_the_very_elements_of_a_block(document: Document) -> None:
    for block in document.blocks:
        assert as_a_browser_has_it(block.html) == block.html.replace("&nbsp;", "\xa0")


@given(documents)
def test_lists_open_and_close_around_their_items(document: Document) -> None:
    opened = ""
    for block in document.blocks:
        if block.opens:
            assert not opened
            opened = re.findall("[a-z]+", block.opens)[0]
        assert bool(opened) == (block.kind in {"item", "footnote"})
        if block.closes:
            assert block.closes == f"</{opened}>"
            opened = ""
    assert not opened


@given(documents)
def test_numbers_and_sections_count_up(document: Document) -> None:
    numbers = [block.number for block in document.blocks if block.number]
    assert numbers == list(range(1, len(numbers) + 1))
    sections = [block.section for block in document.blocks]
    assert sections == sorted(sections)


@given(documents)
def test_every_text_is_in_composed_form(document: Document) -> None:
    for block in document.blocks:
        for token in tokenise(block.html):
            if isinstance(token, Text):
                assert unicodedata.is_normalized("NFC", token.value)


@given(documents)
def test_white_space_is_settled(document: Document) -> None:
    for block in document.blocks:
        if "<pre" in block.html or block.kind == "telegram":
            continue
        assert not re.search(r"[\t\r\f]|  |\n | \n", block.text)
        assert not re.search(r"^[ \n]|[ \n\xa0]$", block.text)


@given(sources)
def test_nothing_is_in_the_html_that_is_not_in_the_text(source: str) -> None:
    """Each block read again is itself: the reader finds nothing new in what it wrote."""
    for block in read_markdown(source).blocks:
        if block.kind in {"item", "footnote", "figure", "rule"}:
            continue
        assert read_blocks(block.html).text == block.text


@given(st.lists(documents, min_size=1, max_size=3))
def test_ids_are_unique(parts: list[Document]) -> None:
    html = "".join(block.opens + block.html + block.closes for d in parts for block in d.blocks)
    idents = [block.ident for block in read_blocks(html).blocks]
    assert len(set(idents)) == len(idents)


@given(st.lists(st.text("abcdef", min_size=3), min_size=2, max_size=8, unique=True), st.data())
def test_an_edit_leaves_the_ids_of_other_blocks(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    edited = [*words[:place], "<b>edited</b> words, and", "a new block", *words[place + 1 :]]
    before = [block.ident for block in read_markdown("\n\n".join(words)).blocks]
    after = [block.ident for block in read_markdown("\n\n".join(edited)).blocks]
    assert after[:place] == before[:place]
    assert after[place + 2 :] == before[place + 1 :]


def test_an_empty_first_or_last_item_takes_no_tag_of_its_list_away() -> None:
    blocks = read_blocks("<ul><li></li><li>a</li><li>b</li><li> </li></ul>").blocks
    assert [(block.opens, block.text, block.closes) for block in blocks] == [
        ("<ul>", "a", ""),
        ("", "b", "</ul>"),
    ]


def test_what_stands_loose_in_a_list_is_kept() -> None:
    assert read_blocks("<ul>loose<li>item</li><p>paragraph</p></ul>").text == (
        "loose\nitem\nparagraph"
    )


def test_a_run_of_text_and_inline_elements_is_one_paragraph() -> None:
    assert [
        (block.kind, block.html) for block in read_blocks("one <em>two</em> three<hr>four").blocks
    ] == [
        ("paragraph", "<p>one <em>two</em> three</p>"),
        ("rule", "<hr>"),
        ("paragraph", "<p>four</p>"),
    ]


def test_what_a_wrapper_says_of_its_content_stays_with_it() -> None:
    [block] = read_blocks('<div class="no-gloss" lang="ja"><p>漢字</p></div>').blocks
    assert block.html == '<div lang="ja" class="no-gloss"><p>漢字</p></div>'
    [item] = read_blocks('<ul><li lang="ja">漢字</li></ul>').blocks
    assert item.html == '<div lang="ja">漢字</div>'


def test_a_list_in_a_footnote_moves_no_anchor() -> None:
    source = "a[^1] b[^2]\n\n[^1]: one\n\n    - x\n    - y\n\n[^2]: two\n"
    notes = [block for block in read_markdown(source).blocks if block.kind == "footnote"]
    assert [re.findall('id="([^"]*)"', note.html) for note in notes] == [["fn-1"], ["fn-2"]]


def test_a_footnote_shows_its_number_whatever_its_label() -> None:
    html = "".join(
        block.html
        for block in read_markdown("a[^law] b[^2] c[^law]\n\n[^law]: x\n[^2]: y\n").blocks
    )
    assert re.findall('class="(.*?)" href="(.*?)" data-number="(.*?)"', html) == [
        ("footnote-ref", "#fn-law", "1"),
        ("footnote-ref", "#fn-2", "2"),
        ("footnote-ref", "#fn-law", "1"),
        ("footnote-backref", "#fnref-law", "1"),
        ("footnote-backref", "#fnref2-law", "1"),
        ("footnote-backref", "#fnref-2", "2"),
    ]


def test_an_image_by_itself_is_a_figure_and_kept() -> None:
    blocks = read_markdown("before\n\n![A card](/static/card.png)\n\nafter").blocks
    assert [block.kind for block in blocks] == ["paragraph", "figure", "paragraph"]
    assert "<img" in blocks[1].html


def test_letters_and_marks_that_entities_bring_are_composed() -> None:
    assert read_markdown("caf&#101;&#769;").text == "café"


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote>" + "<div></div>" * 20_000 + "x</blockquote>",
        "<p>" + "<br>" * 20_000 + "x</p>",
        "<p>" + "<b> </b>" * 20_000 + "x</p>",
        "<table><tbody>" + "<tr><td>x</td></tr>" * 10_000 + "</tbody></table>",
        "<p>" + "户a" * 50_000 + "</p>",
    ],
    ids=lambda html: html[:20],
)
def test_a_long_document_is_read_in_time(html: str) -> None:
    began = time.process_time()
    read_blocks(html)
    assert time.process_time() - began < 5  # seconds; quadratic would be minutes
