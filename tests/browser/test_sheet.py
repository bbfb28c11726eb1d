"""The margin of a narrow window: a sheet that follows the passage."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import FloatRect as Box
from playwright.sync_api import Page, expect

from tests.browser.reader import READING, act, select
from tests.browser.talk import LONG, discuss, publish_long
from tests.conftest import Cast

OpenPage = Callable[..., Page]

TOP = """(words) => [...document.querySelectorAll(".block")]
  .find((block) => block.textContent.includes(words)).getBoundingClientRect().top"""


@pytest.fixture
def phone(open_page: OpenPage) -> OpenPage:
    def open_on_phone(user: int, path: str, *, width: int = 390, script: bool = True) -> Page:
        return open_page(user, path, width=width, height=700, touch=True, script=script)

    return open_on_phone


def risen(page: Page) -> Box:
    """Where the open sheet is, when it has come up."""
    sheet = page.locator(".leaf.is-open")
    sheet.evaluate("sheet => Promise.all(sheet.getAnimations().map(({ finished }) => finished))")
    box = sheet.bounding_box()
    assert box is not None
    return box


def test_leaves_do_not_part_the_text_and_a_bar_says_what_is_said_here(
    app: Flask, cast: Cast, phone: OpenPage
) -> None:
    publish_long(app, cast)
    discuss(app, cast, "Paragraph 1 begins", "One.", slug="long")
    for number in range(3):
        discuss(app, cast, "Paragraph 4 begins", f"Number {number}.", slug="long")
    page = phone(cast.ming, LONG)
    expect(page.locator(".thread").first).to_be_hidden()
    title = page.locator(".sheet-title")
    expect(title).to_contain_text("¶ 1 1 thread")
    page.mouse.move(200, 300)
    page.locator(".page-row", has_text="Paragraph 4 begins").evaluate(
        "row => scrollBy({top: row.getBoundingClientRect().top - 100, behavior: 'instant'})"
    )
    expect(title).to_contain_text("¶ 4 3 threads")
    page.get_by_role("button", name="Earlier passage").click()
    expect(title).to_contain_text("¶ 1 1 thread")
    expect(page.locator(".block", has_text="Paragraph 1 begins")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Earlier passage")).to_be_disabled()


def test_a_tap_on_a_mark_opens_the_sheet_and_the_line_stays_in_sight(
    app: Flask, cast: Cast, phone: OpenPage
) -> None:
    publish_long(app, cast)
    discuss(app, cast, "Paragraph 4 begins", "At four.", slug="long")
    page = phone(cast.ming, LONG)
    mark = page.locator("mark")
    mark.scroll_into_view_if_needed()
    before = page.evaluate(TOP, "Paragraph 4 begins")
    mark.tap()
    thread = page.locator("article.thread", has_text="At four.")
    expect(thread).to_be_focused()
    expect(thread).to_be_in_viewport()
    box, line = risen(page), mark.bounding_box()
    assert line is not None
    assert 44 <= line["y"] <= box["y"] - line["height"], "the sheet covers the passage"
    assert box["height"] <= 350
    after = page.evaluate(TOP, "Paragraph 4 begins")
    assert after == before or before > box["y"] - 60, "the text moved without need"
    page.keyboard.press("Escape")
    expect(thread).to_be_hidden()
    expect(page.locator(".sheet-title")).to_be_focused()


def test_a_thumb_finds_a_thin_mark_and_a_number(app: Flask, cast: Cast, phone: OpenPage) -> None:
    publish_long(app, cast)
    discuss(app, cast, "2 b", "On a letter.", slug="long")
    page = phone(cast.ming, LONG)
    number = page.locator(".number").first
    box = page.locator(".page-row").first.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + 34, box["y"] + 2)  # the number's own box begins lower, and ends
    expect(page.get_by_role("region", name="Margin of paragraph 1")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(number).to_be_focused()
    page.locator("mark").evaluate(
        "mark => mark.scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    mark = page.locator("mark").bounding_box()
    assert mark is not None
    page.touchscreen.tap(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] + 18)
    expect(page.locator("article.thread", has_text="On a letter.")).to_be_focused()


def test_the_sheet_of_a_paragraph_leads_to_its_page(cast: Cast, phone: OpenPage) -> None:
    page = phone(cast.ming, READING)
    page.get_by_role("link", name="Paragraph 2").click()
    sheet = page.get_by_role("region", name="Margin of paragraph 2")
    expect(sheet).to_contain_text("nothing yet")
    sheet.get_by_role("link", name="Paragraph 2: mark it").click()
    expect(page.get_by_role("heading", name="Paragraph 2")).to_be_visible()


def test_an_open_sheet_follows_the_passage_that_is_read(
    app: Flask, cast: Cast, phone: OpenPage
) -> None:
    publish_long(app, cast)
    discuss(app, cast, "Paragraph 1 begins", "At one.", slug="long")
    discuss(app, cast, "Paragraph 5 begins", "At five.", slug="long")
    page = phone(cast.ming, LONG)
    page.locator(".sheet-title").click()
    expect(page.get_by_text("At one.")).to_be_visible()
    page.mouse.move(200, 150)
    page.mouse.wheel(0, 60)
    expect(page.get_by_text("At one.")).to_be_visible()
    row = page.locator(".page-row", has_text="Paragraph 5 begins")
    page.mouse.wheel(0, row.evaluate("row => row.getBoundingClientRect().top - 100"))
    expect(page.get_by_text("At five.")).to_be_visible()
    expect(page.get_by_text("At one.")).to_be_hidden()


def test_the_composer_opens_in_the_sheet_above_the_keyboard(
    app: Flask, cast: Cast, phone: OpenPage
) -> None:
    publish_long(app, cast)
    page = phone(cast.ming, LONG)
    page.evaluate("scrollTo({top: 560, behavior: 'instant'})")
    select(page, "Paragraph 2 begins")
    expect(page.get_by_role("toolbar")).to_be_visible()
    expect(page.locator(".sheet-title")).to_be_hidden()
    before = page.evaluate(TOP, "Paragraph 2 begins")
    act(page, "Note")
    field = page.get_by_label("What you want to say")
    expect(field).to_be_focused()
    assert page.locator(".leaf.is-open #compose").count() == 1
    risen(page)
    assert page.evaluate(TOP, "Paragraph 2 begins") == before
    page.evaluate(
        """() => {
          Object.defineProperty(visualViewport, "height", { value: innerHeight - 280 });
          visualViewport.dispatchEvent(new Event("resize"));
        }"""
    )
    box = risen(page)
    assert box["y"] + box["height"] <= 700 - 280
    field.fill("From a phone.")
    page.get_by_role("button", name="Save").click()
    thread = page.locator("article.thread", has_text="From a phone.")
    expect(thread).to_be_visible()
    expect(page.locator(".leaf.is-open")).to_have_count(1)


def test_the_sheet_is_dragged_to_the_whole_page_and_away(
    app: Flask, cast: Cast, phone: OpenPage
) -> None:
    discuss(app, cast, "A second paragraph", "Here. " * 200, 3)
    page = phone(cast.ming, READING)
    page.locator("mark").tap()
    risen(page)
    for goal, is_open in ((80, 1), (690, 0)):
        box = page.locator(".sheet-title").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + 20, goal, steps=6)
        page.mouse.up()
        expect(page.locator(".leaf.is-open")).to_have_count(is_open)
        if is_open:
            height = page.locator(".leaf.is-open").evaluate("leaf => leaf.offsetHeight")
            assert height > 500
    expect(page.locator(".sheet-title")).to_be_visible()


def test_without_javascript_leaves_follow_their_blocks(
    app: Flask, cast: Cast, phone: OpenPage
) -> None:
    discuss(app, cast, "The police said", "Said below.")
    page = phone(cast.ming, READING, script=False)
    expect(page.get_by_text("Said below.")).to_be_visible()
    expect(page.locator(".sheet-title")).to_be_hidden()
    leaf, block = page.locator(".thread").bounding_box(), page.locator("mark").bounding_box()
    assert leaf is not None
    assert block is not None
    assert leaf["y"] > block["y"]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_320_pixels_lose_nothing(app: Flask, cast: Cast, phone: OpenPage, script: bool) -> None:
    discuss(app, cast, "A second paragraph", "Donaudampfschifffahrtsgesellschaft" * 4, 5)
    page = phone(cast.ming, READING, width=320, script=script)
    if script:
        page.locator("mark").tap()
        expect(page.locator(".thread")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    cut = page.evaluate(
        """() => [...document.querySelectorAll("main *, .sheet-bar *")]
          .filter((e) => e.checkVisibility() && !e.closest(".visually-hidden, [tabindex='0'], svg"))
          .filter((e) => e.getBoundingClientRect().right > 321)
          .map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert cut == []
