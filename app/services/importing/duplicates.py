"""Is a document one that the course reads already? Then a new revision is offered.

By the file's bytes, its text, where it was published, its title and date; or because most of its
words stand in a reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core.importing.sameness import LIKE, rows, shared
from app.models import Course, CourseReading, Import, Reading, Revision

COMPARED = 200  # readings of a course whose texts are compared


@dataclass(frozen=True, slots=True)
class Same:
    """A reading that a document may be, and why one thinks so."""

    reading: Reading
    why: str
    newest: int


def same_as(session: Session, row: Import) -> list[Same]:
    """The readings of its course that an import may be, the surest first."""
    if row.course_id is None:
        return []
    reasons: dict[int, str] = {}
    for reading_id, digest in session.execute(
        select(Import.reading_id, Import.digest).where(
            Import.reading_id.is_not(None),
            Import.state == "published",
            or_(Import.digest == row.digest, Import.text_digest == row.text_digest),
        )
    ):
        same = "the same file" if digest == row.digest else "a file with the same text"
        if reading_id is not None:
            reasons.setdefault(reading_id, f"It was made from {same}.")
    for number, share in row.alike.items():
        reasons.setdefault(int(number), f"{round(100 * share)} % of the words are the same.")
    on_it = session.execute(
        select(Reading, func.max(Revision.number))
        .join(CourseReading, CourseReading.reading_id == Reading.id)
        .join(Revision, Revision.reading_id == Reading.id)
        .where(CourseReading.course_id == row.course_id)
        .group_by(Reading.id)
    ).all()
    found = [
        Same(reading, why, newest)
        for reading, newest in on_it
        if (why := reasons.get(reading.id) or _by_facts(row, reading))
    ]
    order = list(reasons)
    return sorted(
        found,
        key=lambda one: order.index(one.reading.id) if one.reading.id in order else len(order),
    )


def alike(session: Session, course: Course, text: str) -> Mapping[str, float]:
    """The readings whose newest text is like this one: ids, as JSON has them, and how like."""
    newest = (
        select(func.max(Revision.id))
        .join(CourseReading, CourseReading.reading_id == Revision.reading_id)
        .where(CourseReading.course_id == course.id)
        .group_by(Revision.reading_id)
        .limit(COMPARED)
    )
    mine = rows(text)
    found = {
        str(number): shared(mine, rows(theirs))
        for number, theirs in session.execute(
            select(Revision.reading_id, Revision.text).where(Revision.id.in_(newest))
        )
    }
    likeliest = sorted(found.items(), key=lambda one: -one[1])
    return {number: share for number, share in likeliest if share >= LIKE}


def _by_facts(row: Import, reading: Reading) -> str:
    url = row.value("url")
    if url and url == (reading.source or {}).get("url"):
        return "It names the same address as its source."
    title = " ".join(row.value("title").split()).casefold()
    if (title, row.value("date")) == (" ".join(reading.title.split()).casefold(), reading.date):
        return "It has the same title and date."
    return ""
