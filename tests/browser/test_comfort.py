"""The page as the reader likes it, and the way back to where they were."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.database import db
from app.models import Bookmark, Course, Reading
from app.services.publishing import publish
from tests.browser.reader import READING
from tests.conftest import Cast

OpenPage = Callable[..., Page]

LONG = "\n\n".join(
    f"## Part {part}\n\n" + "\n\n".join("It is a long sentence. " * 30 for _ in range(4))
    for part in range(1, 6)
)


@pytest.fixture
def long_text(app: Flask, cast: Cast) -> None:
    with app.app_context():
        publish(db.session, db.session.get_one(Reading, cast.reading), LONG)
        db.session.get_one(Course, cast.hukou).open_to_guests = True
        db.session.commit()


@pytest.mark.usefixtures("long_text")
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("who", ["ming", None])
def test_colours_and_size_are_chosen_beside_the_text_and_remembered(
    cast: Cast, open_page: OpenPage, who: str | None, script: bool
) -> None:
    page = open_page(cast.ming if who else None, READING, script=script)
    page.get_by_text("Aa Appearance").click()
    page.get_by_role("radio", name="Sepia").check(force=True)
    page.get_by_role("radio", name="Largest").check(force=True)
    if not script:
        page.get_by_role("button", name="Apply").last.click()
        expect(page).to_have_url(f"{page.url.split('/courses')[0]}{READING}")
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "sepia")
    expect(page.locator(".block p").first).to_have_css("font-size", "25.08px")
    if script:
        page.wait_for_load_state("networkidle")
    page.goto("/")
    expect(root).to_have_attribute("data-theme", "sepia")
    expect(root).to_have_attribute("data-size", "5")


@pytest.mark.usefixtures("long_text")
def test_the_line_being_read_stays_in_its_place_when_the_text_grows(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    page.get_by_text("Aa Appearance").click()
    row = page.locator(".page-row", has_text="Part 3")
    row.evaluate(
        "row => scrollTo({top: row.getBoundingClientRect().top - 138, behavior: 'instant'})"
    )
    top = row.evaluate("row => row.getBoundingClientRect().top")
    page.get_by_role("radio", name="Largest").check(force=True)
    expect(page.locator("html")).to_have_attribute("data-size", "5")
    assert abs(row.evaluate("row => row.getBoundingClientRect().top") - top) < 8


@pytest.mark.usefixtures("long_text")
def test_the_contents_say_where_one_is(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    here = page.locator("#contents [aria-current=location]")
    page.locator("#contents").get_by_role("link", name="Part 4").click()
    expect(here).to_have_text("Part 4")
    page.locator(".page-row", has_text="It is").nth(13).locator(".number").evaluate(
        "number => number.scrollIntoView({block: 'start', behavior: 'instant'})"
    )
    expect(page.locator(".whereabouts")).to_have_text("¶ 14 of 20")


@pytest.mark.usefixtures("long_text")
def test_who_comes_back_is_shown_where_they_stopped(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    row = page.locator(".page-row", has_text="Part 4")
    with page.expect_response("**/bookmark") as answer:
        row.evaluate("row => row.scrollIntoView({block: 'start', behavior: 'instant'})")
    assert answer.value.status == 204
    with app.app_context():
        assert db.session.query(Bookmark).count() == 1
    page.goto("/courses/hukou")
    expect(page.get_by_role("link", name="Go on reading")).to_be_visible()
    page.goto(READING)
    expect(page.locator(".resume")).to_contain_text("You stopped at")
    assert page.evaluate("scrollY") == 0
    page.locator(".resume").get_by_role("link").click()
    expect(row).to_be_in_viewport()


@pytest.mark.usefixtures("long_text")
def test_without_javascript_one_says_where_one_stops(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING, script=False)
    page.get_by_role("link", name="Paragraph 6:").click()
    page.get_by_role("button", name="I stop reading here").click()
    expect(page.locator(".resume")).to_contain_text("You stopped at ¶ 6")
