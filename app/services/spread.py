"""The open book: a reading's blocks with layers and marks laid over, and the leaf beside each.

Built from a fixed number of queries, whatever the number of annotations: marks are light rows;
whole threads are loaded only for those that the leaves show.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core import overlay
from app.core.coverage import Run, as_drawn, runs_of
from app.core.limits import Limit, allows
from app.models import (
    Annotation,
    Block,
    ContextNote,
    Course,
    CourseLayer,
    CourseReading,
    Layer,
    Occurrence,
    Reading,
    Revision,
    Term,
    User,
)
from app.services.marks import Mark, marks_in, news_in, threads

LEAF_THREADS = 6  # threads shown beside one block; the rest are a link away
DETACHED_THREADS = 50  # shown of those on an earlier text; each of the rest has its permalink
MARKS = "marks"  # the readers' marks, switched like a layer


@dataclass(frozen=True, slots=True)
class View:
    """Who looks at which reading of which course, and what they have switched off."""

    course: Course
    reading: Reading
    user: User | None
    hidden: Collection[str] = ()
    focus: int | None = None  # an annotation that must be shown, whatever the leaf's length
    occurrence: int | None = None  # a term's place that must be marked, whatever its layer's limit


@dataclass(slots=True)
class Leaf:
    """What stands in the margin of a block."""

    notes: list[ContextNote] = field(default_factory=list)
    threads: list[Annotation] = field(default_factory=list)
    hidden_threads: int = 0


@dataclass(slots=True)
class Page:
    """One block as it is shown: its HTML with everything laid over, and its leaf."""

    block: Block
    html: str
    leaf: Leaf


@dataclass(slots=True)
class Spread:
    revision: Revision
    layers: Sequence[CourseLayer]
    pages: list[Page]
    detached: list[Annotation]  # marks on an earlier text whose words are not in this one
    hidden_detached: int
    news: frozenset[int]  # annotations with something the reader has not seen

    def page_at(self, offset: int) -> Page:
        return self.pages[_index([page.block for page in self.pages], offset)]

    def pages_between(self, start: int, end: int) -> list[Page]:
        """The pages that a span touches."""
        return [page for page in self.pages if page.block.start < end and page.block.end > start]


def open_spread(session: Session, view: View) -> Spread:
    """Open a reading. The number of queries does not depend on what is found."""
    revision = session.scalars(
        Revision.newest_of(view.reading.id).options(selectinload(Revision.blocks))
    ).one()
    layers = _layers(session, view.course)
    shown = {item.layer_id: item for item in layers if item.layer.slug not in view.hidden}
    notes = _notes(session, revision, shown)
    marks = [] if MARKS in view.hidden else marks_in(session, view.course, view.reading, view.user)
    leaves = _leaves(session, view, revision, notes, marks)
    spans: list[overlay.Span] = [
        *_terms(session, view, revision, shown),
        *(overlay.Note(n.start or 0, n.end or 0, n.id, n.layer.hue) for n in notes),
        *_runs(marks, revision, view.user),
    ]
    detached = [mark.id for mark in marks if mark.revision_id != revision.id]
    shown_detached = [
        number
        for place, number in enumerate(detached)
        if place < DETACHED_THREADS or number == view.focus
    ]
    return Spread(
        revision=revision,
        layers=layers,
        pages=_pages(revision.blocks, spans, leaves),
        detached=threads(session, shown_detached),
        hidden_detached=len(detached) - len(shown_detached),
        news=news_in(session, view.course, view.reading, view.user),
    )


def _layers(session: Session, course: Course) -> Sequence[CourseLayer]:
    return session.scalars(
        select(CourseLayer)
        .where(CourseLayer.course_id == course.id)
        .options(joinedload(CourseLayer.layer))
        .order_by(CourseLayer.position)
    ).all()


def _notes(session: Session, revision: Revision, shown: Collection[int]) -> Sequence[ContextNote]:
    return session.scalars(
        select(ContextNote)
        .where(
            ContextNote.revision_id == revision.id,
            ContextNote.layer_id.in_(shown),
            ContextNote.start.is_not(None),
        )
        .options(joinedload(ContextNote.layer), joinedload(ContextNote.author))
        .order_by(ContextNote.start, ContextNote.id)
    ).all()


def _terms(
    session: Session, view: View, revision: Revision, shown: dict[int, CourseLayer]
) -> list[overlay.Term]:
    rows = session.execute(
        select(Occurrence, Term.slug)
        .join(Occurrence.term)
        .where(
            Occurrence.revision_id == revision.id,
            Occurrence.layer_id.in_(shown),
            Occurrence.state != "suppressed",
        )
    ).all()
    met = _met_before(session, view)
    found = []
    for occurrence, slug in rows:
        item = shown[occurrence.layer_id]
        limit: Limit = item.limit or item.layer.limit
        is_met = limit == "course" and occurrence.term_id in met
        if occurrence.id == view.occurrence or (allows(limit, occurrence.first) and not is_met):
            found.append(_term(view, occurrence, slug, item.layer))
    return overlay.without_overlaps(found)


def _term(view: View, occurrence: Occurrence, slug: str, layer: Layer) -> overlay.Term:
    reading = f"/courses/{view.course.slug}/readings/{view.reading.slug}"
    return overlay.Term(
        start=occurrence.start,
        end=occurrence.end,
        occurrence=occurrence.id,
        term=slug,
        layer=layer.slug,
        href=f"{reading}/occurrences/{occurrence.id}",
        glyph=layer.glyph,
        hue=layer.hue,
    )


def _met_before(session: Session, view: View) -> frozenset[int]:
    """The terms that stand in earlier readings of the syllabus."""
    here = (
        select(CourseReading.position)
        .where(
            CourseReading.course_id == view.course.id,
            CourseReading.reading_id == view.reading.id,
        )
        .scalar_subquery()
    )
    return frozenset(
        session.scalars(
            select(Occurrence.term_id)
            .distinct()
            .join(Occurrence.revision)
            .join(CourseReading, CourseReading.reading_id == Revision.reading_id)
            .where(CourseReading.course_id == view.course.id, CourseReading.position < here)
        )
    )


def _runs(marks: Iterable[Mark], revision: Revision, user: User | None) -> list[Run]:
    me = user.id if user else None
    return as_drawn(
        runs_of(
            (mark.start, mark.end, mark.author_id == me, bool(mark.is_staff))
            for mark in marks
            if mark.revision_id == revision.id
        )
    )


def _leaves(
    session: Session,
    view: View,
    revision: Revision,
    notes: Iterable[ContextNote],
    marks: Iterable[Mark],
) -> dict[int, Leaf]:
    leaves: dict[int, Leaf] = defaultdict(Leaf)
    for note in notes:
        leaves[_index(revision.blocks, note.start or 0)].notes.append(note)
    wanted: dict[int, list[int]] = defaultdict(list)
    for mark in marks:
        if mark.revision_id != revision.id:
            continue
        place = _index(revision.blocks, mark.start)
        if len(wanted[place]) < LEAF_THREADS or mark.id == view.focus:
            wanted[place].append(mark.id)
        else:
            leaves[place].hidden_threads += 1
    found = {
        thread.id: thread
        for thread in threads(session, [i for ids in wanted.values() for i in ids])
    }
    for place, ids in wanted.items():
        leaves[place].threads = [found[thread_id] for thread_id in ids]
    return leaves


def _pages(
    blocks: Sequence[Block], spans: Iterable[overlay.Span], leaves: dict[int, Leaf]
) -> list[Page]:
    over: dict[int, list[overlay.Span]] = defaultdict(list)
    for span in spans:
        for place in range(_index(blocks, span.start), len(blocks)):
            if blocks[place].start >= span.end:
                break
            over[place].append(span)
    return [
        Page(
            block,
            overlay.overlay(block.html, over[place], block.start),
            leaves.get(place) or Leaf(),
        )
        for place, block in enumerate(blocks)
    ]


def _index(blocks: Sequence[Block], offset: int) -> int:
    """The place of the block that an offset stands in."""
    return max(0, bisect_right(blocks, offset, key=lambda block: block.start) - 1)
