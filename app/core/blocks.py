"""A reading's safe HTML as numbered blocks and one canonical plain text.

The canonical text is the text content of the blocks joined by one newline, and offsets are code
points in it. White space is settled once, here: a run is one space, a line break or the edge of
an inner paragraph or cell is one newline; so the text of the HTML *is* the canonical text.

    >>> document = read_blocks("<p>One  <em>two</em></p><ul><li>three</li></ul>")
    >>> document.text
    'One two\\nthree'
    >>> [(block.number, block.kind, block.start) for block in document.blocks]
    [(1, 'paragraph', 0), (2, 'item', 8)]
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape as escape_attribute
from itertools import groupby

from app.core.markdown import render_reading
from app.core.markup import Closing, Opening, Text, Token, serialise, tokenise
from app.core.settling import FLOW, settle

_KINDS = {
    "p": "paragraph",
    "table": "table",
    "blockquote": "quotation",
    "figure": "figure",
    "dl": "definitions",
    "pre": "preformatted",
    "hr": "rule",
}
_LISTS = frozenset({"ul", "ol"})
IDENT_LENGTH = 8  # hexadecimal digits: a reading has hundreds of blocks, not millions


@dataclass(frozen=True, slots=True)
class Block:
    """One citable unit.

    `html` is the whole element, or for a list item its content. `opens` and `closes` are the
    tags of the list around the items, at its first and last. `start` is the block's offset in
    the document's text (code points); `section` counts the headings up to here.
    """

    ident: str
    kind: str
    number: int | None
    section: int
    html: str
    text: str
    start: int
    opens: str = ""
    closes: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Document:
    blocks: tuple[Block, ...]
    text: str


def read_markdown(source: str, language: str = "en") -> Document:
    """Render Markdown and read its blocks. The source is brought to NFC first."""
    return read_blocks(render_reading(unicodedata.normalize("NFC", source)), language)


def read_blocks(html: str, language: str = "en") -> Document:
    """Read the sanitiser's HTML. Text directly between elements counts as a paragraph."""
    found = [
        (piece, tokens, text)
        for piece in _pieces(list(tokenise(html)))
        for tokens in [settle(piece.tokens, language)]
        for text in ["".join(token.value for token in tokens if isinstance(token, Text))]
        if text or piece.kind in {"rule", "figure"}
    ]
    around = [None, *(piece.list for piece, _, _ in found), None]
    blocks: list[Block] = []
    seen: Counter[str] = Counter()
    number = section = start = 0
    for place, (piece, tokens, text) in enumerate(found):
        section += piece.kind == "heading"
        is_numbered = piece.kind not in {"heading", "rule"}
        number += is_numbered
        digest = sha256(f"{piece.kind}\n{text}".encode()).hexdigest()[:IDENT_LENGTH]
        seen[digest] += 1
        ident = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        before, inside, after = around[place : place + 3]
        blocks.append(
            Block(
                ident=ident,
                kind=piece.kind,
                number=number if is_numbered else None,
                section=section,
                html=serialise(tokens),
                text=text,
                start=start,
                opens=inside.opens if inside and inside is not before else "",
                closes=inside.closes if inside and inside is not after else "",
            )
        )
        start += len(text) + 1
    return Document(tuple(blocks), "\n".join(block.text for block in blocks))


@dataclass(frozen=True, slots=True, eq=False)
class _List:
    """The tags around a list's items; two lists are never the same."""

    opens: str
    closes: str


@dataclass(slots=True)
class _Piece:
    kind: str
    tokens: Sequence[Token]
    list: _List | None = None


def _pieces(tokens: Sequence[Token]) -> Iterator[_Piece]:
    for is_inline, elements in groupby(_elements(tokens), key=_is_inline):
        if is_inline:
            run = [token for element in elements for token in element]
            if any(not isinstance(token, Text) or token.value.strip() for token in run):
                yield _Piece(_inline_kind(run), [Opening("p", "<p>"), *run, Closing("p")])
        else:
            for element in elements:
                yield from _pieces_of(element)


def _pieces_of(element: Sequence[Token]) -> Iterator[_Piece]:
    first = element[0]
    if not isinstance(first, Opening):
        return
    if first.name in _LISTS:
        yield from _items(element, "item", _List(first.source, f"</{first.name}>"))
    elif first.name == "div" and first.has_class("footnote"):
        yield from _footnotes(element)
    elif first.name in {"div", "section"}:
        for piece in _pieces(element[1:-1]):
            piece.tokens = _within(first, piece.tokens)
            yield piece
    else:
        yield _Piece(_kind(first, element), element)


def _is_inline(element: Sequence[Token]) -> bool:
    return not any(isinstance(token, Opening) and token.name in FLOW for token in element)


def _kind(opening: Opening, element: Sequence[Token]) -> str:
    if opening.has_class("telegram"):
        return "telegram"
    if re.fullmatch("h[1-6]", opening.name):
        return "heading"
    if opening.name == "p":
        return _inline_kind(element)
    return _KINDS.get(opening.name, "paragraph")


def _inline_kind(element: Sequence[Token]) -> str:
    """A paragraph of nothing but an image is a figure."""
    has_image = any(isinstance(token, Opening) and token.name == "img" for token in element)
    has_text = any(isinstance(token, Text) and token.value.strip() for token in element)
    return "figure" if has_image and not has_text else "paragraph"


def _within(outer: Opening, tokens: Sequence[Token]) -> Sequence[Token]:
    """Keep what an element says of its content (language, direction, class) where the element
    itself is taken off."""
    kept = [
        f'{name}="{escape_attribute(value)}"'
        for name in ("lang", "dir", "class")
        if (value := outer.attribute(name))
    ]
    if not kept:
        return tokens
    return [Opening("div", f"<div {' '.join(kept)}>"), *tokens, Closing("div")]


def _items(element: Sequence[Token], kind: str, around: _List) -> Iterator[_Piece]:
    """Yield the items of a list; whatever else stands in it is an item too."""
    outer = element[0]
    for item in _elements(element[1:-1]):
        first = item[0]
        tokens = item
        if isinstance(first, Opening) and first.name == "li":
            tokens = _anchored(first, _within(first, item[1:-1]), kind)
        if any(not isinstance(token, Text) or token.value.strip() for token in item):
            inner = _within(outer, tokens) if isinstance(outer, Opening) else tokens
            yield _Piece(kind, inner, around)


def _anchored(item: Opening, tokens: Sequence[Token], kind: str) -> Sequence[Token]:
    """Give a footnote's anchor to its content: the template owns the list item."""
    if kind != "footnote":
        return tokens
    anchor = escape_attribute(item.attribute("id") or "")
    return [Opening("div", f'<div id="{anchor}">'), *tokens, Closing("div")]


def _footnotes(element: Sequence[Token]) -> Iterator[_Piece]:
    for inner in _elements(element[1:-1]):
        first = inner[0]
        if isinstance(first, Opening) and first.name == "ol":
            yield from _items(inner, "footnote", _List('<ol class="footnotes">', "</ol>"))
        elif not (isinstance(first, Opening) and first.name == "hr"):
            yield from _pieces(inner)


def _elements(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Cut a run of tokens into its top-level elements and texts."""
    depth = begin = 0
    for index, token in enumerate(tokens):
        if isinstance(token, Opening) and not token.is_void:
            depth += 1
        elif isinstance(token, Closing):
            depth -= 1
        if depth == 0:
            yield tokens[begin : index + 1]
            begin = index + 1
