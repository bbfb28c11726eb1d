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

from app.core.markdown import render_reading
from app.core.markup import Closing, Opening, Text, Token, plain_text, serialise, tokenise

_FLOW = frozenset(
    "blockquote caption dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section "
    "table tbody td tfoot th thead tr ul".split()
)
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
_HAN = re.compile(
    "[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
)
_WHITE = re.compile("[ \t\n\r\f]+")
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
    blocks: list[Block] = []
    seen: Counter[str] = Counter()
    number = section = start = 0
    for piece in _pieces(list(tokenise(html))):
        tokens = _settle(piece.tokens, language)
        content = serialise(tokens)
        text = plain_text(content)
        if not text and piece.kind not in {"rule", "figure"}:
            continue
        section += piece.kind == "heading"
        is_numbered = piece.kind not in {"heading", "rule"}
        number += is_numbered
        digest = sha256(f"{piece.kind}\n{text}".encode()).hexdigest()[:IDENT_LENGTH]
        seen[digest] += 1
        ident = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        blocks.append(
            Block(
                ident=ident,
                kind=piece.kind,
                number=number if is_numbered else None,
                section=section,
                html=content,
                text=text,
                start=start,
                opens=piece.opens,
                closes=piece.closes,
            )
        )
        start += len(text) + 1
    return Document(tuple(blocks), "\n".join(block.text for block in blocks))


@dataclass(slots=True)
class _Piece:
    kind: str
    tokens: Sequence[Token]
    opens: str = ""
    closes: str = ""


def _pieces(tokens: Sequence[Token]) -> Iterator[_Piece]:
    for element in _elements(tokens):
        first = element[0]
        if isinstance(first, Text):
            if first.value.strip():
                yield _Piece("paragraph", [Opening("p", "<p>"), *element, Closing("p")])
        elif not isinstance(first, Opening):
            continue
        elif first.name in _LISTS:
            yield from _items(element, "item", first.source, f"</{first.name}>")
        elif first.name == "div" and first.has_class("footnote"):
            yield from _footnotes(element)
        elif first.name in {"div", "section"}:
            yield from _pieces(element[1:-1])
        else:
            yield _Piece(_kind(first), element)


def _kind(opening: Opening) -> str:
    if opening.has_class("telegram"):
        return "telegram"
    if re.fullmatch("h[1-6]", opening.name):
        return "heading"
    return _KINDS.get(opening.name, "paragraph")


def _items(element: Sequence[Token], kind: str, opens: str, closes: str) -> Iterator[_Piece]:
    items = [
        _Piece(kind, item[1:-1])
        for item in _elements(element[1:-1])
        if isinstance(item[0], Opening) and item[0].name == "li"
    ]
    if items:
        items[0].opens, items[-1].closes = opens, closes
    yield from items


def _footnotes(element: Sequence[Token]) -> Iterator[_Piece]:
    """Yield the footnotes as blocks. Each one's anchor goes to its content: the template owns
    the list item."""
    for inner in _elements(element[1:-1]):
        if isinstance(inner[0], Opening) and inner[0].name == "ol":
            pieces = list(_items(inner, "footnote", '<ol class="footnotes">', "</ol>"))
            anchors = [
                t.attribute("id") for t in inner if isinstance(t, Opening) and t.name == "li"
            ]
            for piece, anchor in zip(pieces, anchors, strict=False):
                opening = Opening("div", f'<div id="{escape_attribute(anchor or "")}">')
                piece.tokens = [opening, *piece.tokens, Closing("div")]
            yield from pieces


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


def _settle(tokens: Sequence[Token], language: str) -> list[Token]:
    """Give white space, footnote links and Han text their settled form."""
    settler = _Settler(wraps_han=not language.lower().startswith(("zh", "ja")))
    for token in tokens:
        settler.take(token)
    return settler.finish()


class _Settler:
    def __init__(self, *, wraps_han: bool) -> None:
        self.out: list[Token] = []
        self.open: list[Opening] = []
        self.wraps_han = wraps_han
        self.last = "\n"  # the last character written; a block begins as if after a newline

    def take(self, token: Token) -> None:
        if isinstance(token, Text):
            self._text(token.value)
        elif isinstance(token, Opening):
            if token.name in _FLOW:
                self._break()
            if token.name == "br":
                self._line_break()
                return
            self.out.append(_footnote_link(token))
            if not token.is_void:
                self.open.append(token)
        else:
            if token.name in _FLOW:
                self._break()
            self.out.append(token)
            self.open.pop()

    def finish(self) -> list[Token]:
        self._trim("\n \xa0")  # also the space that Markdown puts before a footnote's way back
        return [token for token in self.out if token != Text("")]

    def _text(self, value: str) -> None:
        if any(_is_footnote_link(tag) for tag in self.open):
            return  # its number is drawn by the style sheet: it is no part of the text
        if any(tag.name == "pre" for tag in self.open):
            self._write(value)
        elif any(tag.has_class("telegram") for tag in self.open):
            for index, line in enumerate(value.split("\n")):
                if index:
                    self._line_break()
                self._write(self._collapse(line))
        else:
            self._write(self._collapse(value))

    def _collapse(self, value: str) -> str:
        value = _WHITE.sub(" ", value)
        return value.lstrip(" ") if self.last in " \n" else value

    def _write(self, value: str) -> None:
        if not value:
            return
        self.last = value[-1]
        if not self.wraps_han or any(
            tag.name == "pre" or tag.attribute("lang") for tag in self.open
        ):
            self.out.append(Text(value))
            return
        at = 0
        for run in _HAN.finditer(value):
            self.out += [
                Text(value[at : run.start()]),
                Opening("span", '<span lang="zh-Hans">'),
                Text(run[0]),
                Closing("span"),
            ]
            at = run.end()
        self.out.append(Text(value[at:]))

    def _break(self) -> None:
        """End a line at the edge of an inner block, unless one has just ended."""
        self._trim(" ")
        if self.last != "\n":
            self.out.append(Text("\n"))
            self.last = "\n"

    def _line_break(self) -> None:
        self._trim(" ")
        if self.last == "\n" and not any(isinstance(token, Text) for token in self.out):
            return
        self.out += [Opening("br", "<br>"), Text("\n")]
        self.last = "\n"

    def _trim(self, characters: str) -> None:
        """Take white space off the end of the last text written."""
        for index in range(len(self.out) - 1, -1, -1):
            token = self.out[index]
            if isinstance(token, Text) and token.value:
                kept = token.value.rstrip(characters)
                self.out[index] = Text(kept)
                if kept:
                    self.last = kept[-1]
                    return


def _is_footnote_link(tag: Opening) -> bool:
    return tag.has_class("footnote-ref") or tag.has_class("footnote-backref")


def _footnote_link(tag: Opening) -> Opening:
    if not _is_footnote_link(tag):
        return tag
    href = tag.attribute("href") or "#"
    number = href.rsplit("-", 1)[-1]
    kind, label = (
        ("footnote-ref", f"Footnote {number}")
        if tag.has_class("footnote-ref")
        else ("footnote-backref", f"Back to the text of footnote {number}")
    )
    return Opening(
        "a",
        f'<a class="{kind}" href="{escape_attribute(href)}"'
        f' data-number="{escape_attribute(number)}" aria-label="{escape_attribute(label)}">',
    )
