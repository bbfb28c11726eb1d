"""Tags: read, shown, changed, refused; none betrays what one may not see."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Annotation, Event, Tag
from tests.conftest import Cast

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
NEW = f"{READING}/annotations/new?start=21&end=31"


def mark(client: FlaskClient, tags: str, audience: str = "course") -> int:
    data = {"start": "21", "end": "31", "kind": "note", "body": "So", "audience": audience}
    answer = client.post(f"{READING}/annotations", data=data | {"tags": tags})
    assert answer.status_code == 303, answer.text
    return int(answer.headers["Location"].rpartition("-")[2])


def tags_of(session: Session, number: int) -> list[str]:
    session.expire_all()
    return session.get_one(Annotation, number).tag_names


def test_a_tag_is_spelled_as_the_course_first_wrote_it(
    session: Session, cast: Cast, as_: As
) -> None:
    mark(as_(cast.mei), "Hukou")
    number = mark(as_(cast.ming), "hukou, HUKOU, points")
    assert tags_of(session, number) == ["Hukou", "points"]
    page = as_(cast.lin).get(READING).text
    assert f'href="{READING}?tag=Hukou"' in page


def test_tags_that_one_may_not_see_are_neither_offered_nor_copied(
    session: Session, cast: Cast, as_: As
) -> None:
    mark(as_(cast.mei), "My SECRET", audience="private")
    mark(as_(cast.mei), "Known")
    mark(as_(cast.mei), "Known, Rare")
    offered = as_(cast.lin).get(NEW).text
    assert "SECRET" not in offered
    assert offered.index('value="Known"') < offered.index('value="Rare"')
    number = mark(as_(cast.lin), "my secret")
    assert tags_of(session, number) == ["my secret"]


def test_bad_tags_are_refused_in_words_and_nothing_typed_is_lost(
    session: Session, cast: Cast, as_: As
) -> None:
    ming = as_(cast.ming)
    number = mark(ming, "one")
    for tags, words in ((",".join("abcdefghi"), "At most 8 tags"), ("x" * 41, "at most 40")):
        data = {"start": "21", "end": "31", "kind": "note", "body": "All I typed", "tags": tags}
        for answer in (
            ming.post(f"{READING}/annotations", data=data),
            ming.patch(f"/annotations/{number}", data=data),
        ):
            assert answer.status_code == 422
            assert words in answer.text
            assert "All I typed" in answer.text
            assert tags in answer.text
    assert tags_of(session, number) == ["one"]


def test_changing_tags_keeps_the_rest(session: Session, cast: Cast, as_: As) -> None:
    ming = as_(cast.ming)
    number = mark(ming, "one, two")
    [kept] = session.scalars(select(Tag.id).where(Tag.name == "two"))
    ming.patch(f"/annotations/{number}", data={"body": "So", "tags": "two, three"})
    assert tags_of(session, number) == ["three", "two"]
    assert session.scalars(select(Tag.id).where(Tag.name == "two")).one() == kept
    found = session.get_one(Annotation, number)
    assert (found.body, found.edited_at, found.versions) == ("So", None, [])
    ming.patch(f"/annotations/{number}", data={"body": "Other words"})  # a form without the field
    assert tags_of(session, number) == ["three", "two"]
    ming.patch(f"/annotations/{number}", data={"body": "Other words", "tags": ""})
    assert tags_of(session, number) == []
    kinds = session.scalars(select(Event.kind)).all()
    assert kinds == ["annotation created", *["annotation edited"] * 3]


def test_what_was_taken_back_shows_no_tags(cast: Cast, as_: As) -> None:
    number = mark(as_(cast.ming), "mistaken")
    as_(cast.mei).post(f"/annotations/{number}/replies", data={"body": "So"})
    as_(cast.ming).delete(f"/annotations/{number}")
    assert "mistaken" not in as_(cast.mei).get(READING).text
    assert "mistaken" not in as_(cast.mei).get(NEW).text
