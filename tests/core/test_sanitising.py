"""Nothing that runs, nothing that loads from elsewhere, whatever was written."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from app.core.markdown import render_post, render_reading
from app.core.sanitising import sanitise_post, sanitise_reading
from tests.core.text import HOSTILE, sources

CASES = Path(__file__).parents[1] / "cases" / "markdown"
ALLOWED = {
    *"a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt".split(),
    *"em figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre q rp rt ruby s samp".split(),
    *"img section small span strong sub sup table tbody td tfoot th thead tr u ul var".split(),
}
ATTRIBUTES = {
    *"align alt class colspan dir height href id lang rel rowspan scope src start".split(),
    *"title value width".split(),
}
SCHEMES = re.compile(r"(https?|mailto):|[^:]*$|[^:]*[/?# ]")
hostile = st.lists(st.one_of(st.sampled_from(HOSTILE), sources), max_size=4).map("\n".join)


def assert_harmless(html: str) -> None:
    for node in LexborHTMLParser(f"<!doctype html><body><div>{html}</div>").css("body > div *"):
        assert node.tag in ALLOWED
        for name, value in node.attributes.items():
            assert name in ATTRIBUTES
            if name == "href":
                assert SCHEMES.match((value or "").strip().lower())
            if name == "src":
                assert re.match(r"/static/|/pictures/[0-9a-f]{64}$", value or "")
            if name == "id":
                assert (value or "").startswith("fn")
            if name == "class":
                assert not {"term", "noted"} & set((value or "").split())
    assert "<!--" not in html
    assert "<mark" not in html


@given(hostile)
def test_a_reading_holds_nothing_that_runs_or_loads(source: str) -> None:
    assert_harmless(sanitise_reading(source))
    assert_harmless(render_reading(source))


@given(hostile)
def test_a_post_holds_nothing_that_runs_or_loads(source: str) -> None:
    html = render_post(source)
    assert_harmless(html)
    assert_harmless(sanitise_post(source))
    for node in LexborHTMLParser(f"<!doctype html><body><div>{html}</div>").css("body > div *"):
        assert node.tag not in {"img", "table", "h1", "h2", "div", "section", "figure"}
        assert not {"id", "class", "title", "src"} & set(node.attributes)


@given(hostile)
def test_what_is_clean_stays_as_it_is(source: str) -> None:
    for sanitise in (sanitise_reading, sanitise_post):
        clean = sanitise(source)
        assert sanitise(clean) == clean


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java&#x0A;script:alert(1)",
        "&#106;avascript:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "blob:x",
    ],
)
def test_a_link_leads_to_a_page_or_nowhere(address: str) -> None:
    for sanitise in (sanitise_reading, sanitise_post):
        assert "href" not in sanitise(f'<p><a href="{address}">x</a></p>')
    for render in (render_reading, render_post):
        assert_harmless(render(f"[x]({address}) <{address}> ![x]({address})"))


@pytest.mark.parametrize(
    "source",
    [
        "https://elsewhere.example/a.png",
        "//elsewhere.example/a.png",
        "/courses",
        "data:,x",
        "a.png",
        "/pictures/" + "0" * 63,
        "/pictures/" + "0" * 65,
        "/pictures/" + "G" * 64,
        "/pictures/../courses/" + "0" * 64,
    ],
)
def test_an_image_is_our_own_file_or_no_image(source: str) -> None:
    assert "src" not in render_reading(f'<p><img src="{source}" alt="a card"> b</p>')
    assert "src" not in render_reading(f"![a card]({source}) b")


def test_a_picture_that_is_stored_with_a_reading_is_shown_in_its_size() -> None:
    digest = "0123456789abcdef" * 4
    html = render_reading(f'![a card](/pictures/{digest}){{: width="640" loading="lazy" }} b')
    assert f'src="/pictures/{digest}"' in html
    assert 'width="640"' in html


def test_links_give_nothing_of_ours_away() -> None:
    assert 'rel="noopener noreferrer"' in render_reading("[x](https://elsewhere.example)")
    assert 'rel="noopener noreferrer nofollow"' in render_post("[x](https://elsewhere.example)")


def test_no_source_can_forge_a_mark_or_a_term() -> None:
    html = render_reading('<mark data-annotations="1">a</mark> <a class="term" href="/x">b</a>')
    assert "mark" not in html
    assert "term" not in html


@pytest.mark.parametrize("source", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_markdown_becomes(source: Path) -> None:
    """Each pair in tests/cases/markdown: NAME.md becomes NAME.html; a post's begins with post-."""
    render = render_post if source.stem.startswith("post-") else render_reading
    expected = source.with_suffix(".html").read_text(encoding="utf-8")
    assert render(source.read_text(encoding="utf-8")) == expected.removesuffix("\n")
