"""Readers' marks under a filter: on the page, as a list, at a place."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import Annotation, Event, Second, Tag, User
from tests.scene import SEEN_BY, Scene, body_of

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
LIST = f"{READING}/annotations"
HTMX = {"HX-Request": "true"}
IN_COURSE = ("lin", "mei", "ming", "tom", "ines")


def shown(text: str) -> set[str]:
    return {name for name in SEEN_BY if body_of(name) in text}


def listed(client: FlaskClient, query: str = "") -> list[int]:
    page = client.get(f"{LIST}?{query}").text
    return [int(number) for number in re.findall('<article id="annotation-([0-9]+)"', page)]


def author(name: str) -> str:
    return name.partition("-")[0]


FILTERS: dict[str, Callable[[str, str], bool]] = {
    "audience=staff": lambda name, who: author(name) in {"tom", "ines"},
    "audience=mine": lambda name, who: author(name) == who,
    "audience=course": lambda name, who: name.endswith("-course"),
    "audience=group": lambda name, who: (
        name.endswith("-group")
        and (who in {"tom", "ines"} or (author(name) == "lin") == (who == "lin"))
    ),
    "kind=question": lambda name, who: True,
    "kind=evidence": lambda name, who: False,
    "by=lin": lambda name, who: author(name) == "lin",
    "by=nobody-here": lambda name, who: False,
    "open=1": lambda name, who: True,
    "from=0&to=22": lambda name, who: True,
    "from=60&to=90": lambda name, who: False,
    "kind=question&by=ming&audience=course": lambda name, who: name == "ming-course",
}


@pytest.mark.parametrize("query", FILTERS)
def test_a_filter_only_ever_narrows_what_one_may_see(scene: Scene, as_: As, query: str) -> None:
    for who in IN_COURSE:
        may_see = {name for name, by in SEEN_BY.items() if who in by and author(name) != "sven"}
        expected = {name for name in may_see if FILTERS[query](name, who)}
        client = as_(scene.who(who))
        assert shown(client.get(f"{LIST}?{query}").text) == expected, who
        place = client.get(f"{LIST}?{query}&at=30").text
        assert len(re.findall('id="(?:line|annotation)-[0-9]+"', place)) <= len(expected)
        page = client.get(f"{READING}?{query}").text
        depths = {int(depth) for depth in re.findall('data-count="([0-9]+)"', page)}
        assert depths == ({len(expected)} if expected else set()), who
        assert f"{len(expected)} of {len(may_see)}" in page


def test_a_stranger_gets_no_list(scene: Scene, as_: As) -> None:
    for who in ("nobody", "zoe", "sven"):
        assert as_(scene.who(who)).get(LIST).status_code == 404


def test_unread_marks_are_the_ones_that_are_news(scene: Scene, as_: As) -> None:
    lin = as_(scene.cast.lin)
    assert set(listed(lin, "unread=1")) == {
        scene.annotations["ming-course"],
        scene.annotations["ines-course"],
    }
    lin.put(f"{READING}/seen")
    assert listed(lin, "unread=1") == []


def test_a_list_has_the_order_that_is_asked_for(session: Session, scene: Scene, as_: As) -> None:
    lin = as_(scene.cast.lin)
    by_place = listed(lin)
    assert listed(lin, "sort=newest") == sorted(by_place, reverse=True)
    asked = scene.annotations["ming-course"]
    session.add(Second(course_id=scene.cast.hukou, annotation_id=asked, user_id=scene.cast.mei))
    session.flush()
    assert listed(lin, "sort=asked")[0] == asked
    news = {scene.annotations["ming-course"], scene.annotations["ines-course"]}
    assert set(listed(lin, "sort=unread")[:2]) == news


def test_the_text_leads_to_the_list_for_any_other_order(scene: Scene, as_: As) -> None:
    answer = as_(scene.cast.lin).get(f"{READING}?sort=newest&kind=question")
    assert answer.status_code == 302
    assert answer.location == f"{LIST}?kind=question&sort=newest"


def test_a_filter_s_form_leads_to_an_address_to_share(scene: Scene, as_: As) -> None:
    answer = as_(scene.cast.lin).get(f"{READING}?audience=&kind=question&by=&open=1")
    assert answer.location == f"{READING}?kind=question&open=1"


def test_what_is_no_filter_is_told(scene: Scene, as_: As) -> None:
    page = as_(scene.cast.lin).get(f"{READING}?kind=poem")
    assert page.status_code == 200
    assert "“kind=poem” is no filter here" in page.text


def test_marks_are_found_by_tag_and_people_without_a_user_name_by_number(
    session: Session, scene: Scene, as_: As
) -> None:
    number = scene.annotations["ming-course"]
    session.add(Tag(course_id=scene.cast.hukou, annotation_id=number, name="points & papers"))
    session.get_one(User, scene.cast.ming).username = None
    session.flush()
    lin = as_(scene.cast.lin)
    assert listed(lin, "tag=points+%26+papers") == [number]
    assert listed(lin, f"by={scene.cast.ming}") == [number]
    assert listed(lin, f"by={scene.cast.lin}") == []  # who has a user name is found by it
    assert "points &amp; papers" in lin.get(READING).text


def test_a_filter_stays_when_layers_are_switched(scene: Scene, as_: As) -> None:
    answer = as_(scene.cast.lin).put(f"{READING}/layers?kind=question", data={"show": "all"})
    assert answer.location == f"{READING}?kind=question"


def test_what_one_writes_under_a_filter_is_shown_whatever_it_is(scene: Scene, as_: As) -> None:
    form = {"start": "100", "end": "110", "kind": "highlight", "audience": "private"}
    headers = HTMX | {"HX-Current-URL": f"http://localhost{READING}?kind=question"}
    page = as_(scene.cast.lin).post(f"{READING}/annotations", data=form, headers=headers).text
    assert 'class="thread kind-highlight"' in page


@pytest.fixture
def crowd(session: Session, scene: Scene) -> list[int]:
    """Fifty marks by Mei on one passage, the first the widest."""
    text = session.get_one(Annotation, scene.annotations["ming-course"])
    found = []
    for number in range(50):
        mark = Annotation(
            course_id=scene.cast.hukou,
            reading_id=scene.cast.reading,
            revision_id=text.revision_id,
            author_id=scene.cast.mei,
            kind="note",
            visibility="course",
            start=110,
            end=170 - number,
            exact="x",
            prefix="",
            suffix="",
        )
        mark.write(f"Number {number}.")
        session.add(mark)
        session.flush()
        session.add(Event.of_thread("annotation created", mark.author, mark))
        found.append(mark.id)
    session.flush()
    return found


def test_of_a_crowd_the_narrowest_is_whole_and_the_others_come_in_pages(
    scene: Scene, as_: As, crowd: list[int]
) -> None:
    lin = as_(scene.cast.lin)
    address: str | None = f"{LIST}?at=112"
    told: list[int] = []
    first = True
    while address:
        page = lin.get(address, headers=HTMX).text
        if first:
            assert re.findall('id="annotation-([0-9]+)"', page) == [str(crowd[-1])]
            assert "49 more on these words" in page
            first = False
        told += map(int, re.findall(r'<a href="[^"]*annotation=([0-9]+)', page))
        found = re.search(r'class="more" href="([^"]+)"', page)
        address = found[1].replace("&amp;", "&") if found else None
    assert told == crowd[-2::-1]
    other = lin.get(f"{LIST}?at=112&annotation={crowd[0]}").text
    assert re.findall('<article id="annotation-([0-9]+)"', other) == [str(crowd[0])]
    assert "Nothing stands here" in lin.get(f"{LIST}?at=5").text


def test_the_threads_of_a_leaf_come_in_pages_each_once(
    scene: Scene, as_: As, crowd: list[int]
) -> None:
    lin = as_(scene.cast.lin)
    page = lin.get(f"{READING}?annotation={crowd[7]}").text
    found = [int(n) for n in re.findall('<article id="annotation-([0-9]+)"', page)]
    assert crowd[7] in found
    assert len(found) <= 5
    assert "47 more on paragraph 2" in page
    address = re.findall(r'data-from="([^"]+/threads[^"]+)"', page)[-1]
    while address:
        part = lin.get(address.replace("&amp;", "&"), headers=HTMX).text
        more = [int(n) for n in re.findall('<article id="annotation-([0-9]+)"', part)]
        assert 0 < len(more) <= 10
        found += more
        following = re.search(r'data-from="([^"]+/threads[^"]+)"', part)
        address = following[1] if following else ""
    assert len(found) == len(set(found))
    assert set(crowd) <= set(found)


def test_a_list_comes_in_pages(scene: Scene, as_: As, crowd: list[int]) -> None:
    lin = as_(scene.cast.lin)
    assert len(listed(lin, "by=mei&sort=newest")) == 20
    part = lin.get(f"{LIST}?by=mei&sort=newest&first=40", headers=HTMX).text
    assert part.startswith('<div id="listed-40"')
    assert part.count("<article") == 10


def test_a_write_by_htmx_redraws_the_strip_and_the_count(scene: Scene, as_: As) -> None:
    lin = as_(scene.cast.lin)
    page = lin.get(f"{READING}?by=lin").text
    asked_from = {**HTMX, "HX-Current-URL": f"http://localhost{READING}?by=lin"}
    shown, total = map(int, re.findall("([0-9]+) of ([0-9]+)</span>", page)[0])
    form = {"start": 21, "end": 31, "kind": "question", "audience": "course", "body": "And?"}
    made = lin.post(LIST, data=form, headers=asked_from).text
    assert f"{shown + 1} of {total + 1}</span>" in made
    assert f"{shown + 1} marks, {shown + 1} open questions" in made.partition('id="heat"')[2]
    number = re.findall('<article id="annotation-([0-9]+)"[^>]*data-fresh', made)[0]
    gone = lin.delete(f"/annotations/{number}", headers=asked_from).text
    assert f"{shown} of {total}</span>" in gone
    assert f"{shown} marks, {shown} open questions" in gone.partition('id="heat"')[2]


def test_a_question_that_is_settled_is_no_open_one_on_the_strip(scene: Scene, as_: As) -> None:
    ming = as_(scene.cast.ming)
    asked_from = {**HTMX, "HX-Current-URL": f"http://localhost{READING}?open=1"}
    number = scene.annotations["ming-course"]
    before = re.findall("([0-9]+) open question", ming.get(READING).text.partition('id="heat"')[2])
    for method, fewer in ((ming.put, 1), (ming.delete, 0)):
        data = {"reply": scene.replies["ming-course"]}
        answer = method(f"/annotations/{number}/answer", data=data, headers=asked_from).text
        left = int(before[0]) - fewer
        assert f"{left} open question" in answer.partition('id="heat"')[2]
        assert f">{left} of " in answer
    elsewhere = {**HTMX, "HX-Current-URL": f"http://localhost{LIST}?sort=newest"}
    assert (
        "heat" not in ming.put(f"/annotations/{number}/answer", data=data, headers=elsewhere).text
    )
