"""How a reader stands with terms: on the card, in the text, in their own list, and nowhere else."""

import csv
from collections.abc import Callable
from io import StringIO

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.markdown import render_post
from app.models import Course, Familiarity, Sense, Wording
from app.services.familiarity import digest_of
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
LIST = "/courses/hukou/familiarity"
HTMX = {"HX-Request": "true"}
ON_THE_PAGE = {**HTMX, "HX-Current-URL": f"http://localhost{READING}"}


def card(scene: Scene, form: str = "hukou") -> str:
    return f"{READING}/occurrences/{scene.occurrences[form]}"


def marked(page: str) -> list[str]:
    return [link.text() for link in LexborHTMLParser(page).css("a.term")]


def numbers(page: str, term: str) -> list[int]:
    """The ids of a term's marked occurrences."""
    links = LexborHTMLParser(page).css(f"a.term[data-term={term}]")
    return [int((link.attributes["id"] or "").removeprefix("occurrence-")) for link in links]


def body_of(session: Session, scene: Scene, term: str) -> str:
    return session.get_one(Sense, scene.senses[term]).body


def reword(session: Session, scene: Scene, term: str, body: str) -> None:
    sense = session.get_one(Sense, scene.senses[term])
    sense.body, sense.body_html = body, render_post(body)
    session.commit()


def row_of(session: Session, scene: Scene, who: str, term: str) -> Familiarity | None:
    session.expire_all()
    return session.scalar(
        select(Familiarity).where(
            Familiarity.user_id == scene.who(who), Familiarity.sense_id == scene.senses[term]
        )
    )


def read(session: Session, scene: Scene, client: FlaskClient) -> None:
    form = {"wording": digest_of(body_of(session, scene, "hukou"))}
    assert client.put(f"{card(scene)}/wording", data=form, headers=HTMX).status_code == 204


def test_who_knows_a_sense_sees_it_marked_no_more_and_nobody_else_does(
    scene: Scene, as_: As
) -> None:
    mei, lin = as_(scene.cast.mei), as_(scene.cast.lin)
    before = marked(mei.get(READING).text)
    assert "hukou" in before
    assert mei.put(f"{card(scene)}/standing", data={"standing": "known"}).status_code == 303
    assert marked(mei.get(READING).text) == [w for w in before if w not in {"hukou", "户口"}]
    assert marked(lin.get(READING).text) == before
    assert "Not marked for you any more" in mei.get(card(scene)).text
    mei.put(f"{card(scene)}/standing", data={"standing": "read"})
    assert marked(mei.get(READING).text) == before


def test_to_know_one_sense_is_not_to_know_another(session: Session, scene: Scene, as_: As) -> None:
    """And where a layer marks once, the first place of the other sense is marked instead."""
    other = Sense(
        term_id=scene.terms["permit"], slug="b", voice="embassy", body="B", body_html="", position=1
    )
    session.add(other)
    session.commit()
    pinned = scene.occurrences["residence permit"]  # the last of three
    ruling = {"scope": "passage", "sense": str(other.id), "reason": "So"}
    as_(scene.cast.tom).put(f"{READING}/occurrences/{pinned}/ruling", data=ruling)
    mei = as_(scene.cast.mei)
    mei.put(f"{READING}/layers", data={"show": "all", "limit-household": "reading"})
    [first] = numbers(mei.get(READING).text, "permit")
    assert first != pinned
    mei.put(f"{READING}/occurrences/{first}/standing", data={"standing": "known"})
    assert numbers(mei.get(READING).text, "permit") == [pinned]


def test_a_reader_may_have_what_they_know_marked_too(scene: Scene, as_: As) -> None:
    mei = as_(scene.cast.mei)
    mei.put(f"{card(scene)}/standing", data={"standing": "known"})
    page = mei.get(READING).text
    assert "Show what I know (2)" in page
    mei.put(f"{READING}/layers", data={"show": "all", "known": "shown"})
    assert "hukou" in marked(mei.get(READING).text)
    mei.put(f"{READING}/layers", data={"show": "all"})
    assert "hukou" not in marked(mei.get(READING).text)


def test_what_one_is_to_be_reminded_of_is_marked_whatever_the_limit(scene: Scene, as_: As) -> None:
    form = {"show": "all", "limit-household": "reading"}
    ming, mei = as_(scene.cast.ming), as_(scene.cast.mei)
    for reader in (ming, mei):
        reader.put(f"{READING}/layers", data=form)
    assert marked(mei.get(READING).text).count("residence permit") == 1
    assert marked(ming.get(READING).text).count("residence permit") == 3


def test_a_write_on_a_card_answers_with_the_card_and_the_places_of_its_term(
    scene: Scene, as_: As
) -> None:
    mei = as_(scene.cast.mei)
    answer = mei.put(f"{card(scene)}/standing", data={"standing": "known"}, headers=ON_THE_PAGE)
    assert answer.text.startswith('<div id="card-body"')
    assert f'hx-target="#page-{scene.block} > .block"' in answer.text
    assert 'data-term="hukou"' not in answer.text


def test_opening_a_card_writes_nothing_and_what_it_sends_keeps_the_wording_read(
    session: Session, scene: Scene, as_: As
) -> None:
    lin = as_(scene.cast.lin)
    page = lin.get(card(scene)).text
    assert "I have read this" in page
    assert row_of(session, scene, "lin", "hukou") is None
    read(session, scene, lin)
    row = row_of(session, scene, "lin", "hukou")
    assert row is not None
    assert (row.standing, row.wording.body) == ("read", "About hukou.")
    assert row.sentence == "The police said that a residence permit is not a hukou."
    assert "I have read this" not in lin.get(card(scene)).text


def test_a_wording_is_kept_once_however_many_read_it_and_only_when_somebody_reads(
    session: Session, scene: Scene, as_: As
) -> None:
    def kept() -> int:
        return len(session.scalars(select(Wording)).all())

    before = kept()
    for who in (scene.cast.lin, scene.cast.mei, scene.cast.ines):
        read(session, scene, as_(who))
    assert kept() == before + 1
    reword(session, scene, "hukou", "Otherwise.")
    assert kept() == before + 1


def test_a_card_says_what_has_changed_since_its_reader_read_it_until_they_got_it(
    session: Session, scene: Scene, as_: As
) -> None:
    lin, mei = as_(scene.cast.lin), as_(scene.cast.mei)
    read(session, scene, lin)
    reword(session, scene, "hukou", "About the hukou book.")
    page = lin.get(card(scene)).text
    assert "Changed since you read it on" in page
    put_in = [ins.text() for ins in LexborHTMLParser(page).css("ins")]
    assert put_in == ["put in: the ", "put in:  book"]
    assert "Changed since" not in mei.get(card(scene)).text
    text = lin.get(READING).text
    assert "1 card has changed since you read it" in text
    assert 'class="term changed"' in text
    assert "has changed since" not in mei.get(READING).text
    form = {"wording": digest_of("About the hukou book.")}
    answer = lin.put(f"{card(scene)}/wording", data=form, headers=ON_THE_PAGE)
    assert "Changed since you read it" not in answer.text
    assert "has changed since" not in lin.get(READING).text


def test_what_changed_again_meanwhile_is_not_taken_for_read(
    session: Session, scene: Scene, as_: As
) -> None:
    lin = as_(scene.cast.lin)
    read(session, scene, lin)
    reword(session, scene, "hukou", "Second.")
    reword(session, scene, "hukou", "Third.")
    lin.put(f"{card(scene)}/wording", data={"wording": digest_of("Second.")})
    page = lin.get(card(scene)).text
    assert "Changed since you read it" in page
    assert "Third." in page


def test_to_say_how_one_stands_with_a_changed_card_does_not_hide_the_change(
    session: Session, scene: Scene, as_: As
) -> None:
    lin = as_(scene.cast.lin)
    read(session, scene, lin)
    reword(session, scene, "hukou", "Second.")
    lin.put(f"{card(scene)}/standing", data={"standing": "remind"})
    assert "Changed since you read it" in lin.get(card(scene)).text


def test_the_list_is_grouped_and_filtered_and_shows_one_s_own_only(
    session: Session, scene: Scene, as_: As
) -> None:
    ming = as_(scene.cast.ming)
    ming.put(f"{card(scene)}/standing", data={"standing": "known"})
    page = LexborHTMLParser(ming.get(LIST).text)
    assert [h.text() for h in page.css("h2")] == ["To be reminded of 1", "Known 1"]
    assert "permit" in str(page.css_first("#standing-remind").parent.text())  # type: ignore[union-attr]
    assert "Nothing yet" in ming.get(f"{LIST}?layer=nowhere").text
    for who in (scene.cast.mei, scene.cast.tom, scene.cast.ines):
        other = as_(who).get(LIST).text
        assert "Nothing yet" in other
        assert "is not a hukou" not in other


def test_the_list_changes_a_standing_and_forgets(session: Session, scene: Scene, as_: As) -> None:
    ming = as_(scene.cast.ming)
    own = f"{LIST}/{scene.familiarity}"
    assert ming.put(own, data={"standing": "often"}).status_code == 422
    assert ming.put(own, data={"standing": "known", "layer": "household"}).location.endswith(
        "/familiarity?layer=household"
    )
    row = row_of(session, scene, "ming", "permit")
    assert row is not None
    assert row.standing == "known"
    assert ming.delete(own).status_code == 303
    assert row_of(session, scene, "ming", "permit") is None


def test_a_review_shows_the_sentence_and_then_the_card_and_goes_on(scene: Scene, as_: As) -> None:
    ming = as_(scene.cast.ming)
    ming.put(f"{card(scene)}/standing", data={"standing": "remind"})
    page = ming.get(f"{LIST}/review").text
    assert "2 cards to go" in page
    assert "<strong>residence permit</strong>" in page
    form = {"standing": "remind", "review": "remind"}
    answer = ming.put(f"{LIST}/{scene.familiarity}", data=form, follow_redirects=True)
    assert "1 card to go" in answer.text
    assert "<strong>hukou</strong>" in answer.text
    last = ming.get(f"{LIST}/review?after=99").text
    assert "That was all." in last


def test_the_export_has_the_sentence_the_paragraph_and_a_link_and_the_same_guid_each_time(
    scene: Scene, as_: As
) -> None:
    ming = as_(scene.cast.ming)
    answer = ming.get(f"{LIST}/anki")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="hukou-terms.txt"'
    lines = answer.text.splitlines(keepends=True)
    [row] = csv.reader(StringIO("".join(x for x in lines if x[0] != "#")), delimiter="\t")
    assert row[1] == "The police said that a <b>residence permit</b> is not a hukou."
    assert "A card for everybody, ¶ 1" in row[8]
    assert f"http://localhost:8000{READING}#page-{scene.block}" in row[8]
    assert "interleaf::remind" in row[10]
    ming.put(f"{LIST}/{scene.familiarity}", data={"standing": "known"})
    assert row[0] in ming.get(f"{LIST}/anki").text
    assert row[0] not in ming.get(f"{LIST}/anki?standing=remind").text
    assert row[0] not in as_(scene.cast.mei).get(f"{LIST}/anki").text


def test_a_guest_and_a_stranger_read_cards_and_nothing_is_kept_of_it(
    session: Session, scene: Scene, as_: As
) -> None:
    session.get_one(Course, scene.cast.hukou).open_to_guests = True
    session.commit()
    for who in (None, scene.cast.zoe):
        page = as_(who).get(card(scene)).text
        assert "I know this" not in page
        assert "I have read this" not in page
        assert (
            as_(who).put(f"{card(scene)}/standing", data={"standing": "known"}).status_code == 404
        )
        assert "Your terms" not in as_(who).get(READING).text
    assert len(session.scalars(select(Familiarity)).all()) == 1


@pytest.mark.parametrize("path", ["", "/people", "/terms/household/permit", "/readings/a-card"])
def test_no_page_of_another_shows_how_one_stands(scene: Scene, as_: As, path: str) -> None:
    before = {
        who: as_(who).get(f"/courses/hukou{path}").text
        for who in (scene.cast.mei, scene.cast.tom, scene.cast.ines)
    }
    ming = as_(scene.cast.ming)
    ming.put(f"{card(scene)}/standing", data={"standing": "known"})
    ming.put(f"{READING}/layers", data={"show": "all", "limit-household": "course"})
    for who, page in before.items():
        assert as_(who).get(f"/courses/hukou{path}").text == page
