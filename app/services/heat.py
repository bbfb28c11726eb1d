"""How much talk stands where, told again after a write.

A page that is opened has each mark in hand and counts by itself (`services.spread`). A write
draws only the blocks it touched; what else the page says of its talk is counted by the database,
from the index that the page is read from, and no mark is loaded for it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, load_only

from app.core.heat import Stripe, stripes
from app.models import Annotation, Block, Revision
from app.services.marks import IS_OPEN_QUESTION, told
from app.services.news import news_in
from app.services.talk import asked_for
from app.services.view import View


@dataclass(frozen=True, slots=True)
class Heat:
    """`stripes` of the strip by the place of their blocks; how many of how many are shown."""

    blocks: Sequence[Block]
    stripes: list[Stripe]
    shown: int
    total: int


def measure(session: Session, view: View) -> Heat:
    """Count what is asked for on the newest text, and on those before it."""
    newest = session.scalars(
        Revision.newest_of(view.reading.id).with_only_columns(Revision.id)
    ).one()
    wanted = asked_for(view)
    if view.query.is_unread:
        wanted.append(Annotation.id.in_(news_in(session, view.course, view.reading, view.user)))
    rows = _by_block(session, newest, wanted)
    earlier = [*wanted, Annotation.revision_id != newest]
    shown = sum(marks for _, _, marks, _ in rows) + _count(session, earlier)
    everything = told(view.course, view.reading, view.user)
    return Heat(
        blocks=[block for block, *_ in rows],
        stripes=stripes((length, marks, questions) for _, length, marks, questions in rows),
        shown=shown,
        total=_count(session, everything) if view.query.is_filtered else shown,
    )


def _by_block(
    session: Session, revision: int, wanted: Sequence[ColumnElement[bool]]
) -> list[tuple[Block, int, int, int]]:
    """Each block with its length, and how many marks and open questions begin in it. Marks are
    counted by where they begin, in the order of the index: popular passages are a row for many."""
    blocks = session.execute(
        select(Block, func.length(Block.text))
        .where(Block.revision_id == revision)
        .order_by(Block.position)
        .options(load_only(Block.ident, Block.kind, Block.number, Block.start))
    ).all()
    begun = session.execute(
        select(Annotation.start, func.count(), func.sum(case((IS_OPEN_QUESTION, 1), else_=0)))
        .where(*wanted, Annotation.revision_id == revision)
        .group_by(Annotation.start)
    )
    counts = [[0, 0] for _ in blocks]
    starts = [block.start for block, _ in blocks]
    for start, marks, questions in begun:
        if (place := bisect_right(starts, start)) > 0:
            counts[place - 1][0] += marks
            counts[place - 1][1] += questions
    return [
        (block, length, marks, questions)
        for (block, length), (marks, questions) in zip(blocks, counts, strict=True)
    ]


def _count(session: Session, wanted: Sequence[ColumnElement[bool]]) -> int:
    return session.scalars(select(func.count(Annotation.id)).where(*wanted)).one()
