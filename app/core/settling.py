"""White space, footnote links and Han text of a block in their settled form.

A run of white space is one space; a line break or the edge of an inner block is one newline; so
the text content of the HTML is the text, in every browser and here alike. The number of a footnote
is drawn by the style sheet and is no part of the text; Han text says its language.

    >>> from app.core.markup import serialise, tokenise
    >>> serialise(settle(list(tokenise("<p>one   two 户口 </p>")), "en"))
    '<p>one two <span lang="zh-Hans">户口</span></p>'
"""

import re
import unicodedata
from collections.abc import Sequence
from html import escape as escape_attribute

from app.core.markup import Closing, Opening, Text, Token

FLOW = frozenset(
    "blockquote caption dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section "
    "table tbody td tfoot th thead tr ul".split()
)
_LINE_BREAK = Opening("br", "<br>")
_HAN = re.compile(
    "[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
)
_WHITE = re.compile("[ \t\n\r\f]+")


def settle(tokens: Sequence[Token], language: str) -> list[Token]:
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
            if token.name in FLOW:
                self._break()
            if token.name == "br":
                self._line_break()
                return
            self.out.append(token)
            if not token.is_void:
                self.open.append(token)
        else:
            if token.name in FLOW:
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
