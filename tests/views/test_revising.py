"""Editing a reading: looked at, then published; nobody's words are lost on the way."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app.models import Annotation, Placement, Reading, Revision
from app.services.revising import revise
from tests.conftest import TEXT
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
REVISIONS = "/courses/hukou/readings/a-card/revisions"
EDITED = "Before it all.\n\n" + TEXT.replace("is not a hukou", "was never a hukou")
CUT = TEXT.replace("The police said that a *residence permit* is not a hukou. ", "")


def form(text: str, based_on: int = 1, **fields: Any) -> dict[str, Any]:
    return {"text": text.replace("\n", "\r\n"), "based_on": str(based_on), "message": "", **fields}


def post(client: FlaskClient, path: str = "", **fields: Any) -> TestResponse:
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(REVISIONS + path, data=body, content_type=kind)


def numbers(session: Session) -> int | None:
    return session.scalar(select(func.max(Revision.number)))


def test_the_form_has_the_source_and_the_revision_it_began_from(scene: Scene, as_: As) -> None:
    page = as_(scene.cast.ines).get(f"{REVISIONS}/new").text
    assert "The police said that a *residence permit*" in page
    assert 'name="based_on" value="1"' in page


def test_a_preview_shows_difference_outcomes_and_text_and_changes_nothing(
    session: Session, scene: Scene, as_: As
) -> None:
    answer = post(as_(scene.cast.ines), "/preview", **form(CUT, message="Shorter"))
    assert answer.status_code == 200
    assert "<del>" in answer.text
    assert "You say: “Shorter”" in answer.text
    assert "without a place" in answer.text
    assert "Question by Ming" in answer.text
    assert session.scalar(select(func.count(Placement.id))) == 0
    assert numbers(session) == 1


def test_what_an_editor_may_not_see_is_not_told(scene: Scene, as_: As) -> None:
    """Of the 12 marks in the course Tom may see those for staff, groups and course, and his own;
    of the other course none. Two notes besides."""
    page = post(as_(scene.cast.tom), "/preview", **form(CUT)).text
    assert "Words of ming-private" not in page
    assert "Words of sven-course" not in page
    assert "Of the 12 marks, notes and rulings that you may see" in page


def test_publishing_makes_a_revision_with_its_author_and_leads_to_the_text(
    session: Session, scene: Scene, as_: As
) -> None:
    answer = post(as_(scene.cast.tom), **form(EDITED, message="As it was"))
    assert (answer.status_code, answer.location) == (303, "/courses/hukou/readings/a-card")
    newest = session.scalars(Revision.newest_of(scene.cast.reading)).one()
    assert (newest.number, newest.author_id, newest.message) == (2, scene.cast.tom, "As it was")
    assert newest.source == EDITED
    mark = session.get_one(Annotation, scene.annotations["ming-course"])
    assert newest.text[mark.start : mark.end] == "The police said "


def test_two_who_edit_at_once_are_both_shown_and_nothing_is_lost(
    session: Session, scene: Scene, as_: As
) -> None:
    post(as_(scene.cast.tom), **form(CUT, message="Shorter"))
    second = post(as_(scene.cast.ines), **form(EDITED, message="Mine"))
    assert second.status_code == 409
    assert "Tom published revision 2" in second.text
    assert "Shorter" in second.text
    assert "was never a hukou" in second.text  # what Ines typed
    assert "Publish over revision 2" in second.text
    assert numbers(session) == 2
    over = post(as_(scene.cast.ines), **form(EDITED, based_on=2, message="Mine"))
    assert over.status_code == 303
    assert numbers(session) == 3


def test_a_form_that_is_sent_twice_publishes_once(session: Session, scene: Scene, as_: As) -> None:
    for _ in range(2):
        answer = post(as_(scene.cast.tom), **form(EDITED))
        assert (answer.status_code, answer.location) == (303, "/courses/hukou/readings/a-card")
    assert numbers(session) == 2


def test_of_two_who_publish_in_one_moment_one_is_shown_the_other_s(
    session: Session, scene: Scene, as_: As
) -> None:
    clients = [(as_(scene.cast.tom), CUT), (as_(scene.cast.ines), EDITED)]
    together = Barrier(2)

    def send(client: FlaskClient, text: str) -> int:
        together.wait()
        return post(client, **form(text)).status_code

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(send, *zip(*clients, strict=True)))
    assert answers == [303, 409]
    assert numbers(session) == 2


def test_a_preview_of_a_stale_form_says_so_too(scene: Scene, as_: As) -> None:
    post(as_(scene.cast.tom), **form(CUT))
    page = post(as_(scene.cast.ines), "/preview", **form(EDITED))
    assert page.status_code == 200
    assert "Tom published revision 2" in page.text


@pytest.mark.parametrize("base", ["", "x", "0", "-3", "9" * 30])
def test_a_form_that_does_not_say_where_it_began_publishes_nothing(
    session: Session, scene: Scene, as_: As, base: str
) -> None:
    answer = post(as_(scene.cast.ines), **form(EDITED) | {"based_on": base})
    assert answer.status_code == 409
    assert "was never a hukou" in answer.text
    assert numbers(session) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Line 1: the file is empty"),
        (" \n\n ", "Line 1: the file is empty"),
        (TEXT, "nothing has changed"),
        ("Fine.\n\n" + "[" * 600, "Line 3: One paragraph has over 500 brackets"),
        ("<!-- nothing -->", "nothing of the text can be shown"),
        ("---\ntitle: [\n---\nText", "Line 3: broken YAML"),
        ("Text \0 here", "Line 1: a NUL byte"),
    ],
)
@pytest.mark.parametrize("path", ["", "/preview"])
def test_what_is_wrong_with_a_text_is_said_and_it_is_kept(
    session: Session, scene: Scene, as_: As, path: str, text: str, words: str
) -> None:
    answer = post(as_(scene.cast.ines), path, **form(text, message="A message typed"))
    assert answer.status_code == 422
    assert words in answer.text
    assert "A message typed" in answer.text
    assert numbers(session) == 1


def test_a_file_stands_for_the_text_and_what_was_typed_is_kept(scene: Scene, as_: As) -> None:
    file = FileStorage(BytesIO("\ufeffFrom a file: 户口.\r\n".encode()), "new.md")
    page = post(as_(scene.cast.ines), "/preview", **form("Typed by hand.", file=file)).text
    assert "From a file: 户口." in page
    assert "What you had typed" in page
    assert "Typed by hand." in page


def test_a_file_of_another_encoding_is_named_by_its_line(scene: Scene, as_: As) -> None:
    file = FileStorage(BytesIO("One.\n\nTwo: 户口.\n".encode("gbk")), "gbk.md")
    answer = post(as_(scene.cast.ines), "/preview", **form(TEXT, file=file))
    assert answer.status_code == 422
    assert "gbk.md cannot be read" in answer.text
    assert "Line 3: this is not UTF-8" in answer.text


def test_a_book_can_be_typed_and_more_is_refused_in_words(
    session: Session, scene: Scene, as_: As
) -> None:
    book = "\n\n".join(f"In {year} " + "it said 住处 so. " * 80 for year in range(1500, 2000))
    answer = post(as_(scene.cast.ines), **form(book))
    assert answer.status_code == 303
    assert session.scalars(Revision.newest_of(scene.cast.reading)).one().source == book
    too_much = post(as_(scene.cast.ines), "/preview", **form("户口。" * 300_000, based_on=2))
    assert too_much.status_code == 422
    assert "larger than 2,000,000 bytes" in too_much.text
    assert post(as_(scene.cast.ines), **form("x" * 5_000_000, based_on=2)).status_code == 413


def test_a_long_message_is_refused_with_the_text_in_the_form(scene: Scene, as_: As) -> None:
    answer = post(as_(scene.cast.ines), **form(EDITED, message="x" * 501))
    assert answer.status_code == 422
    assert "At most 500 characters." in answer.text
    assert "was never a hukou" in answer.text


def test_only_the_staff_of_its_home_edits_a_reading(
    session: Session, scene: Scene, as_: As
) -> None:
    there = "/courses/other/readings/a-card/revisions"
    ola = as_(scene.cast.ola)
    for method, path in (("GET", "/new"), ("POST", ""), ("POST", "/preview")):
        assert ola.open(there + path, method=method, data=form(EDITED)).status_code == 404
    assert numbers(session) == 1
    assert "Edit the text" not in ola.get("/courses/other/readings/a-card").text
    assert "Edit the text" in as_(scene.cast.tom).get("/courses/hukou/readings/a-card").text
    assert "Edit the text" not in as_(scene.cast.ming).get("/courses/hukou/readings/a-card").text


def test_html_in_a_text_is_made_safe_in_the_preview_too(scene: Scene, as_: As) -> None:
    page = post(
        as_(scene.cast.ines), "/preview", **form("Now <script>alert(1)</script> <b>bold</b> here.")
    ).text
    assert "<script>alert" not in page
    assert "<b>bold</b>" not in page.split('class="differences"')[1].split("</ol>")[0]


def test_the_forecast_is_what_happens(session: Session, scene: Scene, as_: As) -> None:
    revise(session, session.get_one(Reading, scene.cast.reading), EDITED)
    session.commit()
    page = post(as_(scene.cast.ines), "/preview", **form(CUT, based_on=2)).text
    post(as_(scene.cast.ines), **form(CUT, based_on=2))
    counts = dict(
        session.execute(
            select(Placement.outcome, func.count())
            .join(Revision)
            .outerjoin(Annotation, Placement.annotation_id == Annotation.id)
            .where(
                Revision.number == 3,
                (Annotation.visibility != "private") | Annotation.id.is_(None),
                (Annotation.course_id == scene.cast.hukou) | Annotation.id.is_(None),
            )
            .group_by(Placement.outcome)
        ).all()
    )
    for count in counts.values():
        assert f"<strong>{count}</strong>" in page


def test_the_course_is_told_of_a_new_text_but_not_its_editor(scene: Scene, as_: As) -> None:
    post(as_(scene.cast.ines), **form(EDITED))
    post(as_(scene.cast.ines), **form(EDITED + "\n\nAnd after it all.", based_on=2))
    told = "published a new text of"
    assert as_(scene.cast.ming).get("/courses/hukou").text.count(told) == 1
    assert told not in as_(scene.cast.ines).get("/courses/hukou").text
