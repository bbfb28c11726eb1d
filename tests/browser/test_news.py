"""Posting once, what is unread, and what comes while a page is open."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.browser.reader import READING, act, select
from tests.conftest import Cast

OpenPage = Callable[..., Page]
As = Callable[[int | None], FlaskClient]

TOP_LINE = """() => {
  const block = [...document.querySelectorAll("[data-block]")]
    .find((element) => element.getBoundingClientRect().bottom > 0);
  const range = document.createRange();
  range.selectNodeContents(block);
  const line = [...range.getClientRects()].find((box) => box.width > 0 && box.bottom > 0);
  return [block.dataset.block, Math.round(line.top * 100) / 100];
}"""


def post(client: FlaskClient, body: str, start: int = 21, end: int = 37, **fields: str) -> None:
    """Write to the course, as somebody else does meanwhile."""
    data = {"start": start, "end": end, "kind": "question", "audience": "course", "body": body}
    assert client.post(f"{READING}/annotations", data=data | fields).status_code == 303


def ask(page: Page) -> None:
    """Have the page ask for news now, as when it comes into sight."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


# Posting once


def test_a_double_click_posts_once(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    select(page, "A second paragraph")
    act(page, "Note")
    page.get_by_label("What you want to say").fill("Only once")
    page.get_by_role("button", name="Save").dblclick()
    thread = page.locator("article.thread", has_text="Only once")
    expect(thread).to_have_count(1)
    thread.get_by_text("Reply", exact=True).first.click()
    thread.get_by_label("Reply").fill("Once again")
    thread.get_by_role("button", name="Reply").dblclick()
    expect(thread.locator(".reply")).to_have_count(1)
    select(page, "is the word they used")
    page.get_by_role("toolbar").get_by_role("button", name="Highlight").dblclick()
    expect(page.locator("article.thread.kind-highlight")).to_have_count(1)
    page.goto(READING)
    expect(page.locator("article.thread")).to_have_count(2)
    expect(page.locator(".reply")).to_have_count(1)


def test_the_button_is_held_while_a_form_is_under_way(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    select(page, "A second paragraph")
    act(page, "Note")
    page.get_by_label("What you want to say").fill("Slowly")
    held: list[bool] = []

    def slowly(route: object) -> None:
        held.append(page.get_by_role("button", name="Save").is_disabled())
        route.continue_()  # type: ignore[attr-defined] # Playwright's Route

    page.route("**/annotations", slowly)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.thread", has_text="Slowly")).to_be_visible()
    assert held == [True]


def test_a_plain_form_sent_again_from_the_page_before_posts_once(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING, script=False)
    page.goto(f"{READING}/annotations/new?start=21&end=31")
    page.get_by_label("What you want to say").fill("Sent twice")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.thread")).to_have_count(1)
    first = page.url
    page.go_back()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.thread")).to_have_count(1)
    assert page.url == first


# Unread


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_thread_is_unread_until_it_is_opened_and_can_be_made_so_again(
    cast: Cast, open_page: OpenPage, as_: As, script: bool
) -> None:
    post(as_(cast.mei), "First?")
    post(as_(cast.mei), "Second?", 80, 90)
    page = open_page(cast.ming, READING, script=script)
    unread = page.locator("article.thread[data-unread]")
    expect(unread).to_have_count(2)
    expect(unread.first.get_by_text("New", exact=True)).to_be_visible()
    expect(page.locator("#unread")).to_contain_text("2 unread")
    first = page.locator("#annotation-1")
    if script:
        page.locator("mark", has_text="The police said").first.click()
    else:
        first.get_by_role("button", name="Mark as read").click()
    expect(page.locator("#unread")).to_contain_text("1 unread")
    expect(unread).to_have_count(1)
    expect(first.get_by_text("New", exact=True)).to_be_hidden()
    page.goto(READING)
    expect(unread).to_have_count(1)
    first.get_by_role("button", name="Mark as unread").click()
    expect(page.locator("#unread")).to_contain_text("2 unread")
    expect(first).to_have_attribute("data-unread", "")
    page.goto("/courses/hukou")
    expect(page.locator(".syllabus .unread")).to_have_text("2 unread")
    page.goto(READING)
    page.get_by_role("button", name="Mark all as read").click()
    expect(unread).to_have_count(0)
    expect(page.locator("#unread")).to_be_hidden()


def test_one_walks_from_unread_thread_to_unread_thread(
    cast: Cast, open_page: OpenPage, as_: As
) -> None:
    for body, start in (("One?", 21), ("Two?", 50), ("Three?", 110)):
        post(as_(cast.mei), body, start, start + 8)
    page = open_page(cast.ming, READING)
    for number in (1, 2):
        page.evaluate("document.dispatchEvent(new Event('interleaf:next-unread'))")
        expect(page.locator(f"#annotation-{number}")).to_be_focused()
        expect(page.locator("#unread")).to_contain_text(f"{number} of 3 · {3 - number} unread")
    page.evaluate("document.dispatchEvent(new Event('interleaf:previous-unread'))")
    expect(page.locator("#annotation-1")).to_be_focused()
    page.locator("#unread").get_by_role("link", name="Next").click()
    expect(page.locator("#annotation-2")).to_be_focused()
    page.locator("#unread").get_by_role("link", name="Next").click()
    expect(page.locator("#annotation-3")).to_be_focused()
    expect(page.locator("article.thread[data-unread]")).to_have_count(0)


def test_one_walks_by_links_without_javascript(cast: Cast, open_page: OpenPage, as_: As) -> None:
    for body, start in (("One?", 21), ("Two?", 50)):
        post(as_(cast.mei), body, start, start + 8)
    page = open_page(cast.ming, READING, script=False)
    page.locator("#unread").get_by_role("link", name="Next").click()
    assert page.url.endswith("?annotation=1#annotation-1")
    page.locator("#unread").get_by_role("link", name="Next").click()
    assert page.url.endswith("?annotation=2#annotation-2")


# News


@pytest.mark.parametrize("width", [1280, 390])
def test_new_posts_wait_behind_a_bar_and_never_move_the_line_being_read(
    cast: Cast, open_page: OpenPage, as_: As, width: int
) -> None:
    page = open_page(cast.ming, READING, width=width)
    page.set_viewport_size({"width": width, "height": 320})
    select(page, "another item")
    act(page, "Note")
    page.get_by_label("What you want to say").fill("Half a note")
    page.evaluate("document.getSelection().removeAllRanges()")
    page.evaluate("document.activeElement.blur()")
    page.evaluate("scrollTo({top: 330, behavior: 'instant'})")
    page.wait_for_timeout(300)
    expect(page.locator(".news-bar")).to_have_count(0)
    for number in range(3):
        post(as_(cast.mei), f"Meanwhile {number}, and many more words than would fit a line?")
    before = page.evaluate(TOP_LINE)
    ask(page)
    bar = page.locator(".news-bar")
    expect(bar).to_contain_text("3 new posts")
    expect(page.locator("#status")).to_have_text("3 new posts")
    expect(page.locator("article.thread")).to_have_count(0)
    assert page.evaluate(TOP_LINE) == before
    bar.get_by_role("link").click()
    expect(page.locator("article.thread").first).to_contain_text("Meanwhile 0")
    page.wait_for_timeout(500)
    assert page.evaluate(TOP_LINE) == before
    expect(bar).to_have_count(0)
    expect(page.get_by_label("What you want to say")).to_have_value("Half a note")
    expect(page.locator("#unread")).to_contain_text("3 unread")
    ask(page)
    page.wait_for_timeout(300)
    expect(bar).to_have_count(0)


def test_replies_wait_in_the_thread_that_one_is_in(
    cast: Cast, open_page: OpenPage, as_: As
) -> None:
    post(as_(cast.ming), "Mine?")
    page = open_page(cast.ming, READING)
    thread = page.locator("#annotation-1")
    thread.get_by_text("Reply", exact=True).first.click()
    thread.get_by_label("Reply").fill("Half a reply")
    as_(cast.mei).post("/annotations/1/replies", data={"body": "Meanwhile."})
    for _ in range(2):  # asking again repeats nothing
        ask(page)
        expect(thread.locator(".waiting")).to_have_text("1 new reply Show")
    expect(thread.locator(".reply")).to_have_count(0)
    with page.expect_response("**/annotations/1/seen"):  # what is opened is read
        thread.get_by_role("link", name="1 new reply").click()
    expect(thread.locator(".reply")).to_contain_text("Meanwhile.")
    expect(thread.get_by_label("Reply")).to_have_value("Half a reply")
    expect(page.locator("#unread")).to_be_hidden()
    ask(page)
    expect(page.locator(".news-bar")).to_have_count(0)


def test_nothing_is_missed_after_a_lost_connection(
    cast: Cast, open_page: OpenPage, as_: As
) -> None:
    page = open_page(cast.ming, READING)
    page.context.set_offline(True)
    post(as_(cast.mei), "While you were away?")
    ask(page)
    page.wait_for_timeout(300)
    expect(page.locator(".news-bar")).to_have_count(0)
    expect(page.locator("#error")).to_be_empty()
    page.context.set_offline(False)
    expect(page.locator(".news-bar")).to_contain_text("1 new post")


def count_questions(page: Page) -> list[str]:
    """What the page asks for news from now on; its clock goes as the test says."""
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "/news?" in r.url else None)
    page.clock.install()
    page.reload()
    return asked


def pass_time(page: Page, seconds: int) -> None:
    page.clock.run_for(1_000 * seconds)
    page.wait_for_timeout(200)  # for the answer, which takes no time of the page's clock


def test_a_page_asks_less_and_less_often_while_no_answer_comes(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    asked = count_questions(page)
    pass_time(page, 21)
    assert len(asked) == 1
    page.route("**/news?*", lambda route: route.abort("internetdisconnected"))
    for wait in (20, 40, 80, 160, 160):
        before = len(asked)
        pass_time(page, wait - 5)
        assert len(asked) == before
        pass_time(page, 6)
        assert len(asked) == before + 1
    page.unroute("**/news?*")
    pass_time(page, 161)
    before = len(asked)
    pass_time(page, 21)
    assert len(asked) == before + 1


def test_a_page_that_nobody_looks_at_asks_nothing(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    asked = count_questions(page)
    page.evaluate("Object.defineProperty(document, 'visibilityState', {get: () => self.sight})")
    page.evaluate("self.sight = 'hidden'")
    pass_time(page, 600)
    assert asked == []
    page.evaluate("self.sight = 'visible'")
    ask(page)
    page.wait_for_timeout(200)
    assert len(asked) == 1
    pass_time(page, 21)
    assert len(asked) == 2


# Tags and seconds


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_tags_are_written_shown_and_changed(cast: Cast, open_page: OpenPage, script: bool) -> None:
    page = open_page(cast.ming, READING, script=script)
    if script:
        select(page, "A second paragraph")
        act(page, "Note")
    else:
        page.goto(f"{READING}/annotations/new?start=21&end=31")
    page.get_by_label("What you want to say").fill("Filed")
    page.get_by_role("combobox", name="Tags").fill("Hukou, 户口，hukou")
    page.get_by_role("button", name="Save").click()
    tags = page.locator("article.thread .tags a")
    expect(tags).to_have_text(["Hukou", "户口"])
    assert tags.first.get_attribute("href") == f"{READING}?tag=Hukou"
    page.get_by_role("link", name="Edit").click()
    page.get_by_role("combobox", name="Tags").fill("Hukou, points")
    page.get_by_role("button", name="Save").click()
    expect(tags).to_have_text(["Hukou", "points"])
    expect(page.get_by_text("Edited")).to_have_count(0)  # its words are the same


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_question_is_asked_by_others_too(
    cast: Cast, open_page: OpenPage, as_: As, script: bool
) -> None:
    post(as_(cast.ming), "Why?")
    page = open_page(cast.mei, READING, script=script)
    button = page.get_by_role("button", name="I ask this too")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_contain_text("1")
    asker = open_page(cast.ming, READING, script=script)
    expect(asker.get_by_text("1 reader asks this too.")).to_be_visible()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
