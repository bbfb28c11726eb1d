"""Which names, acronyms and quoted terms of a reading no card of its course covers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.uncovered import Uncovered, uncovered
from app.models import Course, CourseLayer, Form, Reading, Revision, Term

SHOWN = 40  # more are no list that anybody works through


def without_a_card(session: Session, course: Course, reading: Reading) -> list[Uncovered]:
    """The first SHOWN of them, the most frequent first. Headings are not asked: their words are
    set in capitals for other reasons."""
    newest = session.scalars(Revision.newest_of(reading.id)).one()
    forms = session.scalars(
        select(Form.text)
        .join(Term, Term.id == Form.term_id)
        .join(CourseLayer, CourseLayer.layer_id == Term.layer_id)
        .where(CourseLayer.course_id == course.id)
    )
    prose = [block.text for block in newest.blocks if block.kind != "heading"]
    return uncovered(prose, forms)[:SHOWN]
