"""“I ask this too”: who may, once each, and nobody is named."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Event, Second
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"


def seconds(session: Session) -> int:
    return session.scalar(select(func.count(Second.id))) or 0


def test_a_question_is_seconded_once_each_and_taken_back(
    session: Session, scene: Scene, as_: As
) -> None:
    url = f"/annotations/{scene.annotations['ming-course']}/second"
    events = session.scalar(select(func.max(Event.id)))
    for who in (scene.cast.mei, scene.cast.mei, scene.cast.lin):
        assert as_(who).put(url).status_code == 303
    assert seconds(session) == 2
    answer = as_(scene.cast.tom).put(url, headers={"HX-Request": "true"})
    assert f'id="second-{scene.annotations["ming-course"]}"' in answer.text
    assert 'aria-pressed="true"' in answer.text
    assert "Mei" not in answer.text
    as_(scene.cast.tom).delete(url)
    as_(scene.cast.tom).delete(url)
    assert seconds(session) == 2
    thread = url.removesuffix("/second")
    own = as_(scene.cast.ming).get(thread, headers={"HX-Request": "true"})
    assert "2 readers ask this too." in own.text
    assert session.scalar(select(func.max(Event.id))) == events  # nobody is told


def test_one_s_own_question_a_settled_one_or_a_note_is_not_seconded(
    session: Session, scene: Scene, as_: As
) -> None:
    number = scene.annotations["ming-course"]
    url = f"/annotations/{number}/second"
    assert as_(scene.cast.ming).put(url).status_code == 404
    reply = scene.replies["ming-course"]
    as_(scene.cast.ming).put(f"/annotations/{number}/answer", data={"reply": str(reply)})
    assert as_(scene.cast.lin).put(url).status_code == 404
    data = {"start": "21", "end": "31", "kind": "note", "body": "So", "audience": "course"}
    answer = as_(scene.cast.ming).post(f"{READING}/annotations", data=data)
    note = answer.headers["Location"].rpartition("-")[2]
    assert as_(scene.cast.lin).put(f"/annotations/{note}/second").status_code == 404
    assert seconds(session) == 0
