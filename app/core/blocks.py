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
_LINE_BREAK = Opening("br", "<br>")
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
    found = [
        (piece, tokens, text)
        for piece in _pieces(list(tokenise(html)))
        for tokens in [_settle(piece.tokens, language)]
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
    return not any(isinstance(token, Opening) and token.name in _FLOW for token in element)


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


def _settle(tokens: Sequence[Token], language: str) -> list[Token]:
    """Give white space, footnote links and Han text their settled form."""
    settler = _Settler(wraps_han=not language.lower().startswith(("zh", "ja")))
    for token, following in zip(tokens, [*tokens, None][1:], strict=True):
        if isinstance(token, Opening) and _is_footnote_link(token):
            token = _footnote_link(token, following)
        settler.take(token)
    return settler.finish()


class _Settler:
    def __init__(self, *, wraps_han: bool) -> None:
        self.out: list[Token] = []
        self.texts: list[int] = []  # where texts that are not empty stand in `out`
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
            self.out.append(token)
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
        value = unicodedata.normalize("NFC", value)  # an entity may have brought a lone mark
        if any(tag.name == "pre" for tag in self.open):
            self._write(value)
        elif any(tag.has_class("telegram") for tag in self.open):
            if self.out[-2:-1] == [_LINE_BREAK]:
                value = value.removeprefix("\n")  # a line that ends in two spaces ends once
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
            self._append(value)
            return
        at = 0
        for run in _HAN.finditer(value):
            self._append(value[at : run.start()])
            self.out.append(Opening("span", '<span lang="zh-Hans">'))
            self._append(run[0])
            self.out.append(Closing("span"))
            at = run.end()
        self._append(value[at:])

    def _append(self, value: str) -> None:
        if value:
            self.texts.append(len(self.out))
            self.out.append(Text(value))

    def _break(self) -> None:
        """End a line at the edge of an inner block, unless one has just ended."""
        self._trim(" ")
        if self.last != "\n":
            self._append("\n")
            self.last = "\n"

    def _line_break(self) -> None:
        if any(tag.name == "pre" for tag in self.open):
            if self.out[-1] is not self.open[-1]:  # a browser drops a newline that begins `pre`
                self._write("\n")
            return
        self._trim(" ")
        if not self.texts:
            return
        self.out.append(_LINE_BREAK)
        self._append("\n")
        self.last = "\n"

    def _trim(self, characters: str) -> None:
        """Take white space off the end of the last text written."""
        while self.texts:
            index = self.texts[-1]
            token = self.out[index]
            kept = token.value.rstrip(characters) if isinstance(token, Text) else ""
            self.out[index] = Text(kept)
            if kept:
                self.last = kept[-1]
                return
            self.texts.pop()


def _is_footnote_link(tag: Opening) -> bool:
    return tag.has_class("footnote-ref") or tag.has_class("footnote-backref")


def _footnote_link(tag: Opening, content: Token | None) -> Opening:
    """Write the number that is drawn into the tag: the link's own text on the way there, on the
    way back what the renderer calls it. A label ("fn-law") is no number."""
    href = tag.attribute("href") or "#"
    said = content.value if isinstance(content, Text) else ""
    found = re.search(r"\d+", said) or re.search(r"\d+", tag.attribute("title") or "")
    number = found[0] if found else href.rsplit("-", 1)[-1]
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
