"""Markdown that no honest text has is refused in words, in time."""

import time
from collections.abc import Callable

import pytest

from app.core.blocks import read_markdown
from app.core.markdown import Tangled, fault_of, render_post, render_reading
from app.core.sentences import sentences

N = 50_000
TANGLED = {
    "brackets": "[" * N,
    "images": "![" * N,
    "links": "[a](" * N,
    "tags": "<a " * N,
    "sections": "<![CDATA[" * N,
    "quotations": "> " * 2_000 + "x",
    "lists": "".join("    " * depth + "- x\n" for depth in range(200)),
    "both": "> - " * 2_000 + "x",
    "numbers": "- 1. " * 2_000 + "x",
    "quotations of HTML": "<blockquote>x " * 2_000,
    "lists of HTML": "<ul><li>x" * 2_000,
    "tables of HTML": "<table><tr><td>x" * 2_000,
    "wrappers": "<div>" * 2_000,
    "bold in bold": "<b>" * 2_000,
    "headings": "a\n=\n" * N,
    "rules": "---\n" * N,
}
LONG = {
    "stars": "*" * N,
    "stars and words": "*a " * N,
    "underscores": "a_" * N,
    "backquotes": "`" * N,
    "backslashes": "\\" * N,
    "ampersands": "&" * N,
    "entities": "&#" * N,
    "spaces": "a" + " " * N + "b",
    "marks": "a" + "\u0301" * N,
    "Han": "户" * N,
    "dots": "." * N,
    "dots and brackets": ".)" * N,
    "titles": "Mr. " * (N // 4),
    "a wide table": "|".join("a" * 2_000)
    + "\n"
    + "|".join("-" * 2_000)
    + "\n"
    + "|".join("b" * 2_000),
    "a long table": "a|b\n-|-\n" + "x|y\n" * 1_900,
    "paragraphs": "a\n\n" * 10_000,
    "brackets in a long paragraph": "[" * 500 + "a" * 19_500,
    "links in a long paragraph": "[a](" * 400 + "a" * 19_500,
}


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.parametrize("source", TANGLED.values(), ids=TANGLED)
def test_a_tangled_reading_is_refused_in_time(source: str) -> None:
    def refused() -> None:
        with pytest.raises(Tangled):
            render_reading(source)

    assert seconds(refused) < 5


@pytest.mark.parametrize("source", TANGLED.values(), ids=TANGLED)
def test_a_tangled_post_ends_in_time(source: str) -> None:
    assert seconds(lambda: fault_of(source[:20_000])) < 2  # as long as the forms take


@pytest.mark.parametrize("source", LONG.values(), ids=LONG)
def test_what_is_only_long_is_read_in_time(source: str) -> None:
    assert seconds(lambda: sentences(read_markdown(source).text)) < 5
    assert seconds(lambda: render_post(source[:20_000])) < 2


def test_a_post_of_tangled_paragraphs_is_refused_in_time() -> None:
    source = "\n\n".join(["[" * 499] * 40)
    assert seconds(lambda: fault_of(source)) < 0.5  # nobody may write meanwhile
    assert "brackets" in fault_of(source)


def test_the_refusal_says_what_to_change() -> None:
    assert "leave some out" in fault_of("[" * 600)
    with pytest.raises(Tangled, match="divide it"):
        render_reading("[" * 600)
    assert "simplify" in fault_of("> " * 200 + "x")
    assert fault_of("> > [a](b) **fine**") == ""


def test_what_an_honest_text_has_is_not_refused() -> None:
    notes = "".join(f"[^{number}]" for number in range(400))
    definitions = "".join(f"[^{number}]: see [it](/x)\n\n" for number in range(400))
    render_reading(f"{notes}\n\n{definitions}")


def test_a_paragraph_of_nothing_but_escapes_is_refused() -> None:
    with pytest.raises(Tangled, match="backslashes"):
        render_reading("\\*" * 40_000)
    render_reading("<table>" + "<tr><td>a &lt; b</td></tr>" * 1_000 + "</table>")
    render_post("> " * 10 + "a\n\n- b\n    - c\n        - d\n")


def test_a_link_may_be_long() -> None:
    words, address = "w" * 900, "https://example.org/" + "a" * 900
    assert f">{words}</a>" in render_post(f"[{words}]({address})")
