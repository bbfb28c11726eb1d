"""What is news to a reader, until they have read it."""

import re
from collections.abc import Callable

from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Seen
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"


def news(client: FlaskClient) -> int:
    found = re.search(r"(\d+) unread", client.get(READING).text)
    return int(found[1]) if found else 0


def test_what_others_said_is_news_until_it_is_read(scene: Scene, as_: As) -> None:
    lin = as_(scene.cast.lin)
    assert news(lin) == 2  # of Ming and Ines, who wrote to the course
    assert "data-unread" in lin.get(READING).text
    assert lin.put(f"{READING}/seen").status_code == 303
    assert news(lin) == 0
    assert "data-unread" not in lin.get(READING).text


def test_what_comes_later_is_news_again(scene: Scene, as_: As) -> None:
    lin = as_(scene.cast.lin)
    lin.put(f"{READING}/seen")
    thread = scene.annotations["ming-course"]
    as_(scene.cast.mei).post(f"/annotations/{thread}/replies", data={"body": "And yet"})
    assert news(lin) == 1
    as_(scene.cast.mei).post(f"/annotations/{thread}/replies", data={"body": "Once more"})
    assert news(lin) == 1  # a thread, not a reply, is counted


def test_one_s_own_words_are_no_news(scene: Scene, as_: As) -> None:
    lin = as_(scene.cast.lin)
    lin.put(f"{READING}/seen")
    lin.post(f"/annotations/{scene.annotations['lin-course']}/replies", data={"body": "Mine"})
    assert news(lin) == 0


def test_what_one_may_not_see_is_no_news(scene: Scene, as_: As) -> None:
    lin = as_(scene.cast.lin)
    lin.put(f"{READING}/seen")
    thread = scene.annotations["ming-group"]
    as_(scene.cast.mei).post(f"/annotations/{thread}/replies", data={"body": "Among us"})
    assert news(lin) == 0
    assert news(as_(scene.cast.ming)) > 0


def test_reading_is_remembered_for_each_reader_and_course(
    session: Session, scene: Scene, as_: As
) -> None:
    as_(scene.cast.lin).put(f"{READING}/seen")
    as_(scene.cast.lin).put(f"{READING}/seen")
    assert news(as_(scene.cast.mei)) > 0
    [row] = session.scalars(select(Seen)).all()
    assert (row.user_id, row.course_id, row.reading_id) == (
        scene.cast.lin,
        scene.cast.hukou,
        scene.cast.reading,
    )


def test_marking_all_as_read_keeps_the_filter(scene: Scene, as_: As) -> None:
    lin = as_(scene.cast.lin)
    filtered = f"{READING}?kind=question&by=ming"
    form = LexborHTMLParser(lin.get(filtered).text).css_first("#unread form")
    assert form is not None
    assert lin.post(str(form.attributes["action"])).location == filtered
    asked_from = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{filtered}"}
    assert lin.put(f"{READING}/seen", headers=asked_from).location == filtered
