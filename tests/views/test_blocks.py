"""A block by itself: how a passage is chosen without JavaScript."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Annotation, Block, Course, Reading, Revision
from tests.conftest import TEXT
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"


def links_to(page: str, label: str) -> list[str]:
    return [
        str(link.attributes["href"])
        for link in LexborHTMLParser(page).css(".sentences a")
        if link.text() == label
    ]


def test_every_sentence_can_be_marked_by_a_link_and_a_form(
    session: Session, scene: Scene, as_: As
) -> None:
    """Each block's page leads to a form for each sentence, and saving it marks just that."""
    client = as_(scene.cast.mei)
    text = session.scalars(select(Revision)).one().text
    for block in session.scalars(select(Block)).all():
        page = client.get(f"{READING}/blocks/{block.ident}").text
        for label in ("Highlight", "Note", "Question", "Evidence"):
            links = links_to(page, label)
            passages = [parse_qs(urlsplit(link).query) for link in links]
            covered = "".join(text[int(p["start"][0]) : int(p["end"][0])] for p in passages)
            assert "".join(covered.split()) == "".join(block.text.split())
            for link in links:
                assert client.get(link).status_code == 200
    [first, *_] = links_to(client.get(f"{READING}/blocks/{scene.block}").text, "Question")
    form = {
        str(field.attributes["name"]): field.attributes.get("value") or ""
        for field in LexborHTMLParser(client.get(first).text).css("#compose input[type=hidden]")
    }
    answer = client.post(f"{READING}/annotations", data=form | {"kind": "question", "body": "Why?"})
    number = int(answer.headers["Location"].rpartition("-")[2])
    assert session.get_one(Annotation, number).exact == (
        "The police said that a residence permit is not a hukou."
    )


@pytest.mark.parametrize(("who", "may"), [("ming", False), ("tom", True), ("ines", True)])
def test_the_staff_adds_to_the_layers_from_a_sentence(
    scene: Scene, as_: As, who: str, may: bool
) -> None:
    client = as_(scene.who(who))
    page = client.get(f"{READING}/blocks/{scene.block}").text
    for label in ("Term", "Context note"):
        links = links_to(page, label)
        assert bool(links) == may
        assert all(client.get(link).status_code == 200 for link in links)


def test_a_guest_reads_and_marks_nothing(session: Session, scene: Scene, as_: As) -> None:
    session.get_one(Course, scene.cast.hukou).open_to_guests = True
    session.commit()
    page = as_(None).get(f"{READING}/blocks/{scene.block}").text
    assert "The police said" in page
    assert "A note says more." in page
    assert links_to(page, "Note") == []
    assert page.count("<form") == page.count('/bookmark?_method=put"') == 1  # in their session


def test_a_heading_has_a_page_with_a_name(session: Session, scene: Scene, as_: As) -> None:
    heading = session.scalars(select(Block).where(Block.kind == "heading")).one()
    page = as_(scene.cast.ming).get(f"{READING}/blocks/{heading.ident}").text
    assert "None" not in page
    assert "<h1>This heading</h1>" in page


def test_hidden_marks_are_still_on_the_page_of_their_block(scene: Scene, as_: As) -> None:
    """Switched off, the margin is empty; who asks for a block's threads gets them."""
    client = as_(scene.cast.ming)
    client.put(f"{READING}/layers", data={"show": "none"})
    assert "thread kind-" not in client.get(READING).text
    assert "thread kind-" in client.get(f"{READING}/blocks/{scene.block}").text


def test_a_sentence_leads_to_the_marks_on_it(session: Session, scene: Scene, as_: As) -> None:
    client = as_(scene.cast.lin)
    page = LexborHTMLParser(client.get(f"{READING}/blocks/{scene.block}").text)
    links = [link for link in page.css(".sentences a") if " mark" in link.text()]
    assert links
    for link in links:
        listed = LexborHTMLParser(client.get(str(link.attributes["href"])).text)
        assert len(listed.css("article.thread")) == int(link.text().split()[0])


def test_a_heading_leads_to_its_page_where_it_can_be_marked(
    session: Session, scene: Scene, as_: As
) -> None:
    client = as_(scene.cast.mei)
    session.get_one(Reading, scene.cast.reading).publish(f"## Part one\n\n{TEXT}")
    session.flush()
    sign, *_ = LexborHTMLParser(client.get(READING).text).css("a.sign")
    [note] = links_to(client.get(str(sign.attributes["href"])).text, "Note")
    assert "Part one" in client.get(note).text
