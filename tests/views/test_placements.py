"""What has no sure place: shown to those who may decide, decided once, taken back."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Annotation, ContextNote, Event, Placement, Reading, Revision
from app.services.revising import revise
from tests.conftest import TEXT
from tests.scene import SEEN_BY, STAFF, Scene

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
PLACEMENTS = f"{READING}/placements"
CUT = TEXT.replace("The police said that a *residence permit* is not a hukou. ", "")


@pytest.fixture(autouse=True)
def cut(session: Session, scene: Scene) -> None:
    """The sentence that all marks and notes stand on is taken out."""
    publish(session, scene, CUT)


def publish(session: Session, scene: Scene, source: str) -> None:
    revise(session, session.get_one(Reading, scene.cast.reading), source)
    session.commit()


def placement_of(session: Session, scene: Scene, name: str) -> Placement:
    """The newest of a mark."""
    session.expire_all()
    query = (
        select(Placement)
        .join(Placement.revision)
        .where(Placement.annotation_id == scene.annotations[name])
        .order_by(Revision.number.desc())
        .limit(1)
    )
    return session.scalars(query).one()


def propose(session: Session, scene: Scene, name: str, words: str) -> Placement:
    """Have a place be proposed for a mark, as an edit that leaves some of its words does."""
    placement = placement_of(session, scene, name)
    at = placement.revision.text.index(words)
    placement.outcome, placement.start, placement.end = "doubtful", at, at + len(words)
    session.commit()
    return placement


def put(client: FlaskClient, number: int, decision: str, **form: str) -> tuple[int, str]:
    answer = client.put(
        f"{PLACEMENTS}/{number}/decision",
        data={"decision": decision, **form},
        follow_redirects=True,
    )
    return answer.status_code, answer.text


def words_of(session: Session, scene: Scene, name: str) -> str:
    mark = session.get_one(Annotation, scene.annotations[name])
    return session.get_one(Revision, mark.revision_id).text[mark.start : mark.end]


@pytest.mark.parametrize("who", ["ines", "ming", "lin"])
def test_each_sees_what_is_theirs_to_decide(scene: Scene, as_: As, who: str) -> None:
    page = as_(scene.who(who)).get(PLACEMENTS).text
    for name, seen_by in SEEN_BY.items():
        may = who in seen_by and (who in STAFF or name.startswith(f"{who}-"))
        assert (f"Words of {name} in" in page) == may, name
    assert ("Context note" in page) == (who == "ines")


@pytest.mark.parametrize("who", ["nobody", "zoe", "sven", "ola"])
def test_who_is_not_in_the_course_finds_nothing(
    session: Session, scene: Scene, as_: As, who: str
) -> None:
    number = placement_of(session, scene, "ming-course").id
    client = as_(scene.who(who))
    assert client.get(PLACEMENTS).status_code == 404
    assert put(client, number, "orphaned")[0] == 404


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("tom", "ming-private"),
        ("ines", "tom-private"),
        ("mei", "ming-course"),
        ("ming", "lin-course"),
        ("ines", "sven-course"),
    ],
)
def test_nobody_decides_about_what_is_not_theirs(
    session: Session, scene: Scene, as_: As, who: str, name: str
) -> None:
    number = placement_of(session, scene, name).id
    client = as_(scene.who(who))
    assert client.get(f"{PLACEMENTS}/{number}").status_code == 404
    assert put(client, number, "orphaned")[0] == 404
    many = {"placement": [str(number)], "decision": "orphaned"}
    assert client.put(f"{PLACEMENTS}/decisions", data=many).status_code == 404
    assert client.delete(f"{PLACEMENTS}/{number}/decision").status_code == 404
    assert placement_of(session, scene, name).decision is None


def test_what_is_accepted_stands_there_with_its_quote_as_it_was(
    session: Session, scene: Scene, as_: As
) -> None:
    placement = propose(session, scene, "ming-course", "the word they used")
    status, page = put(as_(scene.cast.tom), placement.id, "accepted")
    assert status == 200
    assert "1 accepted." in page
    decided = placement_of(session, scene, "ming-course")
    assert (decided.decision, decided.decided_by_id) == ("accepted", scene.cast.tom)
    assert decided.decided_at is not None
    assert words_of(session, scene, "ming-course") == "the word they used"
    assert session.get_one(Annotation, scene.annotations["ming-course"]).exact == "The police said "
    assert "data-count" in as_(scene.cast.mei).get(READING).text


def test_its_author_is_told_and_nobody_else(session: Session, scene: Scene, as_: As) -> None:
    ming, mei = as_(scene.cast.ming), as_(scene.cast.mei)
    for reader in (ming, mei):
        reader.put(f"{READING}/seen", data={"event": "1000"})
    placement = propose(session, scene, "ming-course", "the word they used")
    put(as_(scene.cast.tom), placement.id, "accepted")
    page = ming.get(READING).text
    assert "has been given a place by Tom" in page
    assert 'id="told"' not in mei.get(READING).text
    [event] = session.scalars(select(Event).where(Event.kind == "annotation placed"))
    assert (event.visibility, event.author_id) == ("private", scene.cast.ming)


def test_an_author_decides_about_their_own_private_mark(
    session: Session, scene: Scene, as_: As
) -> None:
    placement = propose(session, scene, "ming-private", "the word they used")
    ming = as_(scene.cast.ming)
    assert "1 without a sure place" not in as_(scene.cast.lin).get(READING).text.split("Ming")[0]
    assert "It stands there" in ming.get(READING).text
    put(ming, placement.id, "accepted")
    assert words_of(session, scene, "ming-private") == "the word they used"


def test_many_are_decided_at_once_and_each_is_recorded(
    session: Session, scene: Scene, as_: As
) -> None:
    names = ("ming-course", "ming-group", "lin-course")
    numbers = [propose(session, scene, name, "the word they used").id for name in names]
    numbers.append(placement_of(session, scene, "ines-course").id)  # no place is proposed
    answer = as_(scene.cast.ines).put(
        f"{PLACEMENTS}/decisions",
        data={"placement": [str(number) for number in numbers], "decision": "accepted"},
        follow_redirects=True,
    )
    assert "3 accepted. For 1 no place is proposed" in answer.text
    for name in names:
        assert placement_of(session, scene, name).decision == "accepted"
    assert placement_of(session, scene, "ines-course").decision is None


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"decision": "accepted"}, 422),
        ({"decision": "orphaned", "placement": [str(n) for n in range(900, 1200)]}, 422),
        ({"decision": "orphaned", "placement": ["x", "-4", "9" * 40]}, 422),
        ({"decision": "orphaned", "placement": ["999999"]}, 404),
    ],
)
def test_a_batch_that_names_nothing_is_refused(
    scene: Scene, as_: As, form: dict[str, object], status: int
) -> None:
    answer = as_(scene.cast.ines).put(f"{PLACEMENTS}/decisions", data=form)
    assert answer.status_code == status


@pytest.mark.parametrize("decision", ["", "made", "accept", "accepted"])
def test_what_is_no_decision_or_has_no_place_decides_nothing(
    session: Session, scene: Scene, as_: As, decision: str
) -> None:
    number = placement_of(session, scene, "ming-course").id
    status, _ = put(as_(scene.cast.ines), number, decision)
    assert status == (409 if decision == "accepted" else 404)
    assert placement_of(session, scene, "ming-course").decision is None


def test_a_double_click_decides_once(session: Session, scene: Scene, as_: As) -> None:
    placement = propose(session, scene, "ming-course", "the word they used")
    tom = as_(scene.cast.tom)
    first, second = (put(tom, placement.id, "accepted") for _ in range(2))
    assert (first[0], second[0]) == (200, 200)
    events = session.scalars(select(Event).where(Event.kind == "annotation placed")).all()
    assert len(events) == 1


def test_what_somebody_else_decided_meanwhile_stays_so_and_is_said(
    session: Session, scene: Scene, as_: As
) -> None:
    placement = propose(session, scene, "ming-course", "the word they used")
    put(as_(scene.cast.tom), placement.id, "orphaned")
    status, page = put(as_(scene.cast.ines), placement.id, "accepted")
    assert status == 409
    assert "“The police said ” was left without a place by Tom meanwhile." in page
    typed = {"exact": "a residence permit"}
    status, page = put(as_(scene.cast.ines), placement.id, "moved", **typed)
    assert status == 409
    assert placement_of(session, scene, "ming-course").decision == "orphaned"


def test_a_text_that_was_published_meanwhile_is_asked_about_anew(
    session: Session, scene: Scene, as_: As
) -> None:
    old = placement_of(session, scene, "ming-course").id
    publish(session, scene, CUT + "\nMore.\n")
    new = placement_of(session, scene, "ming-course").id
    ines = as_(scene.cast.ines)
    status, page = put(ines, old, "orphaned")
    assert status == 409
    assert "published anew meanwhile" in page
    status, page = put(ines, old, "moved", exact="the word they used")
    assert status == 409
    assert "the word they used</textarea>" in page  # what was typed is kept
    assert f"/placements/{new}/decision" in page
    assert ines.get(f"{PLACEMENTS}/{old}").location == f"{PLACEMENTS}/{new}"
    assert placement_of(session, scene, "ming-course").decision is None


@pytest.mark.parametrize(
    ("exact", "status", "words"),
    [
        ("the word they used", 200, "Moved"),
        ("THE  word\r\nthey used", 200, "Moved"),
        ("户口", 200, "Moved"),
        ("", 422, "Choose its words in the text, or type them."),
        (" \n ", 422, "Choose its words"),
        ("words that are nowhere", 422, "do not stand in the text"),
        ("residence permit", 422, "stand in 2 places"),
        ("x" * 100_000, 422, "do not stand in the text"),
    ],
)
def test_a_place_is_chosen_by_its_words(
    session: Session, scene: Scene, as_: As, exact: str, status: int, words: str
) -> None:
    number = placement_of(session, scene, "ming-course").id
    found, page = put(as_(scene.cast.ines), number, "moved", exact=exact)
    assert found == status
    assert words in page
    moved = placement_of(session, scene, "ming-course")
    assert (moved.decision == "moved") == (status == 200)


def test_of_words_that_stand_in_several_places_one_is_chosen(
    session: Session, scene: Scene, as_: As
) -> None:
    number = placement_of(session, scene, "ming-course").id
    tom = as_(scene.cast.tom)
    _, page = put(tom, number, "moved", exact="residence permit")
    assert "Move it to this place in paragraph 2" in page
    text = session.scalars(Revision.newest_of(scene.cast.reading)).one().text
    at = text.rindex("residence permit")
    span = {"start": str(at), "end": str(at + 16), "exact": "residence permit"}
    put(tom, number, "moved", **span)
    assert words_of(session, scene, "ming-course") == "residence permit"
    assert session.get_one(Annotation, scene.annotations["ming-course"]).start == at


def test_a_selection_that_says_other_words_moves_nothing(
    session: Session, scene: Scene, as_: As
) -> None:
    number = placement_of(session, scene, "ming-course").id
    form = {"start": "2", "end": "6", "exact": "elsewhere"}
    status, page = put(as_(scene.cast.tom), number, "moved", **form)
    assert status == 422
    assert "The text has changed since you chose this passage." in page


def test_a_decision_is_taken_back_and_it_waits_again_with_what_was_proposed(
    session: Session, scene: Scene, as_: As
) -> None:
    tom, number = as_(scene.cast.tom), placement_of(session, scene, "ming-course").id
    before = session.get_one(Annotation, scene.annotations["ming-course"])
    stood = before.revision_id, before.start, before.end
    put(tom, number, "moved", exact="the word they used")
    page = tom.get(f"{PLACEMENTS}?decided=1").text
    assert "Moved by hand by Tom" in page
    assert "The police said" in page  # where it stood, though it stands elsewhere now
    answer = tom.delete(f"{PLACEMENTS}/{number}/decision", follow_redirects=True)
    assert "Taken back" in answer.text
    back = placement_of(session, scene, "ming-course")
    assert (back.decision, back.start, back.decided_by_id) == (None, None, None)
    mark = session.get_one(Annotation, scene.annotations["ming-course"])
    assert (mark.revision_id, mark.start, mark.end) == stood
    again = tom.delete(f"{PLACEMENTS}/{number}/decision", follow_redirects=True)
    assert again.status_code == 200


def test_notes_are_moved_by_staff(session: Session, scene: Scene, as_: As) -> None:
    note = session.scalars(
        select(Placement).where(
            Placement.note_id == scene.note, Placement.outcome.in_(("lost", "doubtful"))
        )
    ).one()
    put(as_(scene.cast.tom), note.id, "moved", exact="the word they used")
    assert "A note says more" in as_(scene.cast.ming).get(READING).text
    moved = session.get_one(ContextNote, scene.note)
    assert moved.revision_id == note.revision_id


def test_staff_is_told_how_much_waits_and_readers_how_much_of_theirs(
    session: Session, scene: Scene, as_: As
) -> None:
    """Tom may see nine of the twelve marks of the course that were cut, and two notes."""
    waiting = len([name for name, seen in SEEN_BY.items() if "tom" in seen and "sven" not in name])
    for path in (READING, "/courses/hukou"):
        assert f"{waiting + 2} without a sure place" in as_(scene.cast.tom).get(path).text
        assert "4 without a sure place" in as_(scene.cast.ming).get(path).text
        assert "without a sure place" not in as_(scene.cast.mei).get(path).text


def test_who_publishes_is_told_that_something_waits(scene: Scene, as_: As) -> None:
    form = {"text": CUT.replace("they used", "we use"), "based_on": "2", "message": ""}
    answer = as_(scene.cast.ines).post(
        f"{READING}/revisions", data=form, follow_redirects=True, content_type="multipart/form-data"
    )
    assert "Without a sure place:" in answer.text


def test_an_orphan_stays_in_the_list_with_its_old_words_and_its_thread_goes_on(
    session: Session, scene: Scene, as_: As
) -> None:
    number = scene.annotations["ming-course"]
    put(as_(scene.cast.tom), placement_of(session, scene, "ming-course").id, "orphaned")
    mei = as_(scene.cast.mei)
    mei.post(f"/annotations/{number}/replies", data={"body": "Still true."})
    page = mei.get(READING).text
    detached = page[page.index("Without a place in this text") :]
    assert "Left without a place by Tom." in detached
    assert "<mark>The police said </mark>" in detached
    assert f"{READING}/revisions/1#page-" in detached
    assert "Still true." in detached
    assert "It stands there" not in detached
