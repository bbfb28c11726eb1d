"""A form that is sent twice writes once: one row, one event, the same answer."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import db
from app.models import Annotation, Event, Reading, Reply
from app.services.once import add_once, sent_before
from app.services.publishing import publish
from tests.conftest import TEXT, Cast

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
NONCE = "0123456789abcdef" * 2
HTMX = {"HX-Request": "true"}
MARK = {"start": "21", "end": "31", "kind": "note", "body": "Why?", "nonce": NONCE}


def rows(session: Session) -> tuple[int, int, int]:
    """How many annotations, replies and events there are."""
    counts = [session.scalar(select(func.count(kind.id))) for kind in (Annotation, Reply, Event)]
    return counts[0] or 0, counts[1] or 0, counts[2] or 0


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_form_sent_twice_writes_once_and_is_answered_alike(
    session: Session, cast: Cast, as_: As, headers: dict[str, str]
) -> None:
    ming = as_(cast.ming)
    marks = [ming.post(f"{READING}/annotations", data=MARK, headers=headers) for _ in range(2)]
    assert marks[0].status_code == marks[1].status_code
    assert marks[0].headers.get("Location") == marks[1].headers.get("Location")
    assert marks[0].headers.get("HX-Retarget") == marks[1].headers.get("HX-Retarget")
    assert marks[0].text == marks[1].text
    data = {"body": "So", "nonce": NONCE}
    replies = [ming.post("/annotations/1/replies", data=data, headers=headers) for _ in range(2)]
    assert replies[0].text == replies[1].text
    assert rows(session) == (1, 1, 2)


@pytest.mark.parametrize("path", [f"{READING}/annotations", "/annotations/1/replies"])
def test_two_that_arrive_at_once_write_once(
    app: Flask, session: Session, cast: Cast, as_: As, path: str
) -> None:
    as_(cast.mei).post(f"{READING}/annotations", data=MARK)
    before = rows(session)
    clients = [as_(cast.ming) for _ in range(6)]
    together = Barrier(len(clients))

    def send(client: FlaskClient) -> tuple[int, str]:
        together.wait()
        answer = client.post(path, data=MARK)
        return answer.status_code, answer.headers["Location"]

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = set(pool.map(send, clients))
    assert len(answers) == 1
    assert sum(rows(session)) == sum(before) + 2  # the row and its event


def test_the_index_decides_and_the_transaction_goes_on(app: Flask, cast: Cast, as_: As) -> None:
    """As on a database with several writers, where nobody waits in line."""
    as_(cast.ming).post(f"{READING}/annotations", data=MARK)
    with app.app_context():
        first = sent_before(db.session, Annotation, cast.ming, NONCE)
        assert first is not None
        reply = Reply(course_id=cast.hukou, annotation_id=first.id, author_id=cast.ming)
        twin = Annotation(
            course_id=cast.hukou,
            reading_id=cast.reading,
            author_id=cast.ming,
            kind="note",
            visibility="course",
            nonce=NONCE,
        )
        twin.revision_id, twin.start, twin.end = 1, 0, 5
        twin.exact = twin.prefix = twin.suffix = ""
        assert add_once(db.session, reply)
        assert not add_once(db.session, twin)
        db.session.commit()
        assert db.session.scalars(select(Reply)).all() == [reply]


def test_the_same_nonce_of_another_reader_is_another_form(
    session: Session, cast: Cast, as_: As
) -> None:
    for who in (cast.ming, cast.mei):
        as_(who).post(f"{READING}/annotations", data=MARK)
    assert rows(session) == (2, 0, 2)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_other_words_in_a_form_that_was_sent_are_not_lost(
    session: Session, cast: Cast, as_: As, headers: dict[str, str]
) -> None:
    ming = as_(cast.ming)
    ming.post(f"{READING}/annotations", data=MARK)
    ming.post("/annotations/1/replies", data={"body": "So", "nonce": NONCE})
    for path in (f"{READING}/annotations", "/annotations/1/replies"):
        answer = ming.post(path, data=MARK | {"body": "Other words"}, headers=headers)
        assert answer.status_code == 422
        assert "Other words" in answer.text
        assert "sent before" in answer.text
        assert NONCE not in answer.text  # sent once more, they are posted
    assert rows(session) == (1, 1, 2)


def test_a_form_sent_again_after_its_post_was_edited_or_the_text_changed_writes_nothing(
    app: Flask, session: Session, cast: Cast, as_: As
) -> None:
    ming = as_(cast.ming)
    ming.post(f"{READING}/annotations", data=MARK)
    ming.patch("/annotations/1", data={"body": "Better"})
    with app.app_context():
        source = TEXT.replace("The police said", "Nobody said")
        publish(db.session, db.session.get_one(Reading, cast.reading), source)
        db.session.commit()
    before = rows(session)
    assert ming.post(f"{READING}/annotations", data=MARK).status_code == 303
    assert rows(session) == before


def test_a_form_after_an_error_keeps_its_nonce_and_one_after_success_has_another(
    cast: Cast, as_: As
) -> None:
    ming = as_(cast.ming)
    empty = ming.post(f"{READING}/annotations", data=MARK | {"body": ""})
    assert empty.status_code == 422
    assert NONCE in empty.text
    ming.post(f"{READING}/annotations", data=MARK)
    pages = [ming.get(READING).text for _ in range(2)]
    assert pages[0] == pages[1]  # what says nothing new is not sent again
    ming.post("/annotations/1/replies", data={"body": "So"})
    after = ming.get(READING).text
    nonces = {re.findall('name="nonce" value="([0-9a-f]+)"', page)[0] for page in (pages[0], after)}
    assert len(nonces) == 2


@pytest.mark.parametrize("nonce", ["", "x", "0" * 31, "0" * 33, "Z" * 32, "户" * 32])
def test_what_is_no_nonce_is_left_out(session: Session, cast: Cast, as_: As, nonce: str) -> None:
    for _ in range(2):
        as_(cast.ming).post(f"{READING}/annotations", data=MARK | {"nonce": nonce})
    assert rows(session) == (2, 0, 2)


def test_what_another_reader_typed_is_refused(session: Session, cast: Cast, as_: As) -> None:
    data = MARK | {"author": str(cast.ming)}
    assert as_(cast.mei).post(f"{READING}/annotations", data=data).status_code == 409
    assert as_(cast.ming).post(f"{READING}/annotations", data=data).status_code == 303
    reply = {"body": "So", "author": str(cast.ming)}
    assert as_(cast.mei).post("/annotations/1/replies", data=reply).status_code == 409
    assert rows(session) == (1, 0, 1)


def test_an_edit_or_an_answer_sent_twice_is_one(session: Session, cast: Cast, as_: As) -> None:
    ming = as_(cast.ming)
    ming.post(f"{READING}/annotations", data=MARK | {"kind": "question"})
    ming.post("/annotations/1/replies", data={"body": "So"})
    for _ in range(2):
        ming.patch("/annotations/1", data={"body": "Better"})
        ming.patch("/replies/1", data={"body": "Better"})
        ming.put("/annotations/1/answer", data={"reply": "1"})
    assert rows(session) == (1, 1, 5)
    assert len(session.get_one(Annotation, 1).versions) == 1
