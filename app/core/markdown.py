"""Markdown to safe HTML: the only module that imports Python-Markdown.

>>> render_post("**户口** is *not* a permit")
'<p><strong>户口</strong> is <em>not</em> a permit</p>'

Its time grows with the square of what opens and is never closed, and its depth with the depth of
the source. So what no honest text has is refused, in words (`Tangled`), before it takes minutes.
"""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import LinkInlineProcessor

from app.core.markup import Closing, Opening, tokenise
from app.core.sanitising import sanitise_post, sanitise_reading

RENDERER_VERSION = 1  # stored beside rendered HTML; raise it when the output changes
MOST_BRACKETS = 500  # in one paragraph or post: more than a page of footnotes; under a second
MOST_ESCAPES = 30_000  # backslashes in one paragraph: two seconds
MOST_LINES = 2_000  # in one paragraph, or rows in one table
LONGEST_LINK = 2_000  # characters of its words and address; a bracket is not matched beyond
DEEPEST = 50  # elements in one another: a table in a list in a quotation, many times over
_ESCAPE = re.compile(r"\\[^\\\s]")
_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n")


class Tangled(ValueError):
    """The source is nested or bracketed as no text is. The message says what to change, `line`
    (from 1) in which paragraph, where that is known."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def render_reading(source: str) -> str:
    """Render a reading: tables, footnotes, attribute lists, definition lists, raw HTML that the
    sanitiser knows. Raises `Tangled`."""
    renderer = Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),  # the sanitiser keeps no style attribute
            FootnoteExtension(SEPARATOR="-"),
            "attr_list",
            "def_list",
            "sane_lists",
        ],
        output_format="html",
    )
    return _flat(sanitise_reading(_convert(renderer, source)))


@lru_cache(maxsize=32)  # a form is checked first, then written
def render_post(source: str) -> str:
    """Render what a reader or a curator wrote: a note, a reply, a card's body. Raises
    `Tangled`."""
    if source.count("[") > MOST_BRACKETS:
        raise Tangled(f"There are over {MOST_BRACKETS} opening brackets: leave some out.")
    renderer = Markdown(extensions=["sane_lists", "nl2br"], output_format="html")
    return _flat(sanitise_post(_convert(renderer, source)))


def fault_of(source: str) -> str:
    """Say what is wrong with a post, or nothing."""
    try:
        render_post(source)
    except Tangled as tangled:
        return str(tangled)
    return ""


def _convert(renderer: Markdown, source: str) -> str:
    line = 1
    for paragraph in _PARAGRAPH_BREAK.split(source):
        opened = max(paragraph.count("["), paragraph.count("<") - paragraph.count(">"))
        if opened > MOST_BRACKETS:
            raise Tangled(f"One paragraph has over {MOST_BRACKETS} brackets: divide it.", line)
        if len(_ESCAPE.findall(paragraph)) > MOST_ESCAPES:
            raise Tangled(f"One paragraph has over {MOST_ESCAPES:,} backslashes.", line)
        if paragraph.count("\n") > MOST_LINES:
            raise Tangled(f"One paragraph has over {MOST_LINES:,} lines: divide it.", line)
        line += paragraph.count("\n") + 2
    for pattern in renderer.inlinePatterns:
        if isinstance(pattern, LinkInlineProcessor):
            near = partial(_look_near, pattern.handleMatch)
            pattern.handleMatch = near  # type: ignore[method-assign] # this renderer's only
    try:
        return renderer.convert(source)
    except RecursionError:
        raise Tangled("Lists or quotations are nested too deep: simplify them.") from None


def _look_near(handle: Callable[..., Any], match: re.Match[str], paragraph: str) -> Any:
    """Look for the end of a link near its beginning, not in all of a long paragraph."""
    return handle(match, paragraph[: match.end() + LONGEST_LINK])


def _flat(html: str) -> str:
    depth = 0
    for token in tokenise(html):
        if isinstance(token, Opening) and not token.is_void:
            depth += 1
        elif isinstance(token, Closing):
            depth -= 1
        if depth > DEEPEST:
            raise Tangled(f"Something is nested more than {DEEPEST} deep: simplify it.")
    return html
