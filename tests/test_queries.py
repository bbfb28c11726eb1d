"""At most so many queries a page, whatever the number of annotations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, event, insert, select, text
from sqlalchemy.orm import Session

from app.database import db
from app.models import (
    Annotation,
    CourseLayer,
    Event,
    Familiarity,
    Occurrence,
    Placement,
    Reading,
    Reply,
    Revision,
    Sense,
    Term,
    Wording,
)
from app.models.familiarity import STANDINGS
from app.services import said
from tests.conftest import TEXT, Cast
from tests.scene import Scene, stage

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
MOST = 28  # queries of any page; two of them only where marks have no place in the text
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
    f"{READING}/citation?start=26&end=31",
    f"{READING}/mentions",
    f"{READING}/revisions",
    f"{READING}/revisions/1",
    f"{READING}/revisions/2/changes",
    f"{READING}/placements",
    f"{READING}/placements?decided=1",
    f"{READING}/placements/{{placement}}",
    f"{READING}/occurrences/{{occurrence}}",
    "/courses/hukou/terms",
    "/courses/hukou/terms/household/permit",
    "/courses/hukou/people",
    "/courses/hukou/terms/household/permit/guesses",
    "/courses/hukou/familiarity",
    "/courses/hukou/familiarity/review",
    "/courses/hukou/familiarity/anki",
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
        insert(Placement),
        [
            {
                "course_id": cast.hukou,
                "revision_id": old.id,
                "annotation_id": mark["id"],
                "outcome": "made",
                "start": mark["start"],
                "end": mark["end"],
                "score": 1.0,
            }
            for mark in marks
        ],
    )
    session.execute(insert(Placement), without_place(cast, new, marks[::3]))
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


def without_place(
    cast: Cast, revision: Revision, marks: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """What is written down of marks on an earlier text: they are doubtful, and each second one has
    been left so by Tom."""
    return [
        {
            "course_id": cast.hukou,
            "revision_id": revision.id,
            "annotation_id": mark["id"],
            "outcome": "doubtful",
            "start": mark["start"],
            "end": mark["end"],
            "score": 0.5,
            "evidence": "1 of 2 words changed",
            "decision": "orphaned" if place % 2 else None,
            "decided_by_id": cast.tom if place % 2 else None,
        }
        for place, mark in enumerate(marks)
    ]


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
    """What a page asks where nothing is kept of earlier ones."""
    said._kept.clear()
    with app.app_context():
        engine = db.engine
    with counted(engine) as statements:
        assert client.get(path).status_code in {200, 404}
    return statements


@pytest.mark.parametrize("who", ["ming", "ines", "nobody"])
def test_pages_ask_as_often_for_three_annotations_as_for_three_thousand(
    app: Flask, session: Session, scene: Scene, as_: As, who: str
) -> None:
    annotate(session, scene.cast, 3)
    placement = session.scalars(select(Placement.id).where(Placement.waits())).first()
    paths = [
        path.format(
            annotation=scene.annotations["ines-course"],
            block=scene.block,
            placement=placement,
            occurrence=scene.occurrences["hukou"],
        )
        for path in PAGES
    ]
    client = as_(scene.who(who))
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


def know(session: Session, scene: Scene, number: int) -> None:
    """Have Ming stand somehow with so many senses, half of them in the reading and reworded."""
    term = session.get_one(Term, scene.terms["permit"])
    newest = session.scalars(select(Revision).order_by(Revision.number.desc()).limit(1)).one()
    for place in range(number):
        sense = Sense(
            slug=f"s{place}", voice="press", body="Now.", body_html="", position=place, term=term
        )
        session.add(sense)
        session.flush()
        wording = Wording(sense_id=sense.id, digest=str(place), body="Then.")
        session.add(
            Familiarity(
                user_id=scene.cast.ming,
                course_id=scene.cast.hukou,
                sense=sense,
                wording=wording,
                reading_id=scene.cast.reading,
                standing=STANDINGS[place % 3],
                sentence="The police said that a residence permit is not a hukou.",
                exact="hukou",
            )
        )
        if place % 2:
            session.add(
                Occurrence(
                    revision=newest,
                    layer_id=scene.layer,
                    term=term,
                    sense=sense,
                    start=place,
                    end=place + 1,
                    exact="x",
                    state="auto",
                    rule="only",
                    first="course",
                )
            )
    session.commit()


def test_pages_ask_as_often_for_three_known_senses_as_for_three_hundred(
    app: Flask, session: Session, scene: Scene, as_: As
) -> None:
    ming = as_(scene.cast.ming)
    paths = (READING, *(f"/courses/hukou/familiarity{rest}" for rest in ("", "/review", "/anki")))
    for item in session.scalars(select(CourseLayer)):
        item.limit = "course"
    session.commit()
    know(session, scene, 3)
    few = {path: len(queries_of(app, ming, path)) for path in paths}
    session.execute(delete(Familiarity))
    session.execute(delete(Occurrence).where(Occurrence.exact == "x"))
    session.execute(delete(Sense).where(Sense.slug.startswith("s")))
    session.commit()
    know(session, scene, 300)
    assert {path: len(queries_of(app, ming, path)) for path in paths} == few
    assert max(few.values()) <= MOST


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM familiarity WHERE course_id = 1 AND user_id = 2",
        "SELECT * FROM familiarity WHERE user_id = 2 AND course_id = 1 AND sense_id = 3",
        "SELECT * FROM wording WHERE sense_id = 1 AND digest = ''",
        "SELECT * FROM guess WHERE course_id = 1 AND term_id = 2",
    ],
)
def test_what_readers_know_and_guess_is_found_by_index(
    session: Session, scene: Scene, query: str
) -> None:
    """Not by reading everybody's."""
    assert "USING INDEX" in str(session.execute(text(f"EXPLAIN QUERY PLAN {query}")).all())


def test_imports_are_listed_and_looked_at_with_as_many_queries_for_forty_as_for_two(
    app: Flask, session: Session, scene: Scene, as_: As
) -> None:
    client = as_(scene.cast.ines)

    def send(first: int, many: int) -> None:
        texts = [f"# Text {number}\n\nIts own words {number}.\n" for number in range(first, many)]
        files = [(BytesIO(text.encode()), "a.md") for text in texts]
        assert client.post("/courses/hukou/imports", data={"file": files}).status_code == 303

    def queries() -> list[int]:
        paths = ("/courses/hukou/imports", "/courses/hukou/imports/1")
        return [len(queries_of(app, client, path)) for path in paths]

    send(0, 2)
    few = queries()
    send(2, 22)
    send(22, 40)
    assert queries() == few
    assert max(few) <= MOST
