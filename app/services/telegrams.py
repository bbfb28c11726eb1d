"""Telegrams among a course's readings: decoded, and how they refer to one another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.cables import Telegram, decode
from app.core.cables.codes import Meaning
from app.core.cables.telegram import Reference
from app.core.folding import fold
from app.models import (
    Course,
    CourseLayer,
    CourseReading,
    Form,
    Layer,
    Reading,
    Revision,
    Term,
    User,
)
from app.services.curation import SenseDraft, add_form, add_sense, add_term
from app.services.density import newest_on_syllabus

CABLE = "cable"
SOURCE = {
    "title": "Foreign Affairs Handbook (5 FAH), ACP 117 and their readers, as Interleaf tells them"
}


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


def without_card(session: Session, course: Course, codes: Iterable[str]) -> list[str]:
    """The codes that no layer of a course explains."""
    folded = {fold(code): code for code in codes}
    known = session.scalars(
        select(Form.folded)
        .join(Form.term)
        .join(CourseLayer, CourseLayer.layer_id == Term.layer_id)
        .where(CourseLayer.course_id == course.id, Form.folded.in_(folded))
    ).all()
    return [code for form, code in folded.items() if form not in known]


def add_code_cards(
    session: Session, layer: Layer, codes: Mapping[str, Meaning], author: User
) -> None:
    """A card for each code, found where it stands in capitals, with how surely it is known."""
    for code, meaning in codes.items():
        term = add_term(session, layer, code, "", "")
        term.kind = "code"
        add_form(session, term, code)
        term.forms[0].case_exact = True
        body = f"{meaning.words}. {meaning.kind.capitalize()}."
        draft = SenseDraft("embassy", body, status=meaning.status, sources=[SOURCE])
        add_sense(session, term, draft, author)
