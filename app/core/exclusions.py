"""Where no term is marked: headings, links, code, and whatever is written inside `.no-gloss`.

>>> excluded("paragraph", "<p>a hukou, <code>hukou</code></p>")
[(9, 14)]
>>> excluded("heading", "<h2>The hukou</h2>")
[(0, 9)]
"""

from app.core.markup import Closing, Opening, Text, plain_text, tokenise

_ELEMENTS = frozenset({"a", "code", "kbd", "pre", "samp"})


def excluded(kind: str, html: str) -> list[tuple[int, int]]:
    """The spans of a block in which no form counts, in code points of the block's text."""
    if kind == "heading":
        return [(0, len(plain_text(html)))]
    spans: list[tuple[int, int]] = []
    shut: list[bool] = []  # for each open element: does it keep terms out?
    at = 0
    for token in tokenise(html):
        if isinstance(token, Text):
            if any(shut):
                spans.append((at, at + len(token.value)))
            at += len(token.value)
        elif isinstance(token, Closing):
            shut.pop()
        elif not token.is_void:
            shut.append(_keeps_out(token))
    return spans


def _keeps_out(tag: Opening) -> bool:
    return tag.name in _ELEMENTS or tag.has_class("no-gloss")
