"""Safe HTML as a flat list of tokens, and back, byte for byte.

It reads only what the sanitiser wrote: lower-case names, double-quoted attributes, no comments,
every element closed. For that, a tokeniser of one regular expression is exact, and the same
tokens written out again are the same bytes.

    >>> serialise(tokenise('<p>a &amp; <em>b</em></p>'))
    '<p>a &amp; <em>b</em></p>'
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

VOID = frozenset({"br", "col", "hr", "img"})
_TAG = re.compile(r'<(/?)([a-z][a-z0-9-]*)((?:[^">]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'([a-z][a-z0-9-]*)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as the reader sees them: entities resolved."""

    value: str


@dataclass(frozen=True, slots=True)
class Opening:
    """An opening or void tag, as it stood."""

    name: str
    source: str

    @property
    def is_void(self) -> bool:
        return self.name in VOID

    def attribute(self, name: str) -> str | None:
        found = dict(_ATTRIBUTE.findall(self.source)).get(name)
        return None if found is None else unescape(found)

    def has_class(self, name: str) -> bool:
        return name in (self.attribute("class") or "").split()


@dataclass(frozen=True, slots=True)
class Closing:
    name: str


Token = Text | Opening | Closing


def tokenise(html: str) -> Iterator[Token]:
    at = 0
    for tag in _TAG.finditer(html):
        if tag.start() > at:
            yield Text(unescape(html[at : tag.start()]))
        yield Closing(tag[2]) if tag[1] else Opening(tag[2], tag[0])
        at = tag.end()
    if at < len(html):
        yield Text(unescape(html[at:]))


def serialise(tokens: Iterable[Token]) -> str:
    return "".join(
        escape(token.value)
        if isinstance(token, Text)
        else token.source
        if isinstance(token, Opening)
        else f"</{token.name}>"
        for token in tokens
    )


def escape(text: str) -> str:
    """Escape text for an element's content. Quotes stay: this is not for attributes."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def plain_text(html: str) -> str:
    """Return the text of an element, as a browser's `textContent` gives it."""
    return "".join(token.value for token in tokenise(html) if isinstance(token, Text))
