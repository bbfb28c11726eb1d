"""The two paths that everything stands on, each with JavaScript and without."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.database import db
from app.models import Course
from tests.browser.reader import READING, act, select
from tests.conftest import Cast

OpenPage = Callable[..., Page]


def choose(page: Page, words: str, action: str, script: bool) -> None:
    """Begin to write about a passage: by selecting it, or from its sentence's links."""
    if script:
        select(page, words)
        act(page, action)
    else:
        page.goto(READING)
        row = page.locator(".page-row", has_text=words)
        row.get_by_role("link", name="Paragraph").click()
        sentence = page.locator(".sentences > li", has_text=words).first
        sentence.get_by_role("link", name=action, exact=True).click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_student_joins_reads_marks_and_asks_and_sees_the_answer(
    app: Flask, cast: Cast, open_page: OpenPage, script: bool
) -> None:
    with app.app_context():
        code = db.session.get_one(Course, cast.hukou).join_code

    # joins by the link
    page = open_page(None, f"/join/{code}", script=script)
    page.get_by_label("Name").fill("Nadia 纳迪娅")
    page.get_by_label("E-mail address").fill("nadia@example.org")
    page.get_by_label("Password").fill("seven brown otters")
    page.get_by_role("button", name="Make the account and join").click()
    expect(page.get_by_role("heading", name="Hukou and points")).to_be_visible()

    # reads, and opens a term
    page.get_by_role("link", name="A card for everybody").click()
    page.locator("a.term", has_text="hukou").first.click()
    expect(page.locator(".card .holds")).to_contain_text("The registered status.")
    if script:
        page.keyboard.press("Escape")
        expect(page.locator("#card")).to_be_hidden()
    else:
        page.go_back()

    # marks
    choose(page, "is the word they used", "Highlight", script)
    if not script:
        page.get_by_role("button", name="Save").click()
    expect(page.locator("mark.mine").last).to_contain_text("is the word they used")

    # asks
    choose(page, "A second paragraph speaks", "Question", script)
    page.get_by_label("What you want to say").fill("Why *again*?")
    page.get_by_role("button", name="Save").click()
    thread = page.locator("article.thread.kind-question")
    expect(thread).to_contain_text("Open question")
    expect(thread.locator("em")).to_have_text("again")

    # another answers
    other = open_page(cast.mei, READING, script=script)
    answered = other.locator("article.thread.kind-question")
    answered.get_by_text("Reply", exact=True).first.click()
    answered.get_by_label("Reply").fill("Because it means something else there.")
    answered.get_by_role("button", name="Reply").click()
    expect(answered.locator(".reply")).to_contain_text("something else")

    # the asker sees it, as news, and settles the question
    page.goto(READING)
    expect(page.get_by_text("1 unread")).to_be_visible()
    expect(thread.locator(".reply")).to_contain_text("Because it means something else there.")
    thread.get_by_role("button", name="This answers it").click()
    expect(thread.locator("header").first).to_contain_text("Answered")
    if not script:
        page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".thread[data-unread]")).to_have_count(0)
    expect(page.get_by_text("1 unread")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_instructor_adds_a_sense_and_pins_it_and_the_card_says_why(
    cast: Cast, open_page: OpenPage, script: bool
) -> None:
    student = open_page(cast.ming, READING, script=script)
    term = "a.term[data-term=hukou] >> text=residence permit >> nth=0"
    student.locator(term).click()
    expect(student.locator(".card .holds")).to_contain_text("The registered status.")

    page = open_page(cast.ines, READING, script=script)
    page.locator(term).click()
    page.get_by_text("Curate this place").click()
    page.get_by_role("link", name="Add a sense").click()
    form = page.locator("#compose")
    form.get_by_label("What it means").fill("Here, the **book** that shows the status.")
    form.get_by_label("Whose word it is").select_option("press")
    form.get_by_label("Why it holds here").fill("The police speak of the paper, not the status.")
    form.get_by_role("button", name="Save").click()
    expect(page.locator("#compose")).to_have_count(0)

    student.goto(READING)
    student.locator(term).click()
    card = student.locator(".card")
    expect(card.locator(".holds strong")).to_have_text("book")
    expect(card.locator(".why")).to_contain_text(
        "Chosen for this passage by Ines: The police speak of the paper"
    )
