"""Layers and marks laid over a block: `(block html, spans) → html`.

The text is cut at every boundary of a span, once, however many spans share it. What covers a
piece decides its elements, from the outside in: one link for a term, one `span` that lists the
context notes, one `mark` that counts the readers' marks (`core.coverage`). A span that crosses an
element is cut there. Taking these elements away gives back the block, byte for byte (`lift`).

    >>> overlay("<p>a permit</p>", [Run(0, 2, 1), Run(2, 4, 2)])
    '<p><mark data-count="1">a </mark><mark data-count="2">pe</mark>rmit</p>'
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape as escape_attribute
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

from app.core.coverage import Run
from app.core.markup import Closing, Opening, Text, Token, escape, serialise, tokenise


@dataclass(frozen=True, slots=True)
class Term:
    """A marked glossary form; `occurrence` is its id, `href` leads to its card. The style sheet
    draws the layer's `glyph` after it, in the layer's `hue` (degrees): neither is in the text."""

    start: int
    end: int
    occurrence: int
    term: str
    layer: str
    href: str
    glyph: str = ""
    hue: int | None = None
    is_changed: bool = False  # its card is worded otherwise than when the reader read it


@dataclass(frozen=True, slots=True)
class Note:
    """A passage with a context note; `hue` (degrees) is its layer's."""

    start: int
    end: int
    note: int
    hue: int | None = None


Span = Term | Note | Run
_NO_TEXT = frozenset({"dl", "ol", "table", "tbody", "tfoot", "thead", "tr", "ul"})


def overlay(html: str, spans: Iterable[Span], start: int = 0) -> str:
    """Lay spans over a block whose text begins at `start`.

    Offsets are code points of the document's text; spans outside the block, or empty, are left
    out. Neither terms (`without_overlaps`) nor runs may overlap one another; notes may, each once.
    """
    found = [span for span in spans if span.start < span.end]
    if not found:
        return html
    pieces = _Pieces(found)
    parents: list[str] = []
    out: list[str] = []
    at = start
    for token in tokenise(html):
        if isinstance(token, Text):
            out.append(pieces.render(token.value, at, parents))
            at += len(token.value)
            continue
        if isinstance(token, Closing):
            out.append(f"</{token.name}>")
            parents.pop()
            continue
        out.append(token.source)
        if not token.is_void:
            parents.append(token.name)
    return "".join(out)


def lift(html: str) -> str:
    """Take every layer and mark off again."""
    return serialise(_without_overlay(tokenise(html)))


def without_overlaps(terms: Iterable[Term]) -> list[Term]:
    """Keep the leftmost, then the longest, of terms that overlap across layers."""
    kept: list[Term] = []
    for term in sorted(terms, key=lambda term: (term.start, -term.end)):
        if not kept or term.start >= kept[-1].end:
            kept.append(term)
    return kept


class _Stretch(NamedTuple):
    """A piece of text between two boundaries, and what covers it."""

    start: int
    end: int
    opening: str
    closing: str


Placed = TypeVar("Placed", Term, _Stretch)


class _InOrder(Generic[Placed]):
    """Spans in the order of the text, none over another."""

    def __init__(self, spans: Iterable[Placed]) -> None:
        self.spans: list[Placed] = sorted(spans, key=attrgetter("start"))
        self.ends: list[int] = [span.end for span in self.spans]

    def meeting(self, start: int, end: int) -> list[Placed]:
        found: list[Placed] = []
        for place in range(bisect_right(self.ends, start), len(self.spans)):
            if self.spans[place].start >= end:
                break
            found.append(self.spans[place])
        return found


class _Pieces:
    """What is laid over the text."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.terms = _InOrder(span for span in spans if isinstance(span, Term))
        self.stretches = _InOrder(_stretches(spans))
        self.opened: set[int] = set()

    def render(self, text: str, at: int, parents: Sequence[str]) -> str:
        """Render one text node that begins at `at`."""
        if parents and parents[-1] in _NO_TEXT and not text.strip():
            return escape(text)  # white space between cells or items, where no element may stand
        end = at + len(text)
        out: list[str] = []
        done = at
        for term in [] if "a" in parents else self.terms.meeting(at, end):
            begins, stops = max(term.start, at), min(term.end, end)
            out.append(self._plain(text, at, done, begins))
            out.append(self._link(term, stops))
            out.append(self._plain(text, at, begins, stops))
            out.append("</a>")
            done = stops
        out.append(self._plain(text, at, done, end))
        return "".join(out)

    def _plain(self, text: str, at: int, start: int, end: int) -> str:
        out: list[str] = []
        done = start
        for begins, stops, opening, closing in self.stretches.meeting(start, end):
            if begins < start:
                begins = start
            if stops > end:
                stops = end
            if done < begins:
                out.append(escape(text[done - at : begins - at]))
            out += (opening, escape(text[begins - at : stops - at]), closing)
            done = stops
        out.append(escape(text[done - at : end - at]))
        return "".join(out)

    def _link(self, term: Term, stops: int) -> str:
        """A term cut by an element is one link to follow and more to look at; its glyph stands
        once, at its end."""
        is_first = term.occurrence not in self.opened
        self.opened.add(term.occurrence)
        identity = f'id="occurrence-{term.occurrence}"' if is_first else 'tabindex="-1"'
        glyph = term.glyph if stops == term.end else ""
        classes = "term changed" if term.is_changed else "term"
        return (
            f'<a class="{classes}" {identity} href="{escape_attribute(term.href)}"'
            f' data-term="{escape_attribute(term.term)}"'
            f' data-layer="{escape_attribute(term.layer)}"{_hue(term)}'
            + (f' data-glyph="{escape_attribute(glyph)}">' if glyph else ">")
        )


def _stretches(spans: Sequence[Span]) -> Iterator[_Stretch]:
    if not any(isinstance(span, Note) for span in spans):  # runs cut the text by themselves
        for span in spans:
            if isinstance(span, Run):
                yield _Stretch(span.start, span.end, _mark(*span[2:]), "</mark>")
        return
    starts: dict[int, list[Note | Run]] = defaultdict(list)
    ends: dict[int, list[Note | Run]] = defaultdict(list)
    for span in spans:
        if not isinstance(span, Term):
            starts[span.start].append(span)
            ends[span.end].append(span)
    live = _Live()
    previous = 0
    for boundary in sorted(starts.keys() | ends.keys()):
        if live.notes or live.run:
            yield _Stretch(previous, boundary, *live.wrappers())
        for span in ends.get(boundary, ()):
            live.leave(span)
        for span in starts.get(boundary, ()):
            live.enter(span)
        previous = boundary


class _Live:
    """What covers the text at one place: notes in the order of beginning, and a run of marks."""

    def __init__(self) -> None:
        self.notes: dict[int, Note] = {}
        self.run: Run | None = None

    def enter(self, span: Note | Run) -> None:
        if isinstance(span, Note):
            self.notes[span.note] = span
        else:
            self.run = span

    def leave(self, span: Note | Run) -> None:
        if isinstance(span, Note):
            del self.notes[span.note]
        else:
            self.run = None

    def wrappers(self) -> tuple[str, str]:
        opening = closing = ""
        if self.notes:
            ids = " ".join(map(str, self.notes))
            hue = _hue(next(iter(self.notes.values())))
            opening, closing = f'<span class="noted" data-notes="{ids}"{hue}>', "</span>"
        if self.run:
            opening += _mark(*self.run[2:])
            closing = "</mark>" + closing
        return opening, closing


@lru_cache(maxsize=1_024)
def _mark(depth: int, is_mine: bool, is_staff: bool) -> str:
    kinds = [name for name, has in (("mine", is_mine), ("staff", is_staff)) if has]
    classes = f' class="{" ".join(kinds)}"' if kinds else ""
    return f'<mark{classes} data-count="{depth}">'


def _hue(span: Term | Note) -> str:
    return "" if span.hue is None else f' data-hue="{span.hue}"'


def _without_overlay(tokens: Iterable[Token]) -> Iterator[Token]:
    lifted: list[bool] = []
    for token in tokens:
        if isinstance(token, Opening) and not token.is_void:
            lifted.append(_is_overlay(token))
            if lifted[-1]:
                continue
        elif isinstance(token, Closing) and lifted.pop():
            continue
        yield token


def _is_overlay(tag: Opening) -> bool:
    return (
        tag.name == "mark"
        or (tag.name == "a" and tag.has_class("term"))
        or (tag.name == "span" and tag.has_class("noted"))
    )
