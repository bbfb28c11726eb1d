"""What happens under a reader's hand: the mouse, the keyboard, the focus, what is half written."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Dialog, Page, expect
from sqlalchemy import select as sql_select

from app.database import db
from app.models import Layer
from tests.browser.reader import READING, act, drag, lit, select, write
from tests.conftest import Cast

OpenPage = Callable[..., Page]

SELECTED = "document.getSelection().toString()"


def answer(page: Page, asked: list[str], *, agree: bool) -> None:
    """From now on, answer the browser's questions, and keep them."""

    def hear(dialog: Dialog) -> None:
        asked.append(dialog.message or dialog.type)
        if agree:
            dialog.accept()
        else:
            dialog.dismiss()

    page.on("dialog", hear)


# Selecting


def test_words_inside_a_term_are_selected_by_the_mouse(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    drag(page, "residence permit", "residence")
    expect(page.get_by_role("toolbar")).to_be_visible()
    assert page.evaluate(SELECTED).strip() == "residence"
    expect(page.locator("#card")).to_be_hidden()
    act(page, "Highlight")
    expect(page.locator("a.term mark")).to_have_text("residence")


def test_a_double_click_on_a_term_selects_a_word_and_stays_on_the_page(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    page.locator("a.term", has_text="hukou").first.dblclick()
    expect(page.get_by_role("toolbar")).to_be_visible()
    assert page.evaluate(SELECTED).strip() == "hukou"
    page.wait_for_load_state("networkidle")
    expect(page.locator("#card")).to_be_hidden()
    assert page.url.endswith(READING)


def test_a_selection_over_two_paragraphs_takes_nothing_of_the_margin_along(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    write(page, "The police said", "In the margin between.")
    drag(page, "word they used.", "A second paragraph")
    bar = page.get_by_role("toolbar")
    expect(bar).to_be_visible()
    assert "In the margin" not in page.evaluate(SELECTED)
    box = bar.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 900


def test_arrows_go_from_button_to_button_of_the_toolbar(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    select(page, "A second paragraph")
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Note", exact=True)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Cite")).to_be_focused()


# Writing


def test_a_composer_opens_beside_its_passage_and_the_passage_stays_lit(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    for number in range(4):
        write(page, "The police said", f"Number {number}.")
    select(page, "is the word they used")
    act(page, "Question")
    composer = page.locator(".composer:has(#compose)")
    expect(page.get_by_label("What you want to say")).to_be_focused()
    passage = page.evaluate("[...CSS.highlights.get('passage')][0].getBoundingClientRect().top")
    box = composer.bounding_box()
    assert box is not None
    assert abs(box["y"] - passage) < 4
    page.get_by_label("What you want to say").fill("Which word?")
    page.keyboard.press("Control+Enter")
    thread = page.locator("article.thread", has_text="Which word?")
    expect(thread).to_be_focused()
    top, mark = thread.bounding_box(), page.locator("mark", has_text="is the word").bounding_box()
    assert top is not None
    assert mark is not None
    assert abs(top["y"] - mark["y"]) < 8
    assert page.evaluate("CSS.highlights.has('passage')") is False


def test_a_draft_outlives_what_else_is_done_in_its_paragraph(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    asked: list[str] = []
    answer(page, asked, agree=False)
    write(page, "A second paragraph", "A thread.")
    thread = page.locator("article.thread", has_text="A thread.")
    thread.get_by_text("Reply", exact=True).first.click()
    thread.get_by_label("Reply").fill("Half a reply")
    select(page, "speaks of the")
    act(page, "Note")
    page.get_by_label("What you want to say").fill("Half a note")

    select(page, "again, and")
    act(page, "Highlight")
    expect(page.locator("article.thread")).to_have_count(2)
    expect(page.get_by_label("What you want to say")).to_have_value("Half a note")
    expect(thread.get_by_label("Reply")).to_have_value("Half a reply")

    page.get_by_role("checkbox", name="Household registration").uncheck()
    expect(page.locator("a.term")).to_have_count(0)
    expect(page.get_by_role("checkbox", name="Household registration")).to_be_focused()
    expect(page.get_by_label("What you want to say")).to_have_value("Half a note")
    expect(thread.get_by_label("Reply")).to_have_value("Half a reply")

    select(page, "is the word")
    act(page, "Note")
    assert asked == ["Throw away what you wrote?"]
    expect(page.locator("#compose")).to_have_count(1)
    page.get_by_label("What you want to say").fill("A whole note")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.thread", has_text="A whole note")).to_be_visible()
    expect(page.locator("#compose")).to_have_count(0)


def test_escape_leaves_a_composer_and_asks_before_words_are_lost(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    asked: list[str] = []
    answer(page, asked, agree=True)
    for words in ("", "Something"):
        select(page, "A second paragraph")
        act(page, "Note")
        page.get_by_label("What you want to say").fill(words)
        page.keyboard.press("Escape")
        expect(page.locator("#compose")).to_have_count(0)
        expect(page.get_by_role("link", name="Paragraph 2")).to_be_focused()
    assert asked == ["Throw away what you wrote?"]


def test_a_reply_is_edited_and_taken_back_in_place_and_the_focus_stays_near(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    asked: list[str] = []
    answer(page, asked, agree=True)
    write(page, "A second paragraph", "A thread.")
    thread = page.locator("article.thread")
    thread.get_by_text("Reply", exact=True).first.click()
    thread.get_by_label("Reply").fill("First reply")
    thread.get_by_role("button", name="Reply").click()
    expect(thread).to_be_focused()
    reply = thread.locator(".reply")
    reply.get_by_role("link", name="Edit").click()
    expect(thread.get_by_label("Your reply")).to_be_focused()
    page.keyboard.press("Escape")
    expect(reply).to_contain_text("First reply")
    reply.get_by_role("link", name="Edit").click()
    thread.get_by_label("Your reply").fill("Second reply")
    thread.get_by_role("button", name="Save").click()
    expect(reply).to_contain_text("Second reply")
    expect(thread).to_contain_text("A thread.")
    reply.get_by_role("button", name="Take back").click()
    expect(reply).to_contain_text("Taken back")
    expect(reply).to_be_focused()
    assert asked == ["Take this back? Replies stay."]


def test_cancelling_an_edit_brings_back_the_thread_in_place(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    write(page, "A second paragraph", "A thread.")
    page.evaluate("window.isSamePage = true")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Your note").fill("Never mind")
    page.get_by_role("link", name="Cancel").click()
    expect(page.locator("article.thread")).to_contain_text("A thread.")
    expect(page.locator("article.thread")).to_be_focused()
    assert page.evaluate("window.isSamePage")


def test_a_passage_is_marked_from_its_paragraphs_page_with_javascript_too(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    asked: list[str] = []
    answer(page, asked, agree=True)
    page.get_by_role("link", name="Paragraph 2").click()
    page.get_by_role("link", name="Question").first.click()
    page.get_by_label("What you want to say").fill("From the paragraph?")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.thread.kind-question")).to_be_focused()
    expect(page.locator("mark").first).to_contain_text("A second paragraph")
    page.goto("/annotations/1/edit")
    page.get_by_label("Your question").fill("From its own page?")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.text")).to_be_visible()
    expect(page.locator("article.thread.kind-question")).to_contain_text("From its own page?")
    assert asked == []


def test_leaving_with_words_that_the_browser_cannot_keep_is_asked(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('no room'); }; }")
    asked: list[str] = []
    answer(page, asked, agree=False)
    select(page, "A second paragraph")
    act(page, "Note")
    page.get_by_label("What you want to say").press_sequentially("Not sent")
    page.get_by_role("link", name="Account").click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("What you want to say")).to_have_value("Not sent")
    page.get_by_label("What you want to say").fill("")


# Finding


@pytest.mark.parametrize("width", [1280, 390])
def test_an_address_of_a_thread_opens_it_with_its_passage_in_sight(
    cast: Cast, open_page: OpenPage, width: int
) -> None:
    page = open_page(cast.ming, READING)
    for words in ("The police said", "A second paragraph", "another item"):
        write(page, words, f"On {words}.")
    page.set_viewport_size({"width": width, "height": 500})
    page.goto("/annotations/3")
    thread = page.locator("#annotation-3")
    expect(thread).to_be_focused()
    expect(thread).to_be_in_viewport()
    assert lit(page) == ["another item"]
    expect(page.locator("mark", has_text="another item")).to_be_in_viewport()


def test_a_mark_on_a_term_lights_its_thread(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    write(page, "hukou", "On the word.")
    page.goto(READING)
    expect(page.locator("article.thread.is-lit")).to_have_count(0)
    page.locator("a.term:has(mark)").hover()
    expect(page.locator("article.thread.is-lit")).to_have_count(1)


def test_a_card_begins_at_its_beginning_and_focus_returns_to_its_term(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ines, READING)
    page.set_viewport_size({"width": 1280, "height": 500})
    term = page.locator("a.term", has_text="hukou").first
    term.click()
    page.get_by_text("Curate this place").click()
    page.locator("#card").evaluate("card => { card.scrollTop = 9999; }")
    assert page.locator("#card").evaluate("card => card.scrollTop") > 0
    page.keyboard.press("Escape")
    expect(term).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#card-title")).to_be_in_viewport()
    assert page.locator("#card").evaluate("card => card.scrollTop") == 0


def test_a_term_that_is_marked_leads_to_its_threads(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    write(page, "again", "Elsewhere.")
    write(page, "hukou", "On the word.")
    page.locator("a.term:has(mark)").click()
    page.locator("#card").get_by_role("link", name="Note by Ming").click()
    expect(page.locator("#card")).to_be_hidden()
    expect(page.locator("article.thread", has_text="On the word.")).to_be_focused()


def test_another_place_of_a_term_is_marked_when_one_goes_there_whatever_the_limit(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    with app.app_context():
        layer = db.session.scalars(sql_select(Layer)).one()
        layer.limit = "reading"
        db.session.commit()
    page = open_page(cast.ming, READING)
    terms = page.locator("a.term", has_text="residence permit")
    expect(terms).to_have_count(1)
    terms.click()
    page.get_by_text("Where else it stands").click()
    page.locator("#card .places a").last.click()
    expect(terms).to_have_count(2)
    expect(terms.last).to_be_in_viewport()
    assert terms.last.evaluate("term => term.matches(':target')")

    terms.first.click()
    page.evaluate("window.isSamePage = true")
    page.get_by_text("Where else it stands").click()
    page.locator("#card .places a").last.click()
    expect(page.locator("#card")).to_be_hidden()
    assert page.evaluate("window.isSamePage")


def test_what_a_curator_decided_is_taken_back(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.tom, READING)
    terms = page.locator("a.term", has_text="residence permit")
    card = page.locator("#card")
    expect(terms).to_have_count(3)

    terms.nth(1).click()
    page.get_by_text("Curate this place").click()
    card.get_by_role("button", name="Save").click()
    expect(card.get_by_label("Why")).to_be_focused()
    card.get_by_label("Do not mark it here").check()
    card.get_by_label("Why").fill("Said twice")
    card.get_by_role("button", name="Save").click()
    expect(terms).to_have_count(2)
    expect(page.get_by_role("link", name="Paragraph 2")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="“residence permit”").click()
    expect(page.locator(".why")).to_contain_text("Not marked here, by Tom: Said twice")
    page.get_by_text("Curate this place").click()
    page.get_by_role("button", name="Mark it again").click()
    expect(terms).to_have_count(3)

    terms.nth(1).click()
    page.get_by_text("Curate this place").click()
    card.get_by_label("throughout this reading").check()
    card.get_by_label("Why").fill("A false friend")
    card.get_by_role("button", name="Save").click()
    expect(card).to_be_hidden()
    expect(terms.nth(1)).to_be_focused()
    terms.nth(2).click()
    expect(card.locator(".why")).to_contain_text("Set for this reading: A false friend")
    page.get_by_text("Curate this place").click()
    card.get_by_role("button", name="Withdraw it for the whole reading").click()
    expect(card).to_be_hidden()
    terms.nth(0).click()
    expect(card.locator(".why")).not_to_contain_text("A false friend")


def test_what_cannot_be_undone_is_asked_once_more(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ines, "/courses/hukou/people")
    asked: list[str] = []
    answer(page, asked, agree=False)
    code = page.locator(".join-code").inner_text()
    page.get_by_role("button", name="Make a new link and code").click()
    page.get_by_role("button", name="Dissolve Plum").click()
    page.get_by_label("Change Lin").click()
    page.get_by_role("button", name="Remove Lin").click()
    assert len(asked) == 3
    page.reload()
    expect(page.locator(".join-code")).to_have_text(code)
    expect(page.get_by_text("Lin", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Dissolve Plum")).to_be_visible()


def test_what_is_marked_as_read_leaves_the_page_where_it_is(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.mei, READING)
    write(page, "A second paragraph", "For Ming to see.")
    other = open_page(cast.ming, READING)
    other.set_viewport_size({"width": 1280, "height": 400})
    other.evaluate("scrollTo({top: 200, behavior: 'instant'})")
    button = other.get_by_role("button", name="Mark all as read")
    button.focus()  # a click would bring it further into view
    other.wait_for_timeout(300)
    top = other.evaluate("scrollY")
    other.keyboard.press("Enter")
    expect(other.locator("#unread")).to_be_hidden()
    expect(other.locator("#panel")).to_be_focused()
    assert other.evaluate("scrollY") == top


def test_a_mark_is_taken_back_on_its_paragraphs_page_too(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    answer(page, [], agree=True)
    write(page, "A second paragraph", "On second thought.")
    page.get_by_role("link", name="Paragraph 2").click()
    thread = page.locator("article.thread", has_text="On second thought.")
    thread.get_by_text("Reply", exact=True).first.click()
    thread.get_by_label("Reply").fill("No.")
    thread.get_by_role("button", name="Reply").click()
    expect(thread.locator(".reply")).to_contain_text("No.")
    thread.get_by_role("button", name="Take back").first.click()
    expect(page.locator("article.thread")).to_contain_text("Taken back by its author.")
    expect(page.get_by_role("heading", name="Paragraph 2")).to_be_visible()


def test_without_javascript_a_reader_is_led_back_to_the_paragraph(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING, script=False)
    page.get_by_role("link", name="Paragraph 2").click()
    page.get_by_role("link", name="Highlight").first.click()
    page.get_by_role("button", name="Save").click()
    assert page.url.endswith("?annotation=1#annotation-1")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("mark")).to_have_count(0)
    expect(page.locator(".page-row:target")).to_contain_text("A second paragraph")


def test_who_follows_a_link_before_signing_in_is_led_there_after(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(None, "/annotations/12?from=mail")
    page.get_by_role("main").get_by_role("link", name="sign in").click()
    assert page.url.endswith("/login?next=/annotations/12?from%3Dmail")
