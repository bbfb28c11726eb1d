"""Packs into the database; what people made in the app outlives every load."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.packs import PackFaults
from app.models import (
    Annotation,
    Base,
    ContextNote,
    Course,
    CourseReading,
    Revision,
    Term,
    User,
)
from app.services.layering import pin, set_reading_sense, suppress
from app.services.packs import load
from tests.conftest import Cast
from tests.services.packs_at_hand import (
    edit,
    layer,
    load_from,
    made_here,
    newest,
    occurrences,
    sense,
    told,
)


def rows(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Everything that a load may write, as values."""
    return {
        table.name: [dict(row._mapping) for row in session.execute(select(table))]
        for table in Base.metadata.sorted_tables
    }


def test_a_load_fills_the_home_course_in_the_order_of_the_documents(
    session: Session, folder: Path, home: Course
) -> None:
    report = load_from(session, folder, home)
    syllabus = [(row.reading.slug, row.position, row.week) for row in home.readings]
    assert syllabus == [("a-card", 1, 1), ("telegram", 2, 2), ("story", 3, 3), ("city", 4, 4)]
    assert [row.layer.slug for row in home.layers] == ["codes", "registration"]
    assert (len(report.loaded), report.laid) == (5, 8)  # two layers on four readings


def test_a_second_load_touches_nothing(session: Session, folder: Path, home: Course) -> None:
    load_from(session, folder, home)
    before = rows(session)
    report = load_from(session, folder, home)
    assert (len(report.unchanged), report.loaded, report.laid) == (5, [], 0)
    assert rows(session) == before


def test_a_fault_in_the_last_file_leaves_no_trace(
    session: Session, folder: Path, home: Course
) -> None:
    before = rows(session)
    edit(folder / "readings" / "telegram.md", "hukou#status", "hukou#statute")
    with pytest.raises(PackFaults) as found:
        load(session, folder / "readings", folder / "annotations", home)
    session.commit()
    (fault,) = found.value.faults
    assert (fault.line, fault.message) == (16, "there is no sense registration/hukou#statute")
    assert rows(session) == before


def test_packs_may_name_what_is_in_the_database_already(
    session: Session, folder: Path, home: Course, tmp_path: Path
) -> None:
    load_from(session, folder, home)
    empty = tmp_path / "empty"
    empty.mkdir()
    edit(folder / "annotations" / "registration.yml", "hue: 30", "hue: 31")
    load(session, empty, folder / "annotations")
    assert layer(session).hue == 31


def test_an_edited_text_is_a_new_revision_and_all_that_stood_on_it_moves(
    session: Session, folder: Path, home: Course, cast: Cast
) -> None:
    load_from(session, folder, home)
    old = newest(session, "telegram")
    kept = mark(session, old, home, cast.ming, "decides where a child may learn")
    lost = mark(session, old, home, cast.ming, "stays what it was")
    session.commit()
    file = folder / "readings" / "telegram.md"
    edit(file, "stays what it was", "is gone")
    edit(file, "The residence permit is to lose", "In 2007 the residence permit is to lose")
    load_from(session, folder, home)
    new = newest(session, "telegram")
    assert (new.number, old.number) == (2, 1)
    assert new.text[kept.start : kept.end] == kept.exact
    assert (kept.revision_id, lost.revision_id) == (new.id, old.id)
    assert old.text[lost.start : lost.end] == lost.exact == "stays what it was"
    note = session.scalars(select(ContextNote)).one()
    assert new.text[note.start : note.end] == "Nobody is handed"
    assert "permit = booklet#paper, pinned" in told(session, "telegram")


def mark(
    session: Session, revision: Revision, course: Course, author: int, exact: str
) -> Annotation:
    annotation = Annotation(
        course_id=course.id,
        reading_id=revision.reading_id,
        author_id=author,
        visibility="course",
        kind="note",
    )
    start = revision.text.index(exact)
    annotation.anchor(revision, start, start + len(exact))
    session.add(annotation)
    session.flush()
    return annotation


def test_new_front_matter_makes_no_new_revision(
    session: Session, folder: Path, home: Course
) -> None:
    load_from(session, folder, home)
    edit(folder / "readings" / "story.md", "voice: press", "voice: scholar")
    load_from(session, folder, home)
    assert newest(session, "story").number == 1
    assert told(session, "story")[0] == "residence permit = hukou#status, voice"


def test_a_quote_that_is_gone_leaves_its_note_without_a_place(
    session: Session, folder: Path, home: Course
) -> None:
    load_from(session, folder, home)
    edit(folder / "readings" / "telegram.md", "Nobody is handed", "No one gets")
    report = load_from(session, folder, home)
    note = session.scalars(select(ContextNote)).one()
    assert (note.exact, note.revision.number) == ("Nobody is handed", 1)
    assert [fault.line for fault in report.detached] == [74]


def test_a_note_keeps_its_last_place_when_its_pack_comes_again_and_none_when_it_is_requoted(
    session: Session, folder: Path, home: Course
) -> None:
    load_from(session, folder, home)
    edit(folder / "readings" / "telegram.md", "Nobody is handed", "No one gets")
    load_from(session, folder, home)
    file = folder / "annotations" / "registration.yml"
    edit(file, "title: Nobody is handed it", "title: No one gets it")
    load_from(session, folder, home)
    note = session.scalars(select(ContextNote)).one()
    stood = newest(session, "telegram").number - 1
    assert (note.title, note.revision.number) == ("No one gets it", stood)
    assert session.scalars(select(ContextNote.start)).one() is not None
    edit(file, "exact: Nobody is handed", "exact: Words of no text at all")
    load_from(session, folder, home)
    assert session.scalars(select(ContextNote.start)).one() is None


def test_what_a_pack_drops_goes_and_what_people_made_stays(
    session: Session, folder: Path, home: Course, cast: Cast
) -> None:
    load_from(session, folder, home)
    hukou = session.scalars(select(Term).where(Term.slug == "hukou")).one()
    made_here(session, layer(session), hukou)
    file = folder / "annotations" / "registration.yml"
    edit(
        file,
        "      - residence permit\n      - residence certificate\n",
        "      - residence certificate\n",
    )
    edit(file, "      - 户口\n", "")
    text = file.read_text()
    file.write_text(text[: text.index("notes:")] + text[text.index("rulings:") :])
    load_from(session, folder, home)
    assert [form.text for form in hukou.forms] == ["hukou", "residence permit", "huji"]
    assert [term.slug for term in layer(session).terms] == [
        "hukou",
        "certificate",
        "temporary",
        "booklet",
        "suishen",
    ]
    assert [s.slug for s in hukou.senses] == ["status", "in-the-press", "gossip"]
    assert session.scalars(select(ContextNote.slug)).all() == ["made-here"]


def test_pins_and_chosen_senses_survive_a_reload(
    session: Session, folder: Path, home: Course, cast: Cast
) -> None:
    load_from(session, folder, home)
    ines = session.get_one(User, cast.ines)
    story, telegram = newest(session, "story"), newest(session, "telegram")
    pin(session, occurrences(session, "story")[0], sense(session, "certificate#card"), "So", ines)
    suppress(session, occurrences(session, "story")[1], "Not here", ines)
    set_reading_sense(
        session,
        telegram.reading,
        layer(session),
        "residence permit",
        sense(session, "certificate#card"),
        "I say so",
        ines,
    )
    session.commit()
    before = told(session, "story")
    edit(folder / "readings" / "telegram.md", "for hukou.", "for hukou, always.")
    edit(folder / "readings" / "story.md", "They lack", "Most of them lack")
    text = (folder / "annotations" / "registration.yml").read_text()
    start, end = text.index("  - id: certificate"), text.index("  - id: temporary")
    (folder / "annotations" / "registration.yml").write_text(
        (text[:start] + text[end:]).replace("      - certificate\n", "")
    )
    report = load_from(session, folder, home)
    assert told(session, "story") == before
    assert newest(session, "story").id != story.id
    assert [row.state for row in occurrences(session, "story")] == ["pinned", "suppressed"]
    assert told(session, "telegram")[0] == "residence permit = certificate#card, reading"
    assert report.kept == ["registration/certificate"]


def test_what_staff_take_off_the_syllabus_stays_off(
    session: Session, folder: Path, home: Course
) -> None:
    load_from(session, folder, home)
    home.readings = [row for row in home.readings if row.reading.slug != "city"]
    session.commit()
    edit(folder / "annotations" / "codes.yml", "hue: 250", "hue: 251")
    load_from(session, folder, home)
    assert "city" not in [row.reading.slug for row in home.readings]


def test_another_course_reads_the_same_packs_and_the_first_stays_their_home(
    session: Session, folder: Path, home: Course, cast: Cast
) -> None:
    load_from(session, folder, home)
    other = session.get_one(Course, cast.other)
    load_from(session, folder, other)
    assert [row.reading.slug for row in other.readings] == ["telegram", "story", "city"]
    assert newest(session, "city").reading.home_id == home.id


def test_a_reading_on_no_syllabus_is_loaded_all_the_same(session: Session, folder: Path) -> None:
    report = load_from(session, folder)
    assert (len(report.loaded), report.laid) == (5, 0)
    assert session.scalars(select(CourseReading)).all() == []
