"""Marks by the hundred, in a browser: a place asked for, a filter shared, threads as they come."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.database import db
from app.models import Annotation, Revision
from app.models.annotation import Kind
from tests.browser.reader import READING, write
from tests.conftest import Cast

OpenPage = Callable[..., Page]
CROWD = 60


@pytest.fixture
def crowd(app: Flask, cast: Cast, server: str) -> None:
    """Mei asks twice; Lin has sixty notes on “A second paragraph”, each narrower than the last."""
    with app.app_context():
        revision = db.session.query(Revision).one()
        block = next(block for block in revision.blocks if block.text.startswith("A second"))
        for author, kind, start, end, body in [
            (cast.mei, "question", block.start, block.start + 8, "First asked?"),
            *(
                (cast.lin, "note", block.start, block.start + 70 - number, f"Note {number} here")
                for number in range(CROWD)
            ),
            (cast.mei, "question", block.start + 71, block.start + 80, "Last asked?"),
        ]:
            add(
                revision,
                cast,
                author,
                "question" if kind == "question" else "note",
                start,
                end,
                body,
            )
        db.session.commit()


def add(
    revision: Revision, cast: Cast, author: int, kind: Kind, start: int, end: int, body: str
) -> None:
    mark = Annotation(
        course_id=cast.hukou,
        reading_id=cast.reading,
        author_id=author,
        kind=kind,
        visibility="course",
    )
    mark.anchor(revision, start, end)
    mark.write(body)
    db.session.add(mark)


@pytest.mark.usefixtures("crowd")
def test_a_click_opens_the_narrowest_of_a_crowd_and_lists_the_others(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    expect(page.locator(".thread")).to_have_count(2)
    page.locator("mark").first.click(position={"x": 4, "y": 8})
    here = page.locator("#here")
    expect(here.get_by_text(f"{CROWD} more on these words")).to_be_visible()
    expect(page.locator(".thread:focus")).to_contain_text("First asked?")
    expect(here.locator(".line")).to_have_count(20)
    here.get_by_role("link", name="40 more").click()
    expect(here.locator(".line")).to_have_count(40)
    here.get_by_role("link", name="Note 25 here").click()
    expect(page.locator(".thread:focus")).to_contain_text("Note 25 here")


@pytest.mark.usefixtures("crowd")
def test_a_filter_is_in_the_address_and_can_be_shared(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    page.locator("#filter summary").click()
    page.locator("#filter-kind").focus()
    page.locator("#filter-kind").select_option("question")
    expect(page.get_by_text("2 of 62")).to_be_visible()
    expect(page.locator("#filter-kind")).to_be_focused()
    assert page.url.endswith("a-card?kind=question")
    expect(page.locator(".thread")).to_have_count(2)
    shared = open_page(cast.tom, page.url)
    expect(shared.locator(".thread")).to_have_count(2)
    shared.locator(".chip", has_text="Questions").click()
    expect(shared.locator("#filter .count")).to_have_text("62")


@pytest.mark.usefixtures("crowd")
def test_without_a_script_the_same_filter_is_a_form(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING, script=False)
    page.locator("#filter summary").click()
    page.locator("#filter").get_by_label("By", exact=True).select_option("mei")
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.url.endswith("a-card?by=mei")
    expect(page.locator(".thread")).to_have_count(2)
    page.locator("#filter summary").click()
    page.get_by_role("link", name="Newest").click()
    expect(page.locator(".thread").first).to_contain_text("Last asked?")


@pytest.mark.usefixtures("crowd")
def test_the_threads_of_a_crowded_paragraph_come_when_they_are_looked_at(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    expect(page.locator(".thread")).to_have_count(2)
    page.get_by_text("60 more on paragraph 2").click()
    expect(page.locator(".thread")).not_to_have_count(2)
    for _ in range(8):
        page.locator(".thread").last.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
    expect(page.locator(".thread")).to_have_count(62)
    ids = page.locator(".thread").evaluate_all("threads => threads.map(({ id }) => id)")
    assert len(set(ids)) == 62


@pytest.mark.usefixtures("crowd")
def test_a_list_by_age_goes_on_as_one_reads(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, f"{READING}/annotations?sort=newest")
    expect(page.locator(".thread").first).to_contain_text("Last asked?")
    for _ in range(6):
        page.locator(".thread").last.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
    expect(page.locator(".thread")).to_have_count(62)


@pytest.mark.usefixtures("crowd")
def test_the_strip_is_one_stop_and_goes_to_the_paragraph(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    stripe = page.get_by_role("link", name="¶ 2, 62 marks, 2 open questions")
    expect(page.locator(".heat a[tabindex='0']")).to_have_count(1)
    stripe.focus()
    page.keyboard.press("Enter")
    assert "#page-" in page.url


@pytest.mark.usefixtures("crowd")
def test_a_new_mark_shows_at_once_on_the_strip_and_in_the_count(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, f"{READING}?kind=question")
    expect(page.locator("#filter-count")).to_have_text("2 of 62")
    write(page, "The police said", "Who?", "Question")
    expect(page.locator("#filter-count")).to_have_text("3 of 63")
    expect(page.get_by_role("link", name="Show all 63")).to_be_visible()
    stripe = page.get_by_role("link", name="¶ 1, 1 mark, 1 open question")
    expect(stripe).to_have_count(1)
    expect(page.locator(".heat a[tabindex='0']")).to_have_count(1)
