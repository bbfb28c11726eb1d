"""What an author should know of packs before anybody reads them; no database is needed.

Faults stop a load or would mislead a reader. Warnings ask for a judgement. Notes are only worth
knowing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.exclusions import excluded
from app.core.folding import fold
from app.core.matching import Form, Matcher
from app.core.packs import Fault, Known, LayerPack, ReadingPack, dangling, dead_anchors
from app.core.packs.layer import NoteEntry, SenseEntry, TermEntry
from app.core.senses import Sense
from app.services.packs.files import Packs, files_in, read_packs

# Two capitals or more, perhaps with points between, as in SCMP, PSBs, E.O.; not a Roman numeral.
ACRONYM = re.compile(r"(?<![\w.])(?![IVXLC]+\b)(?:(?:[A-Z]\.){2,}|[A-Z]{2,}(?=s?\b))")


@dataclass(frozen=True, slots=True)
class Found:
    """A form of some terms at a place of a reading, code points of its text."""

    start: int
    end: int
    terms: tuple[TermEntry, ...]


def lint(paths: Sequence[Path]) -> list[Fault]:
    """Everything to be said of the packs in some folders and files, by path and line."""
    packs = read_packs(files_in(paths))
    found = {*packs.faults, *_unsourced(packs)}
    if not packs.faults:  # else names would dangle only because their file cannot be read
        known = packs.added_to(Known())
        found |= {*dangling(packs.readings, packs.layers, known)}
        found |= {*dead_anchors(packs.layers, known), *_out_of_date(packs), *_in_texts(packs)}
    return sorted(found)


def _unsourced(packs: Packs) -> Iterator[Fault]:
    """Claims that call themselves verified and do not say by what. A question claims nothing."""
    for layer in packs.layers:
        claims: list[tuple[str, SenseEntry | NoteEntry]] = [
            (f"{term.id}#{sense.id}", sense) for term in layer.terms for sense in term.senses
        ]
        claims += [(note.id, note) for note in layer.notes if note.kind != "question"]
        for name, claim in claims:
            if claim.status != "unverified" and not claim.sources:
                yield Fault(layer.path, claim.line, f"{name}: {claim.status}, but names no source")


def _out_of_date(packs: Packs) -> Iterator[Fault]:
    """Senses chosen by hand for a reading of a time in which they do not hold."""
    senses = {
        f"{layer.slug}/{term.id}#{sense.id}": sense
        for layer in packs.layers
        for term in layer.terms
        for sense in term.senses
    }
    dates = {reading.slug: reading.date for reading in packs.readings}
    for reading in packs.readings:
        for here in reading.senses:
            name = f"{here.layer}/{here.term}#{here.sense}"
            if (sense := senses.get(name)) and not _holds(sense, reading.date):
                yield Fault(reading.path, here.line, _untimely(name, sense, reading.date))
    for layer in packs.layers:
        for ruling in layer.rulings:
            name = f"{layer.slug}/{ruling.term}#{ruling.sense}"
            date = dates.get(ruling.reading)
            if date and (sense := senses.get(name)) and not _holds(sense, date):
                yield Fault(layer.path, ruling.line, _untimely(name, sense, date))


def _holds(sense: SenseEntry, date: str) -> bool:
    return Sense(0, sense.voice, sense.valid_from, sense.valid_to).holds_at(date)


def _untimely(name: str, sense: SenseEntry, date: str) -> str:
    span = f"{sense.valid_from or 'the beginning'} to {sense.valid_to or 'today'}"
    return f"{name} holds from {span}, and the reading is of {date}"


def _in_texts(packs: Packs) -> Iterator[Fault]:
    """What can be told only by looking the forms up in the texts."""
    carded = {
        fold(form.text) for layer in packs.layers for term in layer.terms for form in term.forms
    }
    covered: dict[str, list[Found]] = {reading.slug: [] for reading in packs.readings}
    for layer in packs.layers:
        standing: set[str] = set()
        finder = _Finder(layer)
        for reading in packs.readings:
            found = list(finder.find(reading))
            covered[reading.slug] += found
            standing.update(term.id for place in found for term in place.terms)
            yield from _ambiguous(layer, reading, found)
        yield from _silent(layer, standing)
    for reading in packs.readings:
        yield from _acronyms(reading, covered[reading.slug], carded)


class _Finder:
    def __init__(self, layer: LayerPack) -> None:
        owned = [(term, form) for term in layer.terms for form in term.forms if form.auto]
        self.owners = [term for term, _ in owned]
        self.matcher = Matcher([Form(f.text, f.case_exact, f.whole_word) for _, f in owned])

    def find(self, reading: ReadingPack) -> Iterator[Found]:
        for block in reading.document.blocks:
            for match in self.matcher.find(block.text, excluded(block.kind, block.html)):
                terms = {self.owners[form].id: self.owners[form] for form in match.forms}
                start, end = block.start + match.start, block.start + match.end
                yield Found(start, end, tuple(terms.values()))


def _ambiguous(layer: LayerPack, reading: ReadingPack, found: Sequence[Found]) -> Iterator[Fault]:
    settled = {fold(here.form) for here in reading.senses if here.layer == layer.slug}
    for place in found:
        words = reading.document.text[place.start : place.end]
        if fold(words) in settled or _is_decided(place.terms, reading):
            continue
        settled.add(fold(words))  # said once a reading
        names = " or ".join(f"{layer.slug}/{term.id}" for term in place.terms)
        message = f"“{words}” may be {names}, and neither date nor voice decides: set its sense"
        yield Fault(reading.path, _line(reading, words), message, "warning")


def _is_decided(terms: Sequence[TermEntry], reading: ReadingPack) -> bool:
    """Do date and voice leave one term? In the order of `core.senses.choose`."""
    senses = [(term.id, sense) for term in terms for sense in term.senses]
    valid = [(term, sense) for term, sense in senses if _holds(sense, reading.date)]
    voiced = [(term, sense) for term, sense in valid if sense.voice == reading.voice]
    return len({term for term, _ in voiced or valid or senses}) == 1


def _silent(layer: LayerPack, standing: set[str]) -> Iterator[Fault]:
    pinned = {ruling.term for ruling in layer.rulings}
    for term in layer.terms:
        if term.id not in standing | pinned:
            yield Fault(layer.path, term.line, f"{term.id}: no form of it stands in a text", "note")


def _acronyms(reading: ReadingPack, found: Sequence[Found], carded: set[str]) -> Iterator[Fault]:
    told: set[str] = set()
    for block in reading.document.blocks:
        known = carded | _plain_words(reading) if block.kind == "telegram" else carded
        shut = [(start, end) for start, end in excluded(block.kind, block.html)]
        shut += [(place.start - block.start, place.end - block.start) for place in found]
        for acronym in ACRONYM.finditer(block.text):
            is_covered = any(start <= acronym.start() < end for start, end in shut)
            if is_covered or fold(acronym[0]) in known or acronym[0] in told:
                continue
            told.add(acronym[0])
            message = f"{acronym[0]} has no card in any layer"
            yield Fault(reading.path, _line(reading, acronym[0]), message, "warning")


def _plain_words(reading: ReadingPack) -> set[str]:
    """Words that the reading, or its front matter, also writes small: a telegram's header has
    capitals only, so there BEIJING is no acronym."""
    text = f"{reading.document.text} {reading.front}"
    return {fold(word) for word in re.findall(r"[^\W\d_]+", text) if not word.isupper()}


def _line(reading: ReadingPack, words: str) -> int:
    """The line of the file on which words first stand, as far as Markdown lets them be seen."""
    spaced = r"\s+".join(map(re.escape, words.split()))
    seen = re.search(rf"(?<!\w){spaced}(?!\w)", reading.body)
    return reading.body_line + (reading.body.count("\n", 0, seen.start()) if seen else 0)
