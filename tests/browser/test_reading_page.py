"""What a reader does on the page, in a browser."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select as sql_select

from app.database import db
from app.models import Annotation, CourseReading, Reading
from tests.browser.reader import READING, act, select
from tests.conftest import Cast

OpenPage = Callable[..., Page]

ODD_TEXT = """\
A 😀 face, a 𠮷 rare character, a cafe\u0301 and a no\u00a0break before the fox.

> Quoted *with emphasis* here.

| one | two |
|---|---|
| three | four |
"""


def test_a_passage_after_an_emoji_is_stored_as_it_was_selected(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    with app.app_context():
        reading = Reading(
            slug="odd",
            title="Odd",
            author="Tests",
            kind="article",
            date="2007",
            language="en",
            voice="press",
            rights="",
            source={},
        )
        reading.publish(ODD_TEXT)
        db.session.add(reading)
        db.session.add(CourseReading(course_id=cast.hukou, reading=reading, position=2))
        db.session.commit()
    page = open_page(cast.ming, "/courses/hukou/readings/odd")
    select(page, "before the fox")
    act(page, "Highlight")
    expect(page.locator("mark")).to_have_text("before the fox")
    select(page, "emphasis", "three")
    act(page, "Highlight")
    expect(page.locator("td mark")).to_have_text("three")
    with app.app_context():
        quotes = db.session.scalars(sql_select(Annotation.exact).order_by(Annotation.id)).all()
    assert quotes == ["before the fox", "emphasis here.\none\ntwo\nthree"]


def test_overlapping_marks_are_all_reachable(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    select(page, "A second paragraph speaks of the ")
    act(page, "Highlight")
    expect(page.locator("mark")).to_have_count(1)
    select(page, "paragraph")
    act(page, "Note")
    page.get_by_label("What you want to say").fill("The narrow one.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.thread")).to_have_count(2)
    both = page.locator('mark[data-count="2"]')
    expect(both).to_have_text("paragraph")
    both.click()
    expect(page.locator("article.thread:focus")).to_contain_text("The narrow one.")
    page.wait_for_timeout(150)  # the pointer rests on the mark, which lights all that stand there
    expect(page.locator("article.thread.is-lit")).to_have_count(1)
    expect(page.locator("#here")).to_contain_text("1 more on these words")
    page.locator("#here").get_by_role("link", name="Highlight Ming").click()
    expect(page.locator("article.thread:focus")).to_contain_text("Highlight")
    expect(page.locator("article.thread")).to_have_count(2)


def test_a_note_may_span_paragraphs_and_each_of_them_shows_it(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    select(page, "is the word", "A second paragraph")
    act(page, "Highlight")
    expect(page.locator("mark")).to_have_count(2)
    expect(page.locator("article.thread")).to_have_count(1)


def test_what_was_typed_is_still_there_after_an_error(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    select(page, "A second paragraph")
    act(page, "Note")
    page.get_by_label("What you want to say").fill(" ")
    page.get_by_label("Who may see it").select_option("private")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_have_text("Write something first.")
    expect(page.get_by_label("Who may see it")).to_have_value("private")
    page.get_by_label("What you want to say").fill("Now with words")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.thread")).to_contain_text("Now with words")
    expect(page.locator("article.thread")).to_contain_text("Only me")
    expect(page.locator("#compose")).to_have_count(0)


def test_a_note_is_edited_and_taken_back_in_place(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    select(page, "A second paragraph")
    act(page, "Note")
    page.get_by_label("What you want to say").fill("First words")
    page.get_by_role("button", name="Save").click()
    thread = page.locator("article.thread")
    thread.get_by_role("link", name="Edit").click()
    thread.get_by_label("Your note").fill("Second words")
    thread.get_by_role("button", name="Save").click()
    expect(thread).to_contain_text("Second words")
    expect(thread.get_by_role("link", name="Edited")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    thread.get_by_role("button", name="Take back").click()
    expect(page.locator("article.thread")).to_have_count(0)
    expect(page.locator("mark")).to_have_count(0)


def test_the_toolbar_is_reached_by_keyboard(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    select(page, "A second paragraph")
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Highlight")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_text("A second paragraph")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("who", ["ming", None])
def test_layers_are_switched_off_and_stay_so(
    cast: Cast, open_page: OpenPage, app: Flask, who: str | None, script: bool
) -> None:
    with app.app_context():
        db.session.get_one(CourseReading, 1).course.open_to_guests = True
        db.session.commit()
    page = open_page(cast.ming if who else None, READING, script=script)
    expect(page.locator("a.term").first).to_be_visible()
    page.get_by_role("button", name="Hide everything").click()
    expect(page.locator("a.term")).to_have_count(0)
    page.goto(READING)
    expect(page.locator("a.term")).to_have_count(0)
    page.get_by_role("button", name="Show everything").click()
    expect(page.locator("a.term").first).to_be_visible()
    page.get_by_role("checkbox", name="Household registration").uncheck()
    if not script:
        page.get_by_role("button", name="Apply").click()
    expect(page.locator("a.term")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_curator_suppresses_a_place_and_writes_a_context_note(
    cast: Cast, open_page: OpenPage, script: bool
) -> None:
    page = open_page(cast.tom, READING, script=script)
    page.locator("a.term", has_text="户口").click()
    page.get_by_text("Curate this place").click()
    page.get_by_label("Do not mark it here").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why")
    page.get_by_label("Why").fill("It is quoted as a word")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("a.term", has_text="户口")).to_have_count(0)

    if script:
        select(page, "A second paragraph")
        act(page, "Context note")
    else:
        page.locator(".page-row", has_text="A second").get_by_role("link", name="Parag").click()
        page.get_by_role("link", name="Context note").first.click()
    page.locator("#compose").get_by_label("Kind").select_option("correction")
    page.get_by_label("Note").fill("It is the *third*.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("details.note")).to_contain_text("It is the third.")
    expect(page.locator("details.note")).to_contain_text("Correction")
    expect(page.locator(".noted").first).to_contain_text("A second paragraph")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("details.note")).to_have_count(0)


def test_a_lapsed_session_says_so_and_what_was_typed_stays(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    select(page, "A second paragraph")
    act(page, "Note")
    page.get_by_label("What you want to say").fill("An hour's work")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("You are signed out.")
    expect(page.get_by_label("What you want to say")).to_have_value("An hour's work")
