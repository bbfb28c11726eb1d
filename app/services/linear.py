"""A reading in line: each paragraph, then its cards, notes and threads, in the order of the text.

The same data as the open book (`spread`), for whoever reads by ear, on a narrow screen, or on
paper. A card stands where its sense is first met; the queries are few, whatever is found.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models import Annotation, Block, ContextNote, Occurrence
from app.services.marks import threads
from app.services.spread import MARKS, Spread, open_spread
from app.services.talk import asked_for
from app.services.view import View

THREADS_IN_LINE = 12  # after one paragraph; the rest are a link away

Part = Literal["cards", "notes"]
PARTS: tuple[Part, ...] = ("cards", "notes")
Whose = Literal["course", "mine", "none"]
WHOSE: tuple[Whose, ...] = ("course", "mine", "none")


@dataclass(frozen=True, slots=True)
class Including:
    """What stands after the paragraphs. `threads`: those that the whole course sees (what may be
    handed out), all that the reader may see, or none."""

    parts: Collection[Part] = PARTS
    threads: Whose = "course"


@dataclass(slots=True)
class Passage:
    """One block and what is on it."""

    block: Block
    html: str
    cards: list[Occurrence] = field(default_factory=list)
    notes: list[ContextNote] = field(default_factory=list)
    threads: list[Annotation] = field(default_factory=list)
    more_threads: int = 0

    @property
    def has_leaf(self) -> bool:
        return bool(self.cards or self.notes or self.threads)


def in_line(session: Session, view: View, including: Including) -> list[Passage]:
    """Put a reading and what stands on it in one line. The filter of the view goes on for the
    threads."""
    spread = open_spread(session, _narrowed(view, including.threads))
    passages = [Passage(page.block, page.html) for page in spread.pages]
    if "cards" in including.parts:
        for place, occurrence in _first_met(session, spread):
            passages[place].cards.append(occurrence)
    if "notes" in including.parts:
        for passage, page in zip(passages, spread.pages, strict=True):
            passage.notes = page.leaf.notes
    if including.threads != "none":
        _add_threads(session, _narrowed(view, including.threads), spread, passages)
    return passages


def _narrowed(view: View, whose: Whose) -> View:
    if whose == "none":
        return replace(view, hidden=[*view.hidden, MARKS])
    if whose == "course" and view.query.audience is None:
        return replace(view, query=replace(view.query, audience="course"))
    return view


def _first_met(session: Session, spread: Spread) -> Iterator[tuple[int, Occurrence]]:
    """Where each sense is first met, of the places that are marked: (place of the block, where)."""
    marked = session.scalars(
        select(Occurrence)
        .where(Occurrence.id.in_([spot.id for spot in spread.density.marked]))
        .options(
            joinedload(Occurrence.layer), joinedload(Occurrence.term), joinedload(Occurrence.sense)
        )
        .order_by(Occurrence.start, Occurrence.id)
    )
    met: set[int] = set()
    for occurrence in marked:
        if occurrence.sense_id not in met:
            met.add(occurrence.sense_id)
            yield spread.place_at(occurrence.start), occurrence


def _add_threads(session: Session, view: View, spread: Spread, passages: list[Passage]) -> None:
    rows = session.execute(
        select(Annotation.id, Annotation.start)
        .where(*asked_for(view), Annotation.revision_id == spread.revision.id)
        .order_by(Annotation.start, Annotation.id)
    )
    wanted: dict[int, list[int]] = defaultdict(list)
    for number, start in rows:
        place = spread.place_at(start)
        if len(wanted[place]) < THREADS_IN_LINE:
            wanted[place].append(number)
        else:
            passages[place].more_threads += 1
    found = iter(threads(session, [number for ids in wanted.values() for number in ids]))
    for place, ids in wanted.items():
        passages[place].threads = list(islice(found, len(ids)))
