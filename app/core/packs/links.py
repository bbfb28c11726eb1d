"""What packs say of one another: senses set for a reading, quotes from it, related terms."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.core.anchoring import Quote
from app.core.folding import fold
from app.core.locating import Index
from app.core.packs.faults import Fault, Level
from app.core.packs.layer import LayerPack
from app.core.packs.quotes import place
from app.core.packs.reading import ReadingPack


@dataclass(slots=True)
class Known:
    """What may be named: readings with their text; terms ("layer/term") with their senses and
    folded forms. Begins with what is in the database already."""

    readings: dict[str, str] = field(default_factory=dict)
    senses: dict[str, set[str]] = field(default_factory=dict)
    forms: dict[str, set[str]] = field(default_factory=dict)

    def add_reading(self, pack: ReadingPack) -> None:
        self.readings[pack.slug] = pack.document.text

    def add_layer(self, pack: LayerPack) -> None:
        for term in pack.terms:
            self.add_term(
                f"{pack.slug}/{term.id}",
                (sense.id for sense in term.senses),
                (form.text for form in term.forms),
            )

    def add_term(self, name: str, senses: Iterable[str], forms: Iterable[str]) -> None:
        self.senses.setdefault(name, set()).update(senses)
        self.forms.setdefault(name, set()).update(map(fold, forms))


def dangling(
    readings: Sequence[ReadingPack], layers: Sequence[LayerPack], known: Known
) -> list[Fault]:
    """Names that nothing answers to."""
    found = [Fault(pack.path, *fault) for pack in readings for fault in _of_reading(pack, known)]
    found += [Fault(pack.path, *fault) for pack in layers for fault in _of_layer(pack, known)]
    return found


def dead_anchors(layers: Sequence[LayerPack], known: Known) -> list[Fault]:
    """Quotes that have no sure place in their reading, by the rule that will place them
    (`quotes`); and, as warnings, those whose place says it in other words."""
    indexes: dict[str, Index] = {}
    found = []
    for pack in layers:
        for reading, quote, line in _quotes(pack):
            if reading in known.readings:
                if reading not in indexes:
                    indexes[reading] = Index(known.readings[reading])
                index = indexes[reading]
                found += [Fault(pack.path, line, *said) for said in _dead(index, quote)]
    return found


def _of_reading(pack: ReadingPack, known: Known) -> Iterator[tuple[int, str]]:
    for here in pack.senses:
        term = f"{here.layer}/{here.term}"
        if here.sense not in known.senses.get(term, ()):
            yield here.line, f"there is no sense {term}#{here.sense}"
        elif fold(here.form) not in known.forms[term]:
            yield here.line, f"{term} has no form “{here.form}”, so the sense is never used"


def _of_layer(pack: LayerPack, known: Known) -> Iterator[tuple[int, str]]:
    for term in pack.terms:
        for name, line in term.related:
            full = name if "/" in name else f"{pack.slug}/{name}"
            if full not in known.senses:
                yield line, f"{term.id}: there is no related term {name}"
        for reading, line in term.readings:
            if reading not in known.readings:
                yield line, f"there is no reading {reading}"
    for note in pack.notes:
        if note.reading not in known.readings:
            yield note.line, f"{note.id}: there is no reading {note.reading}"
    for ruling in pack.rulings:
        if ruling.reading not in known.readings:
            yield ruling.line, f"there is no reading {ruling.reading}"
        term_name = f"{pack.slug}/{ruling.term}"
        if ruling.sense and ruling.sense not in known.senses.get(term_name, ()):
            yield ruling.line, f"there is no sense {term_name}#{ruling.sense}"


def _quotes(pack: LayerPack) -> Iterator[tuple[str, Quote, int]]:
    for note in pack.notes:
        yield note.reading, note.quote, note.quote_line
    for ruling in pack.rulings:
        yield ruling.reading, ruling.quote, ruling.line


def _dead(index: Index, quote: Quote) -> Iterator[tuple[str, Level]]:
    found = place(index, quote)
    here = index.text[found.start : found.end] if found.start is not None else ""
    if found.is_sure and here == quote.exact:
        return
    if found.is_sure:
        yield f"“{quote.exact}” stands there as “{here}”", "warning"
    elif (times := index.text.count(quote.exact)) > 1:
        yield f"dead anchor: “{quote.exact}” occurs {times} times; give prefix and suffix", "fault"
    elif times == 1:
        yield f"dead anchor: “{quote.exact}” stands among other words than it quotes", "fault"
    else:
        perhaps = f"; perhaps “{here}” is meant" if here else ""
        yield f"dead anchor: “{quote.exact}” does not occur{perhaps}", "fault"
