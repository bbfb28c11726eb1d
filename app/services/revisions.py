"""The revisions of a reading: who made them, what changed, and an earlier text as it was read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.core import overlay
from app.core.coverage import drawn_runs
from app.core.differing import Change, differences
from app.models import (
    Annotation,
    ContextNote,
    Course,
    CourseLayer,
    Placement,
    Reading,
    Revision,
    User,
)
from app.services.laying import lay
from app.services.linear import THREADS_IN_LINE, Passage
from app.services.marks import staff_in, threads, told
from app.services.view import View


@dataclass(frozen=True, slots=True)
class Entry:
    """A revision in the list of them, without its text. `counts` are of the marks that the reader
    may see, and of notes and rulings, by what became of them."""

    number: int
    author: str | None
    message: str
    created_at: datetime
    counts: Mapping[str, int]


def history(session: Session, course: Course, reading: Reading, user: User | None) -> list[Entry]:
    """A reading's revisions, the newest first."""
    rows = session.execute(
        select(Revision.number, User.name, Revision.message, Revision.created_at)
        .outerjoin(Revision.author)
        .where(Revision.reading_id == reading.id)
        .order_by(Revision.number.desc())
    )
    counts = _outcomes(session, course, reading, user)
    return [Entry(*row, counts[row.number]) for row in rows]


def _outcomes(
    session: Session, course: Course, reading: Reading, user: User | None
) -> Mapping[int, Mapping[str, int]]:
    rows = session.execute(
        select(Revision.number, Placement.outcome, func.count())
        .join(Placement.revision)
        .outerjoin(Placement.annotation)
        .where(
            Revision.reading_id == reading.id,
            Placement.outcome != "made",
            or_(
                Placement.annotation_id.is_(None),
                and_(Annotation.course_id == course.id, Annotation.is_visible_to(user)),
            ),
        )
        .group_by(Revision.number, Placement.outcome)
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for number, outcome, count in rows:
        found[number][outcome] = count
    return found


def numbered(reading: Reading, number: int) -> Select[Revision]:
    return select(Revision).where(Revision.reading_id == reading.id, Revision.number == number)


def compared(old: Revision, new: Revision) -> list[Change]:
    """What differs between two revisions."""
    return differences(old.blocks, new.blocks)


def as_it_was(session: Session, view: View, revision: Revision) -> list[Passage]:
    """An earlier text with notes, marks and threads where they stood in it."""
    passages = [Passage(block, block.html) for block in revision.blocks]
    marks = _marks(session, view, revision)
    notes = _notes(session, view, revision)
    _lay_over(session, view, passages, marks, notes)
    _put_beside(session, revision, passages, marks, notes)
    return passages


@dataclass(frozen=True, slots=True)
class Stood:
    """Where something stood: its id, its place, whose it is."""

    id: int
    start: int
    end: int
    author_id: int


def _marks(session: Session, view: View, revision: Revision) -> list[Stood]:
    rows = session.execute(
        select(Annotation.id, Placement.start, Placement.end, Annotation.author_id)
        .join(Placement.annotation)
        .where(
            *told(view.course, view.reading, view.user),
            Placement.revision_id == revision.id,
            Placement.stands(),
        )
        .order_by(Placement.start, Annotation.id)
    )
    return [Stood(number, start or 0, end or 0, author) for number, start, end, author in rows]


def _notes(
    session: Session, view: View, revision: Revision
) -> Sequence[tuple[ContextNote, int, int]]:
    layers = select(CourseLayer.layer_id).where(CourseLayer.course_id == view.course.id)
    rows = session.execute(
        select(ContextNote, Placement.start, Placement.end)
        .join(Placement.note)
        .where(
            Placement.revision_id == revision.id,
            Placement.stands(),
            ContextNote.layer_id.in_(layers),
        )
        .options(joinedload(ContextNote.layer), joinedload(ContextNote.author))
        .order_by(Placement.start, ContextNote.id)
    )
    return [
        (note, start or 0, end or 0)
        for note, start, end in rows
        if note.layer.slug not in view.hidden
    ]


def _lay_over(
    session: Session,
    view: View,
    passages: Sequence[Passage],
    marks: Sequence[Stood],
    notes: Sequence[tuple[ContextNote, int, int]],
) -> None:
    me, staff = view.user.id if view.user else None, staff_in(session, view.course)
    everybody, mine, of_staff = (
        ([mark.start for mark in chosen], [mark.end for mark in chosen])
        for chosen in (
            marks,
            [mark for mark in marks if mark.author_id == me],
            [mark for mark in marks if mark.author_id in staff],
        )
    )
    runs = drawn_runs(everybody, mine, of_staff)
    for passage in passages:
        spans = [
            overlay.Note(start, end, note.id, note.layer.hue)
            for note, start, end in notes
            if start < passage.block.end and end > passage.block.start
        ]
        passage.html = lay(passage.block, spans, runs)


def _put_beside(
    session: Session,
    revision: Revision,
    passages: Sequence[Passage],
    marks: Sequence[Stood],
    notes: Sequence[tuple[ContextNote, int, int]],
) -> None:
    beside = {passage.block.id: passage for passage in passages}
    for note, start, _ in notes:
        beside[revision.block_at(start).id].notes.append(note)
    wanted: dict[int, list[int]] = defaultdict(list)
    for mark in marks:
        place = revision.block_at(mark.start).id
        if len(wanted[place]) < THREADS_IN_LINE:
            wanted[place].append(mark.id)
        else:
            beside[place].more_threads += 1
    found = iter(threads(session, [number for ids in wanted.values() for number in ids]))
    for place, ids in wanted.items():
        beside[place].threads = list(islice(found, len(ids)))
