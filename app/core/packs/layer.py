"""A layer pack: term cards, context notes and rulings in one YAML file."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from app.core.anchoring import Quote
from app.core.folding import fold
from app.core.markdown import fault_of
from app.core.packs.faults import Fault, PackFaults
from app.core.packs.reading import digest_of, wrong_name
from app.core.packs.schema import violations
from app.core.packs.yaml import Broken, Sourced, decode, read_yaml, write_yaml
from app.core.points import PointsSystem

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
Sources = tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class FormEntry:
    text: str
    language: str
    case_exact: bool
    whole_word: bool
    auto: bool
    line: int


@dataclass(frozen=True, slots=True)
class SenseEntry:
    id: str
    voice: str
    valid_from: str | None
    valid_to: str | None
    body: str
    sources: Sources
    status: str
    line: int


@dataclass(frozen=True, slots=True)
class TermEntry:
    id: str
    headword: str
    chinese: str
    pinyin: str
    kind: str
    forms: tuple[FormEntry, ...]
    senses: tuple[SenseEntry, ...]
    related: tuple[tuple[str, int], ...]  # names, each with its line
    points: dict[str, Any] | None
    readings: tuple[tuple[str, int], ...]  # that its points name, with the line
    line: int


@dataclass(frozen=True, slots=True)
class NoteEntry:
    id: str
    reading: str
    kind: str
    title: str
    quote: Quote
    body: str
    sources: Sources
    status: str
    credit: str
    line: int
    quote_line: int


@dataclass(frozen=True, slots=True)
class RulingEntry:
    """A place in a reading pinned to a sense; to none (`term` and `sense` empty): suppressed."""

    reading: str
    quote: Quote
    term: str
    sense: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class LayerPack:
    path: str
    slug: str
    title: str
    glyph: str
    hue: int
    about: str
    limit: str
    terms: tuple[TermEntry, ...]
    notes: tuple[NoteEntry, ...]
    rulings: tuple[RulingEntry, ...]
    digest: str


def parse_layer(path: str, content: bytes, schema: Mapping[str, Any]) -> LayerPack:
    """Read a file's content; its name is the layer's id. Raises PackFaults."""
    try:
        text = decode(content)
        sourced = read_yaml(text)
    except Broken as broken:
        raise PackFaults([Fault(path, broken.line, broken.message)]) from broken
    faults = [Fault(path, line, message) for line, message in violations(sourced, schema)]
    faults += [Fault(path, 1, message) for message in wrong_name(path)]
    if faults:
        raise PackFaults(faults)
    pack = _layer(path, Part(sourced, (), sourced.value), digest_of(text))
    if faults := [Fault(path, line, message) for line, message in _wrong(pack, sourced)]:
        raise PackFaults(faults)
    return pack


def write_layer(layer: Mapping[str, Any]) -> str:
    """The file that `parse_layer` reads so."""
    return write_yaml(layer)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sourced value, with its way back to the line."""

    sourced: Sourced
    path: tuple[str | int, ...]
    value: Any

    def line(self, *path: str | int) -> int:
        return self.sourced.line(*self.path, *path)

    def parts(self, name: str) -> Iterator["Part"]:
        for place, value in enumerate(self.value.get(name) or ()):
            yield Part(self.sourced, (*self.path, name, place), value)

    def text(self, name: str) -> str:
        return str(self.value.get(name) or "")


def _layer(path: str, part: Part, digest: str) -> LayerPack:
    return LayerPack(
        path=path,
        slug=PurePath(path).stem,
        title=part.text("title"),
        glyph=part.text("glyph"),
        hue=part.value["hue"],
        about=part.text("about"),
        limit=part.text("limit") or "section",
        terms=tuple(map(_term, part.parts("terms"))),
        notes=tuple(map(_note, part.parts("notes"))),
        rulings=tuple(map(_ruling, part.parts("rulings"))),
        digest=digest,
    )


def _term(part: Part) -> TermEntry:
    return TermEntry(
        id=part.text("id"),
        headword=part.text("headword"),
        chinese=part.text("chinese"),
        pinyin=part.text("pinyin"),
        kind=part.text("kind") or "term",
        forms=tuple(map(_form, part.parts("forms"))),
        senses=tuple(map(_sense, part.parts("senses"))),
        related=tuple((name.value, name.line()) for name in part.parts("related")),
        points=part.value.get("points"),
        readings=tuple(_readings(part, ("points",), part.value.get("points"))),
        line=part.line(),
    )


def _readings(part: Part, path: tuple[str | int, ...], value: object) -> Iterator[tuple[str, int]]:
    if isinstance(value, dict):
        if isinstance(value.get("reading"), str):
            yield value["reading"], part.line(*path, "reading")
        for key, inner in value.items():
            yield from _readings(part, (*path, key), inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _readings(part, (*path, place), inner)


def _form(part: Part) -> FormEntry:
    given = part.value if isinstance(part.value, dict) else {"text": part.value}
    text = given["text"]
    return FormEntry(
        text=text,
        language=given.get("language") or ("zh-Hans" if HAN.search(text) else "en"),
        case_exact=given.get("case") == "exact",
        whole_word=given.get("whole_word", True),
        auto=given.get("auto", True),
        line=part.line(),
    )


def _sense(part: Part) -> SenseEntry:
    return SenseEntry(
        id=part.text("id"),
        voice=part.text("voice"),
        valid_from=part.value.get("from"),
        valid_to=part.value.get("to"),
        body=part.text("body"),
        sources=_sources(part),
        status=part.text("status"),
        line=part.line(),
    )


def _note(part: Part) -> NoteEntry:
    return NoteEntry(
        id=part.text("id"),
        reading=part.text("reading"),
        kind=part.text("kind"),
        title=part.text("title"),
        quote=_quote(part),
        body=part.text("body"),
        sources=_sources(part),
        status=part.text("status"),
        credit=part.text("credit"),
        line=part.line(),
        quote_line=part.line("quote"),
    )


def _ruling(part: Part) -> RulingEntry:
    term, _, sense = part.text("sense").partition("#")
    return RulingEntry(
        part.text("reading"), _quote(part), term, sense, part.text("reason"), part.line()
    )


def _quote(part: Part) -> Quote:
    quote = part.value["quote"]
    return Quote(quote["exact"], quote.get("prefix", ""), quote.get("suffix", ""))


def _sources(part: Part) -> Sources:
    return tuple(part.value.get("sources") or ())


def _wrong(pack: LayerPack, sourced: Sourced) -> Iterator[tuple[int, str]]:
    """What a schema cannot say: ids given twice, tangled Markdown, forms that fold to nothing,
    points that do not add up."""
    yield from _twice("the term", pack.terms, lambda term: term.id)
    yield from _twice("the note", pack.notes, lambda note: note.id)
    yield from _tangled(pack.notes)
    for place, term in enumerate(pack.terms):
        yield from _twice("the sense", term.senses, lambda sense: sense.id)
        yield from _twice("the form", term.forms, lambda form: form.text)
        yield from _tangled(term.senses)
        for form in term.forms:
            if not fold(form.text).strip():
                yield form.line, "a form needs text"
        if term.points is not None:
            try:
                PointsSystem.from_mapping(term.points)
            except ValueError as error:
                yield sourced.line("terms", place, *_path(str(error))), str(error)


def _tangled(entries: Iterable[SenseEntry | NoteEntry]) -> Iterator[tuple[int, str]]:
    for entry in entries:
        if fault := fault_of(entry.body):
            yield entry.line, fault


def _twice(
    what: str, entries: Sequence[Any], name: Callable[[Any], str]
) -> Iterable[tuple[int, str]]:
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[name(entry)] += 1
        if seen[name(entry)] == 2:
            yield entry.line, f"{what} “{name(entry)}” is given twice"


def _path(message: str) -> Iterator[str | int]:
    """The path at the head of a message: "points.items[2].id: ..."."""
    for part in re.findall(r"[a-z_]+|\[\d+\]", message.partition(":")[0]):
        yield int(part[1:-1]) if part.startswith("[") else part


def layer_digest(content: bytes) -> str | None:
    """The digest that a pack of this content has, or None where it cannot be read."""
    try:
        return digest_of(decode(content))
    except Broken:
        return None
