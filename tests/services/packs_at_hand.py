"""What tests of packs ask for: rows by their names, what is said of them in a line."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import ContextNote, Course, Form, Layer, Occurrence, Reading, Revision, Sense, Term
from app.services.packs import LoadReport, load
from app.settings import ROOT

CASES = ROOT / "tests" / "cases" / "packs"


def load_from(session: Session, folder: Path, home: Course | None = None) -> LoadReport:
    report = load(session, folder / "readings", folder / "annotations", home)
    session.commit()
    return report


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def newest(session: Session, slug: str) -> Revision:
    reading = session.scalars(select(Reading).where(Reading.slug == slug)).one()
    return session.scalars(Revision.newest_of(reading.id)).one()


def layer(session: Session, slug: str = "registration") -> Layer:
    return session.scalars(select(Layer).where(Layer.slug == slug)).one()


def sense(session: Session, name: str) -> Sense:
    term, _, slug = name.partition("#")
    return session.scalars(
        select(Sense).join(Sense.term).where(Term.slug == term, Sense.slug == slug)
    ).one()


def occurrences(session: Session, slug: str) -> Sequence[Occurrence]:
    return session.scalars(
        select(Occurrence)
        .where(Occurrence.revision_id == newest(session, slug).id)
        .order_by(Occurrence.start)
    ).all()


def told(session: Session, slug: str) -> list[str]:
    return [
        f"{row.exact} = {row.term.slug}#{row.sense.slug}, {row.rule}"
        for row in occurrences(session, slug)
    ]


def made_here(session: Session, to: Layer, hukou: Term) -> None:
    """What an instructor adds while reading."""
    hukou.forms.append(Form(text="huji", folded="huji"))
    hukou.senses.append(a_sense("gossip", position=3))
    to.terms.append(
        Term(slug="suishen", headword="suishen", position=5, senses=[a_sense("code", position=1)])
    )
    revision = newest(session, "story")
    to.notes.append(
        ContextNote(
            slug="made-here",
            kind="question",
            reading_id=revision.reading_id,
            revision_id=revision.id,
            start=0,
            end=4,
            exact="They",
            prefix="",
            suffix=" lack a residence permit, by whi",
            body="Who?",
            body_html="<p>Who?</p>",
            status="unverified",
        )
    )
    session.commit()


def a_sense(slug: str, position: int) -> Sense:
    return Sense(
        slug=slug,
        voice="migrant",
        body="So people say.",
        body_html="<p>So people say.</p>",
        status="unverified",
        position=position,
    )
