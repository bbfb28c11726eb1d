"""Layers and marks laid over a block: `(block html, spans) → html`.

The text is cut at every boundary of a span, once, however many spans share it. What covers a
piece decides its elements, from the outside in: one link for a term, one `span` that lists the
context notes, one `mark` that lists the annotations. A span that crosses an element is cut there.
Taking these elements away gives back the block, byte for byte (`lift`).

    >>> overlay("<p>a permit</p>", [Mark(0, 4, 7), Mark(2, 4, 9)])
    '<p><mark data-annotations="7">a </mark><mark data-annotations="7 9">pe</mark>rmit</p>'
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape as escape_attribute

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


@dataclass(frozen=True, slots=True)
class Note:
    """A passage with a context note; `hue` (degrees) is its layer's."""

    start: int
    end: int
    note: int
    hue: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage with a reader's annotation."""

    start: int
    end: int
    annotation: int
    is_mine: bool = False
    is_staff: bool = False


Span = Term | Note | Mark


def overlay(html: str, spans: Iterable[Span], start: int = 0) -> str:
    """Lay spans over a block whose text begins at `start`.

    Offsets are code points of the document's text; spans outside the block, or empty, are left
    out. Terms must not overlap one another (`without_overlaps`); notes and marks may.
    """
    found = [span for span in spans if span.start < span.end]
    if not found:
        return html
    pieces = _Pieces(found)
    out: list[str] = []
    at = start
    for token in tokenise(html):
        if isinstance(token, Text):
            out.append(pieces.render(token.value, at))
            at += len(token.value)
        else:
            out.append(serialise([token]))
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


class _Pieces:
    """The stretches between boundaries and what covers each."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.terms = sorted(
            (span for span in spans if isinstance(span, Term)), key=lambda term: term.start
        )
        self.opened: set[int] = set()
        starts: dict[int, list[Span]] = defaultdict(list)
        ends: dict[int, list[Span]] = defaultdict(list)
        for span in spans:
            starts[span.start].append(span)
            ends[span.end].append(span)
        self.stretches: list[tuple[int, int, str, str]] = []
        live: dict[Span, None] = {}  # in order of beginning
        previous = 0
        for boundary in sorted(starts.keys() | ends.keys()):
            if live and boundary > previous:
                self.stretches.append((previous, boundary, *_wrappers(live)))
            for span in ends[boundary]:
                live.pop(span, None)
            for span in starts[boundary]:
                live[span] = None
            previous = boundary

    def render(self, text: str, at: int) -> str:
        """Render one text node that begins at `at`."""
        end = at + len(text)
        out: list[str] = []
        done = at
        for term in self.terms:
            if term.end <= at or term.start >= end:
                continue
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
        for begins, stops, opening, closing in self.stretches:
            if stops <= start or begins >= end or not opening:
                continue
            begins, stops = max(begins, start), min(stops, end)
            out.append(escape(text[done - at : begins - at]))
            out += [opening, escape(text[begins - at : stops - at]), closing]
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
        return (
            f'<a class="term" {identity} href="{escape_attribute(term.href)}"'
            f' data-term="{escape_attribute(term.term)}"'
            f' data-layer="{escape_attribute(term.layer)}"{_hue(term)}'
            + (f' data-glyph="{escape_attribute(glyph)}">' if glyph else ">")
        )


def _wrappers(live: Iterable[Span]) -> tuple[str, str]:
    notes = [span for span in live if isinstance(span, Note)]
    marks = [span for span in live if isinstance(span, Mark)]
    opening = closing = ""
    if notes:
        ids = _ids(note.note for note in notes)
        opening += f'<span class="noted" data-notes="{ids}"{_hue(notes[0])}>'
        closing = "</span>"
    if marks:
        kinds = [
            name
            for name, holds in (
                ("mine", any(mark.is_mine for mark in marks)),
                ("staff", any(mark.is_staff for mark in marks)),
            )
            if holds
        ]
        classes = f' class="{" ".join(kinds)}"' if kinds else ""
        opening += f'<mark{classes} data-annotations="{_ids(mark.annotation for mark in marks)}">'
        closing = "</mark>" + closing
    return opening, closing


def _hue(span: Term | Note) -> str:
    return "" if span.hue is None else f' data-hue="{span.hue}"'


def _ids(ids: Iterable[int]) -> str:
    return " ".join(str(number) for number in sorted(set(ids)))


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
