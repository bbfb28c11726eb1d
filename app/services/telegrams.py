"""Telegrams among a course's readings: decoded, and how they refer to one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.cables import Telegram, decode
from app.core.cables.telegram import Reference
from app.models import Course, CourseReading, Reading, Revision
from app.services.density import newest_on_syllabus

CABLE = "cable"


@dataclass(frozen=True, slots=True)
class Referred:
    """A reference, and the reading that it is to, where the course has it."""

    reference: Reference
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A telegram with what it refers to, and the readings that refer to it."""

    telegram: Telegram
    to: Sequence[Referred]
    by: Sequence[Reading]


@lru_cache(maxsize=256)  # a text is looked at again and again, and is never changed
def telegram_of(text: str) -> Telegram:
    """A revision's text as a telegram."""
    return decode(text)


def correspondence(session: Session, course: Course, reading: Reading) -> Correspondence:
    """A telegram among those of its course. Asks once, whatever their number."""
    rows = session.execute(
        select(Reading, Revision.text)
        .join(CourseReading, CourseReading.reading_id == Reading.id)
        .join(Revision, Revision.id == newest_on_syllabus())
        .where(CourseReading.course_id == course.id, Reading.kind == CABLE)
        .order_by(CourseReading.position)
    ).all()
    telegrams = {each: telegram_of(text) for each, text in rows}
    own = telegrams[reading]
    by_id = {telegram.id: each for each, telegram in telegrams.items() if telegram.id}
    return Correspondence(
        own,
        [Referred(one, by_id.get(one.id)) for one in own.references],
        [
            each
            for each, telegram in telegrams.items()
            if own.id and own.id in {one.id for one in telegram.references}
        ],
    )
