"""At most so many queries a page, whatever the number of annotations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, insert, select
from sqlalchemy.orm import Session

from app.database import db
from app.models import Annotation, Event, Reading, Reply, Revision
from tests.conftest import TEXT, Cast
from tests.scene import Scene, stage

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
MOST = 21  # queries of any page; a filtered one says, too, how many it leaves out
PAGES = (
    "/",
    "/courses/hukou",
    READING,
    f"{READING}?annotation={{annotation}}",
    f"{READING}?kind=question&by=mei&unread=1",
    f"{READING}/annotations?at=30",
    f"{READING}/annotations?sort=asked",
    f"{READING}/blocks/{{block}}/threads?first=2",
    f"{READING}/blocks/{{block}}",
    f"{READING}/occurrences/{{occurrence}}",
    "/courses/hukou/terms/household/permit",
    "/courses/hukou/people",
)


@pytest.fixture
def scene(session: Session, cast: Cast) -> Scene:
    scene = stage(session, cast)
    session.get_one(Reading, cast.reading).publish(TEXT)  # what stands on the old one is detached
    session.commit()
    return scene


def annotate(session: Session, cast: Cast, number: int) -> None:
    """Have Mei and Lin mark the text, most of it one passage, and each answer oneself. Each third
    mark stands on the earlier text."""
    old, new = session.scalars(select(Revision).order_by(Revision.number)).all()
    first = max(session.scalars(select(Annotation.id))) + 1
    about = {"course_id": cast.hukou, "reading_id": cast.reading, "visibility": "course"}
    marks = [
        {
            **about,
            "id": first + place,
            "author_id": (cast.mei, cast.lin)[place % 2],
            "revision_id": (old, new, new)[place % 3].id,
            "kind": "question",
            "start": 21 if place % 4 else 5 * (place % 20),
            "end": 37 if place % 4 else 5 * (place % 20) + 30,
            "exact": "police",
            "prefix": "",
            "suffix": "",
            "body": "Why?",
            "body_html": "<p>Why?</p>",
        }
        for place in range(number)
    ]
    session.execute(insert(Annotation), marks)
    session.execute(
        insert(Reply),
        [
            {
                "course_id": cast.hukou,
                "annotation_id": mark["id"],
                "author_id": (cast.mei, cast.lin, cast.tom)[place % 3],
                "body": "So.",
                "body_html": "<p>So.</p>",
            }
            for place, mark in enumerate(marks)
        ],
    )
    session.execute(
        insert(Event),
        [
            {
                **about,
                "kind": "annotation created",
                "annotation_id": mark["id"],
                "author_id": mark["author_id"],
                "actor_id": mark["author_id"],
            }
            for mark in marks
        ],
    )
    session.commit()


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def queries_of(app: Flask, client: FlaskClient, path: str) -> list[str]:
    with app.app_context():
        engine = db.engine
    with counted(engine) as statements:
        assert client.get(path).status_code in {200, 404}
    return statements


@pytest.mark.parametrize("who", ["ming", "ines", "nobody"])
def test_pages_ask_as_often_for_three_annotations_as_for_three_thousand(
    app: Flask, session: Session, scene: Scene, as_: As, who: str
) -> None:
    paths = [
        path.format(
            annotation=scene.annotations["ines-course"],
            block=scene.block,
            occurrence=scene.occurrences["hukou"],
        )
        for path in PAGES
    ]
    client = as_(scene.who(who))
    annotate(session, scene.cast, 3)
    few = {path: queries_of(app, client, path) for path in paths}
    annotate(session, scene.cast, 3_000)
    many = {path: queries_of(app, client, path) for path in paths}
    for path in paths:
        assert len(many[path]) == len(few[path]), (path, *many[path])
        assert len(many[path]) <= MOST, path


def test_a_write_asks_as_often_for_three_annotations_as_for_three_thousand(
    app: Flask, session: Session, scene: Scene, as_: As
) -> None:
    """And so does the answer to it, which draws the block anew."""
    client = as_(scene.cast.ming)
    form = {"start": "21", "end": "37", "kind": "highlight"}

    def queries() -> int:
        with app.app_context():
            engine = db.engine
        with counted(engine) as statements:
            answer = client.post(
                f"{READING}/annotations", data=form, headers={"HX-Request": "true"}
            )
            assert answer.status_code == 200
        return len(statements)

    annotate(session, scene.cast, 3)
    few = queries()
    annotate(session, scene.cast, 3_000)
    assert queries() == few <= 1.5 * MOST
