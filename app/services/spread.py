"""The open book: a reading's blocks with layers and marks laid over, and the leaf beside each.

Built from a fixed number of queries, whatever the number of annotations: marks are light rows;
whole threads are loaded only for those that the leaves show. A block that is laid once is kept
(`services.laying`), so that the next reader's page lays only what differs.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core import overlay
from app.core.coverage import Run, drawn_runs
from app.core.heat import Stripe, say_talk, stripes
from app.core.margin import BLOCK_THREADS, Beside, Marks, beside_blocks
from app.core.talk import TalkQuery
from app.models import (
    Annotation,
    Block,
    ContextNote,
    Course,
    CourseLayer,
    Revision,
)
from app.services.density import Density, density
from app.services.laying import lay
from app.services.marks import marks_on, staff_in, threads
from app.services.news import news_in
from app.services.talk import Told, asked_for, tell
from app.services.terms import terms_over
from app.services.view import View

DETACHED_THREADS = 50  # shown of those on an earlier text; each of the rest has its permalink
MARKS = "marks"  # the readers' marks, switched like a layer


@dataclass(slots=True)
class Leaf:
    """What stands in the margin of a block. `marks` begin in it, `questions` of them are open;
    `is_later` where even the first threads are to come when they are looked at."""

    notes: list[ContextNote] = field(default_factory=list)
    threads: list[Annotation] = field(default_factory=list)
    marks: int = 0
    questions: int = 0
    is_later: bool = False

    @property
    def hidden_threads(self) -> int:
        return self.marks - len(self.threads)

    @property
    def following(self) -> int:
        """The place of the first thread that does not stand there, among all of the block."""
        return 0 if self.is_later else BLOCK_THREADS

    @property
    def talk(self) -> str:
        """“132 marks, 3 open questions”; nothing where nobody said anything."""
        return say_talk(self.marks, self.questions) if self.marks else ""


@dataclass(slots=True)
class Page:
    """One block as it is shown: its HTML with everything laid over, and its leaf."""

    block: Block
    html: str
    leaf: Leaf


@dataclass(slots=True)
class Spread:
    """`told` is of a whole reading only, as is what is detached."""

    revision: Revision
    layers: Sequence[CourseLayer]
    pages: list[Page]
    query: TalkQuery
    focus: int | None
    news: frozenset[int]  # annotations with something the reader has not seen
    density: Density
    detached: list[Annotation] = field(default_factory=list)  # on words that are gone
    hidden_detached: int = 0
    authors: frozenset[int] = frozenset()  # of the marks on the text
    told: Told | None = None

    @property
    def heat(self) -> list[Stripe]:
        """Where talk is, for the strip beside the text."""
        return stripes((len(p.block.text), p.leaf.marks, p.leaf.questions) for p in self.pages)

    def place_at(self, offset: int) -> int:
        """Which page, counted from 0, an offset is on."""
        return _index([page.block for page in self.pages], offset)

    def page_at(self, offset: int) -> Page:
        return self.pages[self.place_at(offset)]

    def pages_between(self, start: int, end: int) -> list[Page]:
        """The pages that a span touches."""
        return [page for page in self.pages if page.block.start < end and page.block.end > start]


def open_spread(session: Session, view: View) -> Spread:
    """Open a reading. The number of queries does not depend on what is found."""
    revision = session.scalars(
        Revision.newest_of(view.reading.id).options(selectinload(Revision.blocks))
    ).one()
    news = news_in(session, view.course, view.reading, view.user)
    detached = [] if MARKS in view.hidden else _detached(session, view, revision, news)
    shown = [
        number
        for place, number in enumerate(detached)
        if place < DETACHED_THREADS or number == view.focus
    ]
    spread = _open(session, view, revision, revision.blocks, news, shown)
    marks = sum(page.leaf.marks for page in spread.pages) + len(detached)
    return replace(
        spread,
        hidden_detached=len(detached) - len(shown),
        told=tell(session, view, marks, None if view.query.is_filtered else spread.authors),
    )


def open_pages(session: Session, view: View, start: int, end: int) -> Spread:
    """Open only the blocks that a span touches: it costs what they cost."""
    revision = session.scalars(Revision.newest_of(view.reading.id)).one()
    first = (
        select(func.max(Block.start))
        .where(Block.revision_id == revision.id, Block.start <= start)
        .scalar_subquery()
    )
    blocks = session.scalars(
        select(Block)
        .where(Block.revision_id == revision.id, Block.start >= first, Block.start < end)
        .order_by(Block.position)
    ).all()
    news = news_in(session, view.course, view.reading, view.user)
    return _open(session, view, revision, blocks, news)


def _open(
    session: Session,
    view: View,
    revision: Revision,
    blocks: Sequence[Block],
    news: frozenset[int],
    detached: Sequence[int] = (),
) -> Spread:
    layers = _layers(session, view.course)
    dense = density(session, view, revision, layers)
    stretch = (blocks[0].start, blocks[-1].end) if blocks else (0, 0)
    shown = {item.layer_id: item for item in layers if item.layer.slug not in view.hidden}
    notes = _notes(session, revision, shown, stretch)
    marks = _marks(session, view, revision, stretch, news)
    beside = list(beside_blocks(marks, [block.start for block in blocks], view.focus))
    whole = [number for one in beside for number in one.whole]
    found = threads(session, [*whole, *detached])
    pages = _pages(
        blocks,
        _leaves(blocks, notes, beside, iter(found)),
        [
            *terms_over(view, shown, dense, stretch),
            *(overlay.Note(n.start or 0, n.end or 0, n.id, n.layer.hue) for n in notes),
        ],
        _runs(session, view, marks),
    )
    return Spread(
        revision=revision,
        layers=layers,
        pages=pages,
        query=view.query,
        focus=view.focus,
        news=news,
        density=dense,
        detached=found[len(whole) :],
        authors=frozenset(marks.authors),
    )


def _marks(
    session: Session,
    view: View,
    revision: Revision,
    stretch: tuple[int, int],
    news: frozenset[int],
) -> Marks:
    if MARKS in view.hidden:
        return Marks()
    found = marks_on(session, revision, asked_for(view), stretch)
    return found.among(news) if view.query.is_unread else found


def _detached(session: Session, view: View, revision: Revision, news: frozenset[int]) -> list[int]:
    """Marks on an earlier text whose words are not in this one."""
    found = session.scalars(
        select(Annotation.id)
        .where(*asked_for(view), Annotation.revision_id != revision.id)
        .order_by(Annotation.start, Annotation.id)
    )
    return [number for number in found if not view.query.is_unread or number in news]


def _layers(session: Session, course: Course) -> Sequence[CourseLayer]:
    return session.scalars(
        select(CourseLayer)
        .where(CourseLayer.course_id == course.id)
        .options(joinedload(CourseLayer.layer))
        .order_by(CourseLayer.position)
    ).all()


def _notes(
    session: Session, revision: Revision, shown: Collection[int], stretch: tuple[int, int]
) -> Sequence[ContextNote]:
    return session.scalars(
        select(ContextNote)
        .where(
            ContextNote.revision_id == revision.id,
            ContextNote.layer_id.in_(shown),
            ContextNote.start < stretch[1],
            ContextNote.end > stretch[0],
        )
        .options(joinedload(ContextNote.layer), joinedload(ContextNote.author))
        .order_by(ContextNote.start, ContextNote.id)
    ).all()


def _runs(session: Session, view: View, marks: Marks) -> list[Run]:
    """How many marks lie where, and whose."""
    me = view.user.id if view.user else None
    staff = staff_in(session, view.course)

    def written_by(people: Collection[int | None]) -> tuple[Iterable[int], Iterable[int]]:
        chosen = [author in people for author in marks.authors]
        return compress(marks.starts, chosen), compress(marks.ends, chosen)

    return drawn_runs((marks.starts, marks.ends), written_by({me}), written_by(staff))


def _leaves(
    blocks: Sequence[Block],
    notes: Sequence[ContextNote],
    beside: Sequence[Beside],
    found: Iterator[Annotation],
) -> list[Leaf]:
    leaves = [
        Leaf(
            threads=[next(found) for _ in one.whole],
            marks=one.marks,
            questions=one.questions,
            is_later=one.is_later,
        )
        for one in beside
    ]
    for note in notes:
        if (start := note.start or 0) >= blocks[0].start:
            leaves[_index(blocks, start)].notes.append(note)
    return leaves


def _pages(
    blocks: Sequence[Block],
    leaves: Sequence[Leaf],
    spans: Sequence[overlay.Term | overlay.Note],
    runs: Sequence[Run],
) -> list[Page]:
    over: dict[int, list[overlay.Term | overlay.Note]] = defaultdict(list)
    for span in spans:
        for place in range(_index(blocks, span.start), len(blocks)):
            if blocks[place].start >= span.end:
                break
            over[place].append(span)
    return [
        Page(block, lay(block, over[place], runs), leaf)
        for place, (block, leaf) in enumerate(zip(blocks, leaves, strict=True))
    ]


def _index(blocks: Sequence[Block], offset: int) -> int:
    """The place of the block that an offset stands in."""
    return max(0, bisect_right(blocks, offset, key=lambda block: block.start) - 1)
