"""HTML becomes Markdown that reads the same."""

import re
from contextlib import suppress
from html import escape
from pathlib import Path
from time import process_time
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from selectolax.lexbor import LexborHTMLParser

from app.core.blocks import read_markdown
from app.core.importing import Picture
from app.core.markdown import Tangled, render_reading
from app.services.converting import Unreadable
from app.services.converting.marked import Marked, marked
from app.services.converting.marked.cleaning import DEEPEST
from app.services.converting.pictures import NoPicture

CASES = YAML(typ="safe").load(Path("tests/cases/imports/marked.yml").read_text(encoding="utf-8"))
MAP = Picture("ab" * 32, b"", "image/webp", 60, 40)


def load(source: str) -> Picture | None:
    if source == "large.png":
        raise NoPicture("larger than 40 million pixels")
    return MAP if source == "map.png" else None


def words_of(text: str) -> list[str]:
    return normalize("NFC", text).split()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])
def test_what_is_said_stays_as_markdown(case: dict[str, Any]) -> None:
    found = marked(case["html"], load)
    assert found.markdown == case["markdown"]
    assert list(found.told) == case.get("told", [])


@given(st.lists(st.text(st.characters(exclude_categories=["C"]), min_size=1), min_size=1))
@settings(max_examples=300, deadline=None)
def test_any_text_reads_the_same_as_text(pieces: list[str]) -> None:
    html = "".join(
        f"<{tag}>{escape(piece)}</{tag}>"
        for piece, tag in zip(pieces, ["p", "h2", "blockquote", "p"] * len(pieces), strict=False)
    )
    read = read_markdown(marked(html, load).markdown, "en").text
    assert words_of(read) == words_of("\n".join(pieces))


PIECES = (
    "a b 1. * _ [ ] ( ) < > # - | \\ ` { } & ! : = + ~ 中文".split()
    + "http://x.org 2000 --- === [a]: ///Notes".split()
)
WORDS = st.lists(st.sampled_from([*PIECES, " ", "\n"]), max_size=6).map("".join).map(escape)
TAGS = (
    "p div b em i strong a sup q code ul ol li dl dt dd table tr td th h1 h2 h4 blockquote pre br"
    " span section figure x-box".split()
)
TREES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, said, parts: f"<{tag}{said}>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(["", " lang='zh'", " dir='rtl'", " href='http://a.b/'", " type=a value=4"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)


@given(TREES)
@example("<p>[a]: http://x.org</p><p>after</p>")
@example("<p>See!<a href='http://a.b/'>this [one</a></p>")
@example("<ul><li><p>one</p><p>two</p><li>three</ul>")
@example("<ul><li><h2>Head</h2></ul><dl><dd>no term</dl><table><tr><td>a<h3>b</h3><td>|\\|</table>")
@example("<b>a</b><i>b</i><b>c <b>d</b></b><p><table><tr><td>x</table>y")
@example("<div># no<div>- no</div>+ no</div><dl><dt># no<dd>- no</dl><x-box>1. no</x-box>")
@settings(max_examples=400, deadline=None)
def test_any_page_reads_the_same_character_by_character(html: str) -> None:
    root = LexborHTMLParser(html).root
    said = root.text() if root is not None else ""
    read = read_markdown(marked(html, load).markdown).text
    assert re.sub(r"[\s“”]", "", read) == re.sub(r"\s", "", normalize("NFC", said))


def test_a_page_nested_as_no_document_is_gets_refused() -> None:
    for tag in ("div", "blockquote", "b", "ul><li"):
        with pytest.raises(Unreadable, match="nested more than"):
            marked(f"<{tag}>" * (DEEPEST + 5) + "a", load)
        with pytest.raises(Unreadable, match="nested more than"):
            marked(f"<{tag}>" * 4_000 + "a", load)


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>" * 40 + "a",
        "<p>" + "[" * 100_000,
        "<b>a</b>" * 20_000,
        "<p>" + "*_" * 50_000,
        "<sup><a href='#n'>1</a></sup>" * 2_000 + "<p id=n>1. a</p>",
        "<a href='#" + "n" * 100_000 + "'>1</a>",
        "<li>" * 3_000,
        "<p>" + "\\*" * 4_000,
    ],
    ids=range(8),
)
def test_a_hostile_page_takes_no_longer_than_its_length(html: str) -> None:
    began = process_time()
    try:
        found: Marked | None = marked(html, load)
    except Unreadable:
        found = None
    assert process_time() - began < 20
    if found is not None:
        with suppress(Tangled):
            render_reading(found.markdown)
    assert process_time() - began < 30
