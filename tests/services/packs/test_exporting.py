"""The database as packs, and back."""

from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import (
    ContextNote,
    Course,
    Form,
    Layer,
    Occurrence,
    Reading,
    ReadingSense,
    Revision,
    Ruling,
    Sense,
    Term,
    User,
)
from app.services.layering import lay_where_read, set_reading_sense, suppress
from app.services.packs import load
from app.services.packs.exporting import export
from tests.conftest import Cast
from tests.services.packs_at_hand import (
    layer,
    load_from,
    made_here,
    newest,
    occurrences,
    sense,
)


def test_an_export_loads_as_the_same_rows_and_exports_the_same_bytes(
    session: Session, elsewhere: Session, folder: Path, home: Course, cast: Cast, tmp_path: Path
) -> None:
    session.delete(session.get_one(Reading, cast.reading))  # has no source to name
    session.commit()
    load_from(session, folder, home)
    ines = session.get_one(User, cast.ines)
    hukou = session.scalars(select(Term).where(Term.slug == "hukou")).one()
    made_here(session, layer(session), hukou)
    lay_where_read(session)
    suppress(session, occurrences(session, "story")[1], "Not here", ines)
    place = newest(session, "story").reading
    set_reading_sense(
        session, place, layer(session), "hukou", sense(session, "hukou#gossip"), "Hearsay", ines
    )
    session.commit()
    first, second = tmp_path / "first", tmp_path / "second"
    files = export(session, first)
    course = Course(slug="copy", title="A copy")
    elsewhere.add(course)
    load_from(elsewhere, first, course)
    export(elsewhere, second)
    assert len(files) == 5
    for file in files:
        assert (second / file.relative_to(first)).read_bytes() == file.read_bytes()
    assert content(elsewhere) == content(session)


def content(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """What packs hold, without ids, authors and who made it."""
    queries = {
        "readings": select(Reading.slug, Reading.title, Reading.date, Reading.source),
        "texts": select(Revision.source, Revision.text),
        "layers": select(Layer.slug, Layer.title, Layer.about, Layer.limit, Layer.hue),
        "terms": select(Term.slug, Term.headword, Term.position, Term.related, Term.points),
        "forms": select(Form.text, Form.language, Form.case_exact, Form.whole_word, Form.auto),
        "senses": select(Sense.slug, Sense.body_html, Sense.valid_from, Sense.sources),
        "notes": select(
            ContextNote.slug, ContextNote.start, ContextNote.prefix, ContextNote.credit
        ),
        "rulings": select(Ruling.exact, Ruling.start, Ruling.suffix, Ruling.reason),
        "chosen": select(ReadingSense.form, ReadingSense.reason),
        "occurrences": select(
            Occurrence.start, Occurrence.end, Occurrence.state, Occurrence.rule, Occurrence.first
        ),
    }
    return {
        name: sorted((tuple(row) for row in session.execute(query)), key=repr)
        for name, query in queries.items()
    }


def test_a_whole_export_of_our_own_packs_changes_nothing_when_loaded(
    session: Session, elsewhere: Session, tmp_path: Path
) -> None:
    load(session)
    session.commit()
    export(session, tmp_path / "first")
    load_from(elsewhere, tmp_path / "first")
    export(elsewhere, tmp_path / "second")
    for file in (tmp_path / "first").rglob("*.*"):
        copy = tmp_path / "second" / file.relative_to(tmp_path / "first")
        assert copy.read_bytes() == file.read_bytes()
    assert elsewhere.scalar(select(func.count(Term.id))) == session.scalar(
        select(func.count(Term.id))
    )
