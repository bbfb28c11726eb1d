"""Replies: kept, edited with their history, taken back; refused in words."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Annotation, Event, Reply
from tests.scene import Scene, body_of, reply_to

As = Callable[[int | None], FlaskClient]
HTMX = {"HX-Request": "true"}
NAME = "ming-group"


def test_a_reply_stands_in_its_thread_for_everybody_who_sees_it(
    session: Session, scene: Scene, as_: As
) -> None:
    thread = scene.annotations[NAME]
    answer = as_(scene.cast.mei).post(
        f"/annotations/{thread}/replies", data={"body": "I *think* so <script>x</script>"}
    )
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"#annotation-{thread}")
    page = as_(scene.cast.ming).get(answer.headers["Location"]).text
    assert "<p>I <em>think</em> so </p>" in page
    kept = session.scalars(select(Reply).order_by(-Reply.id)).first()
    assert kept
    assert (kept.author_id, kept.body) == (scene.cast.mei, "I *think* so <script>x</script>")
    event = session.scalars(select(Event).order_by(-Event.id)).first()
    assert event
    assert (event.kind, event.actor_id, event.annotation_id, event.reply_id) == (
        "reply created",
        scene.cast.mei,
        thread,
        kept.id,
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "Write something first"),
        (" \n ", "Write something first"),
        ("x" * 20_001, "At most 20,000 characters"),
        ("[" * 600, "brackets"),
        ("> " * 300 + "x", "nested"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_bad_reply_is_refused_in_words_and_stays_in_its_form(
    session: Session, scene: Scene, as_: As, body: str, words: str, headers: dict[str, str]
) -> None:
    before = session.scalar(select(func.count(Reply.id)))
    client = as_(scene.cast.mei)
    for method, path in (
        ("POST", f"/annotations/{scene.annotations['lin-course']}/replies"),
        ("PATCH", f"/replies/{mine(session, scene)}"),
    ):
        answer = client.open(path, method=method, data={"body": body}, headers=headers)
        assert answer.status_code == 422
        assert words in answer.text
        field = LexborHTMLParser(answer.text).css_first("textarea[name=body]")
        assert field
        assert field.text(strip=True) == body.strip()
    assert session.scalar(select(func.count(Reply.id))) == (before or 0) + 1  # Mei's own


def mine(session: Session, scene: Scene) -> int:
    """A reply of Mei's."""
    found = session.scalar(select(Reply.id).where(Reply.author_id == scene.cast.mei))
    if found is None:
        annotation = session.get_one(Annotation, scene.annotations["lin-course"])
        reply = Reply(course_id=annotation.course_id, author_id=scene.cast.mei)
        reply.write("Mine")
        annotation.replies.append(reply)
        session.commit()
        found = reply.id
    return found


def test_an_edited_reply_keeps_its_history_for_who_sees_it(scene: Scene, as_: As) -> None:
    number = scene.replies[NAME]
    ming = as_(scene.cast.ming)
    assert reply_to(NAME) in ming.get(f"/replies/{number}/edit").text
    assert ming.patch(f"/replies/{number}", data={"body": "On second thoughts"}).status_code == 303
    history = as_(scene.cast.mei).get(f"/replies/{number}/history").text
    assert reply_to(NAME) in history
    assert "On second thoughts" in history
    assert as_(scene.cast.lin).get(f"/replies/{number}/history").status_code == 404


def test_a_reply_taken_back_leaves_its_place_and_not_its_words(scene: Scene, as_: As) -> None:
    number = scene.replies[NAME]
    ming = as_(scene.cast.ming)
    ming.delete(f"/replies/{number}")
    page = as_(scene.cast.mei).get(f"/annotations/{scene.annotations[NAME]}", follow_redirects=True)
    assert f'id="reply-{number}"' in page.text
    assert reply_to(NAME) not in page.text
    assert body_of(NAME) in page.text
    for path in ("/edit", ""):
        assert ming.open(
            f"/replies/{number}{path}", method="GET" if path else "PATCH"
        ).status_code in {404}
    assert reply_to(NAME) not in ming.get(f"/replies/{number}/history").text


def test_a_fragment_s_root_is_what_it_replaces(scene: Scene, as_: As) -> None:
    thread, reply = scene.annotations[NAME], scene.replies[NAME]
    ming = as_(scene.cast.ming)
    for method, path, root in (
        ("POST", f"/annotations/{thread}/replies", f"annotation-{thread}"),
        ("PATCH", f"/replies/{reply}", f"annotation-{thread}"),
        ("DELETE", f"/replies/{reply}", f"annotation-{thread}"),
    ):
        answer = ming.open(path, method=method, data={"body": "So"}, headers=HTMX)
        tree = LexborHTMLParser(answer.text)
        assert tree.body
        assert tree.body.child
        assert tree.body.child.attributes["id"] == root
