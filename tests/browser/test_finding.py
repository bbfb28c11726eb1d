"""A reader finds who and what is in a text, how much is left, and cites a passage."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.database import db
from app.models import Course, Reading
from app.services.publishing import publish
from tests.browser.reader import READING, act, select
from tests.conftest import Cast

OpenPage = Callable[..., Page]
LONG = "\n\n".join("It is a long sentence. " * 50 for _ in range(12))


@pytest.fixture
def open_course(app: Flask, cast: Cast) -> None:
    with app.app_context():
        db.session.get_one(Course, cast.hukou).open_to_guests = True
        db.session.commit()


@pytest.mark.usefixtures("open_course")
@pytest.mark.parametrize("who", ["ming", None])
def test_a_selection_is_cited_and_copied(cast: Cast, open_page: OpenPage, who: str | None) -> None:
    page = open_page(cast.ming if who else None, READING)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    select(page, "The police said")
    act(page, "Cite")
    dialog = page.get_by_role("dialog", name="Cite paragraph 1")
    expect(dialog.get_by_role("heading")).to_be_focused()
    dialog.get_by_role("button", name="Copy").first.click()
    expect(dialog.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“The police said”\nInterleaf tests, “A card for everybody,”")
    assert "¶ 1, http" in copied
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_whole_text_is_cited_with_its_beginning_and_its_end(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    with app.app_context():
        publish(db.session, db.session.get_one(Reading, cast.reading), f"First.\n\n{LONG}\n\nLast.")
        db.session.commit()
    page = open_page(cast.ming, READING)
    select(page, "First.", "Last.")
    act(page, "Cite")
    field = page.get_by_role("dialog").get_by_label("MLA")
    expect(field).to_have_value(re.compile(r"^“First\. It is .* \[…\] .* Last\.”\n.*pars\. 1–14"))


@pytest.mark.usefixtures("open_course")
def test_a_paragraph_is_cited_without_javascript(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(None, READING, script=False)
    page.locator(".number").first.click()
    page.get_by_role("link", name="Cite paragraph 1").click()
    anchor = (page.locator("main a").first.get_attribute("href") or "").partition("#")[2]
    expect(page.get_by_label("MLA")).to_have_value(
        "Interleaf tests. “A card for everybody.” Sept. 2007, par. 1, "
        f"{page.url.split('/courses')[0]}{READING}#{anchor}."
    )
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)


def test_the_list_of_who_and_what_leads_to_a_place_on_the_page(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING, width=390)
    page.evaluate("document.body.dataset.same = 'page'")
    page.locator(".fold summary").click()
    page.get_by_text("Who and what is in this text").click()
    page.locator("#mentions").get_by_role("link", name="hukou", exact=True).click()
    place = page.locator("a.term:target")
    expect(place).to_be_focused()
    expect(place).to_be_in_viewport()
    expect(page.locator("body")).to_have_attribute("data-same", "page")
    expect(page.locator("#panel")).to_be_hidden()


def test_the_list_of_who_and_what_is_a_page_without_javascript(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING, script=False)
    page.get_by_text("Who and what is in this text").click()
    page.get_by_role("link", name="The list, as a page").click()
    page.get_by_role("link", name="hukou", exact=True).click()
    expect(page.locator("a.term:target")).to_be_in_viewport()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_time_that_is_left_grows_less_as_one_reads(
    app: Flask, cast: Cast, open_page: OpenPage, width: int
) -> None:
    with app.app_context():
        publish(db.session, db.session.get_one(Reading, cast.reading), LONG)
        db.session.commit()
    page = open_page(cast.ming, READING, width=width)
    expect(page.locator(".title-page .kind")).to_contain_text("about 13 min")
    left = page.locator("#contents .time-left" if width > 1000 else ".fold .time-left")
    expect(left).to_have_text("about 13 min left")
    page.locator(".page-row").last.evaluate(
        "row => row.scrollIntoView({block: 'start', behavior: 'instant'})"
    )
    expect(left).not_to_have_text("about 13 min left")
    expect(left).to_be_visible()
