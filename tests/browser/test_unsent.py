"""What is being written outlives a lost connection, a closed tab and an expired session."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Dialog, Page, expect

from app.database import db
from app.models import Reading
from app.services.publishing import publish
from tests.browser.reader import READING, act, select, write
from tests.conftest import TEXT, Cast

OpenPage = Callable[..., Page]
As = Callable[[int | None], FlaskClient]
WORDS = "What you want to say"


def begin(page: Page, words: str, body: str, kind: str = "Note") -> None:
    select(page, words)
    act(page, kind)
    page.get_by_label(WORDS).fill(body)


def again(page: Page) -> Page:
    """The tab is closed without a word, and the page opened in another."""
    other = page.context.new_page()
    page.close()
    other.goto(READING)
    return other


def become(page: Page, as_: As, user_id: int) -> None:
    cookie = as_(user_id).get_cookie("session")
    assert cookie is not None
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": page.url}])


def test_a_closed_tab_loses_nothing(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    begin(page, "A second paragraph", "Half a thought 半", "Question")
    page.get_by_role("combobox", name="Tags").fill("hukou")
    page.get_by_label("Who may see it").select_option("staff")
    page = again(page)
    expect(page.locator(".notice")).to_contain_text("You have an unsent question on ¶ 2")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label(WORDS)).to_have_value("Half a thought 半")
    expect(page.get_by_label(WORDS)).to_be_focused()
    expect(page.get_by_role("combobox", name="Tags")).to_have_value("hukou")
    expect(page.get_by_label("Who may see it")).to_have_value("staff")
    expect(page.get_by_label("Question")).to_be_checked()
    expect(page.locator(".notice")).to_have_count(0)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.thread.kind-question")).to_contain_text("Half a thought 半")
    page = again(page)
    expect(page.locator("article.thread")).to_have_count(1)
    expect(page.locator(".notice")).to_have_count(0)


def test_replies_and_edits_are_kept_too_and_can_be_thrown_away(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    write(page, "A second paragraph", "A thread.")
    thread = page.locator("article.thread")
    thread.get_by_text("Reply", exact=True).first.click()
    thread.get_by_label("Reply").fill("Half a reply")
    page = again(page)
    page.get_by_role("button", name="Go on").click()
    thread = page.locator("article.thread")
    expect(thread.get_by_label("Reply")).to_have_value("Half a reply")
    thread.get_by_label("Reply").fill("")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Your note").fill("A thread, better.")
    page = again(page)
    expect(page.locator(".notice")).to_have_count(1)
    expect(page.locator(".notice")).to_contain_text("unsent edit")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Your note")).to_have_value("A thread, better.")
    page = again(page)
    page.get_by_role("button", name="Throw away").click()
    expect(page.locator(".notice")).to_have_count(0)
    page = again(page)
    expect(page.locator("article.thread")).to_contain_text("A thread.")
    expect(page.locator(".notice")).to_have_count(0)


def test_a_lost_connection_says_so_and_sends_by_itself_when_it_is_back(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    begin(page, "A second paragraph", "Through a tunnel")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    failure = page.locator("#compose .failure")
    expect(failure).to_contain_text("Not sent: the server does not answer.")
    expect(page.get_by_role("button", name="Try again")).to_be_focused()
    expect(page.get_by_label(WORDS)).to_have_value("Through a tunnel")
    page.context.set_offline(False)
    expect(page.locator("article.thread")).to_contain_text("Through a tunnel")
    expect(page.locator("#compose")).to_have_count(0)


def test_an_answer_that_was_lost_is_no_second_post(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    begin(page, "A second paragraph", "It did arrive")
    lost: list[int] = []

    def lose_the_first(route: object) -> None:
        response = route.fetch()  # type: ignore[attr-defined] # Playwright's Route
        if lost:
            route.fulfill(response=response)  # type: ignore[attr-defined]
        else:
            lost.append(response.status)
            route.abort("internetdisconnected")  # type: ignore[attr-defined]

    page.route("**/annotations", lose_the_first)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("article.thread")).to_contain_text("It did arrive")
    page.goto(READING)
    expect(page.locator("article.thread")).to_have_count(1)
    assert lost == [200]


def test_an_expired_session_says_so_and_after_signing_in_it_is_sent(
    cast: Cast, open_page: OpenPage, as_: As
) -> None:
    page = open_page(cast.ming, READING)
    begin(page, "A second paragraph", "An hour's work")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save").click()
    failure = page.locator("#compose .failure")
    expect(failure).to_contain_text("You are signed out.")
    expect(failure.get_by_role("link", name="Sign in, in another tab")).to_be_visible()
    become(page, as_, cast.mei)
    page.get_by_role("button", name="Try again").click()
    expect(failure).to_contain_text("written by somebody else")
    become(page, as_, cast.ming)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("article.thread")).to_contain_text("An hour's work")
    expect(page.locator("article.thread .author")).to_have_text("Ming")


def test_another_reader_of_the_machine_sees_nothing_and_signing_out_forgets(
    cast: Cast, open_page: OpenPage, as_: As
) -> None:
    page = open_page(cast.ming, READING)
    begin(page, "A second paragraph", "Not for Mei")
    become(page, as_, cast.mei)
    page = again(page)
    expect(page.locator(".notice")).to_have_count(0)
    become(page, as_, cast.ming)
    page = again(page)
    expect(page.locator(".notice")).to_have_count(1)
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", agree)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert asked == ["What you wrote and have not sent is thrown away when you sign out. Sign out?"]
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('unsent'))") == []


def test_where_the_browser_keeps_nothing_the_page_works_and_leaving_it_is_asked(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    page.evaluate("""() => {
        Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
    }""")
    begin(page, "A second paragraph", "Kept by nobody")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Account").click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.thread")).to_contain_text("Kept by nobody")


@pytest.mark.parametrize("gone", [False, True], ids=["moved", "gone"])
def test_words_outlive_a_change_of_the_text_with_their_quote(
    app: Flask, cast: Cast, open_page: OpenPage, gone: bool
) -> None:
    page = open_page(cast.ming, READING)
    select(page, "speaks of the ", " again")
    act(page, "Note")
    page.get_by_label(WORDS).fill("On a moving text")
    with app.app_context():
        source = TEXT.replace("The police", "Yesterday the police")
        if gone:
            source = source.replace("speaks of the residence permit again", "is silent")
        publish(db.session, db.session.get_one(Reading, cast.reading), source)
        db.session.commit()
    page = again(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label(WORDS)).to_have_value("On a moving text")
    expect(page.locator("#compose .quote")).to_contain_text("speaks of the residence permit again")
    if gone:
        expect(page.locator("#compose")).to_contain_text("The text has changed")
        select(page, "A second paragraph")
        act(page, "Note")
        expect(page.locator("#compose .quote")).to_contain_text("A second paragraph")
        expect(page.get_by_label(WORDS)).to_have_value("On a moving text")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.thread")).to_contain_text("On a moving text")


@pytest.mark.parametrize(("days", "is_kept"), [(29, True), (31, False)])
def test_words_are_kept_for_a_month(
    cast: Cast, open_page: OpenPage, days: int, is_kept: bool
) -> None:
    page = open_page(cast.ming, READING)
    begin(page, "A second paragraph", "Long ago")
    page.evaluate(
        """(days) => {
          const [key] = Object.keys(localStorage).filter((name) => name.includes("unsent"));
          const written = JSON.parse(localStorage.getItem(key));
          written.at -= days * 24 * 60 * 60 * 1000;
          localStorage.setItem(key, JSON.stringify(written));
        }""",
        days,
    )
    page = again(page)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".notice")).to_have_count(int(is_kept))
    kept = page.evaluate("Object.keys(localStorage).filter((key) => key.includes('unsent')).length")
    assert kept == int(is_kept)
