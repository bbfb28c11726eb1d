"""Marks and threads: what is kept, what is refused, what leaves an event."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Annotation, Event, Version
from tests.conftest import Cast

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
HTMX = {"HX-Request": "true"}


def mark(client: FlaskClient, **fields: object) -> int:
    """Mark a passage and return the annotation's id."""
    data = {"start": 21, "end": 31, "kind": "question", "body": "Why?", **fields}
    answer = client.post(f"{READING}/annotations", data=data)
    assert answer.status_code == 303, answer.text
    return int(answer.headers["Location"].rpartition("-")[2])


def kinds(session: Session) -> list[str]:
    return list(session.scalars(select(Event.kind).order_by(Event.id)))


def test_every_write_leaves_its_event_with_the_thread_s_audience(
    session: Session, cast: Cast, as_: As
) -> None:
    ming, mei = as_(cast.ming), as_(cast.mei)
    number = mark(ming)
    mei.post(f"/annotations/{number}/replies", data={"body": "Because"})
    ming.post(f"/annotations/{number}/answer?_method=put", data={"reply": 1})
    ming.post(f"/annotations/{number}/answer?_method=delete")
    mei.post("/replies/1?_method=patch", data={"body": "Because!"})
    mei.post("/replies/1?_method=delete")
    ming.post(f"/annotations/{number}?_method=patch", data={"body": "Why then?"})
    ming.post(f"/annotations/{number}?_method=delete")
    assert kinds(session) == [
        "annotation created",
        "reply created",
        "question answered",
        "question reopened",
        "reply edited",
        "reply deleted",
        "annotation edited",
        "annotation deleted",
    ]
    events = session.scalars(select(Event)).all()
    assert {(e.visibility, e.group_id, e.author_id) for e in events} == {
        ("group", cast.plum, cast.ming)
    }
    assert [e.actor_id for e in events][:2] == [cast.ming, cast.mei]


def test_what_was_edited_stays_readable_and_what_was_taken_back_does_not(
    session: Session, cast: Cast, as_: As
) -> None:
    ming, mei = as_(cast.ming), as_(cast.mei)
    number = mark(ming, body="First words")
    ming.post(f"/annotations/{number}?_method=patch", data={"body": "Second words"})
    history = mei.get(f"/annotations/{number}/history").text
    assert "First words" in history
    assert "Second words" in history
    mei.post(f"/annotations/{number}/replies", data={"body": "My answer stays"})
    ming.post(f"/annotations/{number}?_method=delete")
    page = mei.get(READING).text
    assert "Second words" not in page
    assert "Taken back by its author" in page
    assert "My answer stays" in page
    assert "First words" not in mei.get(f"/annotations/{number}/history").text
    kept = session.scalars(select(Version.body).order_by(Version.id)).all()
    assert kept == ["First words", "Second words"]


def test_a_reply_taken_back_is_no_answer_any_more(session: Session, cast: Cast, as_: As) -> None:
    number = mark(as_(cast.ming))
    as_(cast.mei).post(f"/annotations/{number}/replies", data={"body": "So"})
    as_(cast.ming).post(f"/annotations/{number}/answer?_method=put", data={"reply": 1})
    as_(cast.mei).post("/replies/1?_method=delete")
    assert session.get_one(Annotation, number).answer_id is None


def test_the_quote_is_stored_as_selected_with_its_context(
    session: Session, cast: Cast, as_: As
) -> None:
    number = mark(as_(cast.ming), start=44, end=60)
    found = session.get_one(Annotation, number)
    assert (found.exact, found.prefix[-7:], found.suffix[:5]) == (
        "residence permit",
        "that a ",
        " is n",
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": 5, "end": 5}, "Choose it again"),
        ({"start": -1, "end": 5}, "Choose it again"),
        ({"start": 0, "end": 99_999}, "Choose it again"),
        ({"start": "x", "end": "y"}, "Choose it again"),
        ({"exact": "other words"}, "Choose it again"),
        ({"body": "   "}, "Write something first"),
        ({"body": "x" * 20_001}, "At most 20,000 characters; this has 20,001"),
        ({"audience": "group:2"}, "Choose who may see this"),
        ({"audience": "everybody"}, "Choose who may see this"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_bad_mark_is_refused_in_words_and_nothing_typed_is_lost(
    session: Session,
    cast: Cast,
    as_: As,
    fields: dict[str, object],
    words: str,
    headers: dict[str, str],
) -> None:
    data = {"start": 21, "end": 31, "kind": "note", "body": "All I typed", **fields}
    answer = as_(cast.ming).post(f"{READING}/annotations", data=data, headers=headers)
    assert answer.status_code == 422
    assert words in answer.text
    assert str(data["body"]).strip() in answer.text
    assert session.scalars(select(Annotation)).all() == []
    assert kinds(session) == []


def test_the_usual_audience_is_the_reader_s_group(session: Session, cast: Cast, as_: As) -> None:
    student = session.get_one(Annotation, mark(as_(cast.ming)))
    assert (student.visibility, student.group_id) == ("group", cast.plum)
    staff = session.get_one(Annotation, mark(as_(cast.tom)))
    assert (staff.visibility, staff.group_id) == ("course", None)
    to_group = session.get_one(Annotation, mark(as_(cast.tom), audience=f"group:{cast.orchid}"))
    assert (to_group.visibility, to_group.group_id) == ("group", cast.orchid)


def test_only_who_asked_and_the_staff_settle_a_question(
    session: Session, cast: Cast, as_: As
) -> None:
    number = mark(as_(cast.ming), audience="course")
    as_(cast.lin).post(f"/annotations/{number}/replies", data={"body": "So"})
    settle = f"/annotations/{number}/answer?_method=put"
    for who, status in ((cast.lin, 404), (cast.mei, 404), (cast.tom, 303), (cast.ming, 303)):
        assert as_(who).post(settle, data={"reply": 1}).status_code == status
    note = mark(as_(cast.ming), kind="note")
    assert as_(cast.ming).post(f"/annotations/{note}/answer?_method=put").status_code == 404


def test_a_reply_of_another_thread_answers_nothing(session: Session, cast: Cast, as_: As) -> None:
    first, second = mark(as_(cast.ming)), mark(as_(cast.ming))
    as_(cast.ming).post(f"/annotations/{second}/replies", data={"body": "So"})
    answer = as_(cast.ming).post(f"/annotations/{first}/answer?_method=put", data={"reply": 1})
    assert answer.status_code == 404


def test_a_fragment_s_root_is_the_thread_it_replaces(cast: Cast, as_: As) -> None:
    number = mark(as_(cast.ming))
    answer = as_(cast.mei).post(
        f"/annotations/{number}/replies", data={"body": "*So*"}, headers=HTMX
    )
    assert answer.text.lstrip().startswith(f'<article id="annotation-{number}"')
    assert "<em>So</em>" in answer.text


def test_a_saved_mark_comes_back_with_each_block_it_touches(cast: Cast, as_: As) -> None:
    answer = as_(cast.ming).post(
        f"{READING}/annotations",
        data={"start": 90, "end": 130, "kind": "highlight"},
        headers=HTMX,
    )
    target = answer.headers["HX-Retarget"].removeprefix("#")
    assert answer.text.lstrip().startswith(f'<div id="{target}"')
    assert answer.text.count('<hx-partial hx-target="#page-') == 1  # the second block
