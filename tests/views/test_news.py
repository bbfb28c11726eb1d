"""What came while a page was open, by the numbers of events."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import db
from app.models import Event, Reading, Seen, SeenThread
from app.services.publishing import publish
from tests.conftest import TEXT
from tests.scene import Scene, body_of

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
HTMX = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{READING}"}


def newest(session: Session) -> int:
    return session.scalar(select(func.max(Event.id))) or 0


def test_nothing_new_is_no_content(session: Session, scene: Scene, as_: As) -> None:
    since = newest(session)
    lin = as_(scene.cast.lin)
    assert lin.get(f"{READING}/news?since={since}").status_code == 204
    lin.post(f"/annotations/{scene.annotations['ming-course']}/replies", data={"body": "Mine"})
    as_(scene.cast.mei).post(
        f"/annotations/{scene.annotations['ming-group']}/replies", data={"body": "Among us"}
    )
    assert lin.get(f"{READING}/news?since={since}").status_code == 204


def test_posts_of_others_are_counted_and_those_of_the_thread_one_is_in_apart(
    session: Session, scene: Scene, as_: As
) -> None:
    since, thread = newest(session), scene.annotations["ming-course"]
    for body in ("One", "Two"):
        as_(scene.cast.mei).post(f"/annotations/{thread}/replies", data={"body": body})
    as_(scene.cast.mei).post(
        f"/annotations/{scene.annotations['lin-course']}/replies", data={"body": "Three"}
    )
    answer = as_(scene.cast.lin).get(f"{READING}/news?since={since}&thread={thread}")
    assert "3 new posts" in answer.text
    assert "2 new replies" in answer.text
    as_(scene.cast.lin).put(f"/annotations/{thread}/seen")
    assert "1 new post<" in as_(scene.cast.lin).get(f"{READING}/news?since={since}").text


def test_the_blocks_that_anything_happened_at_are_drawn_anew(
    session: Session, scene: Scene, as_: As
) -> None:
    since = newest(session)
    as_(scene.cast.mei).post(
        f"{READING}/annotations",
        data={"start": "110", "end": "120", "kind": "note", "body": "Hm", "audience": "course"},
    )
    answer = as_(scene.cast.lin).get(f"{READING}/news/pages?since={since}", headers=HTMX)
    assert answer.text.lstrip().startswith('<live-news id="news"')
    assert f'data-event="{newest(session)}"' in answer.text
    assert answer.text.count('hx-target="#page-') == 1
    assert "Hm" in answer.text
    assert body_of("ming-course") not in answer.text  # it stands in another block
    assert 'hx-target="#unread"' in answer.text


def test_who_has_a_page_open_is_told_that_the_text_has_changed(
    app: Flask, scene: Scene, session: Session, as_: As
) -> None:
    since = newest(session)
    lin = as_(scene.cast.lin)
    assert lin.get(f"{READING}/news?since={since}").status_code == 204
    with app.app_context():
        publish(db.session, db.session.get_one(Reading, scene.cast.reading), TEXT + "\nMore.\n")
        db.session.commit()
    assert "The text has changed" in lin.get(f"{READING}/news?since={since}").text
    assert lin.get(f"{READING}/news?since={newest(session)}").status_code == 204


def test_a_text_that_has_changed_is_loaded_anew(
    app: Flask, session: Session, scene: Scene, as_: As
) -> None:
    since = newest(session)
    with app.app_context():
        publish(db.session, db.session.get_one(Reading, scene.cast.reading), TEXT + "\nMore.\n")
        db.session.commit()
    address = f"{READING}/news/pages?since={since}&revision=1"
    answer = as_(scene.cast.lin).get(address, headers=HTMX)
    assert answer.headers["HX-Refresh"] == "true"


def test_what_came_after_the_page_was_drawn_stays_unread(
    session: Session, scene: Scene, as_: As
) -> None:
    lin, thread = as_(scene.cast.lin), scene.annotations["ming-course"]
    drawn = newest(session)
    as_(scene.cast.mei).post(f"/annotations/{thread}/replies", data={"body": "Meanwhile"})
    lin.put(f"/annotations/{thread}/seen", data={"event": str(drawn)})
    assert f'id="annotation-{thread}"' in lin.get(READING).text
    assert "</span>2 unread" in lin.get(READING).text
    lin.put(f"{READING}/seen", data={"event": str(drawn)})
    assert "</span>1 unread" in lin.get(READING).text
    lin.put(f"{READING}/seen", data={"event": "9" * 18})  # no further than there is
    assert session.scalars(select(Seen.event_id)).one() == newest(session)
    assert session.scalars(select(SeenThread)).all() == []
