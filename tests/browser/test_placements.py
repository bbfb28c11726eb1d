"""A text is published; what has no sure place in it is accepted, moved, and taken back."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.database import db
from app.models import Annotation, Placement, Reading, Revision, User
from app.services.revising import revise
from tests.browser.reader import READING, act
from tests.browser.reader import select as select_words
from tests.browser.test_accessibility import SCHEMES, faults
from tests.conftest import TEXT, Cast

OpenPage = Callable[..., Page]
PLACEMENTS = f"{READING}/placements"
CUT = TEXT.replace("A second paragraph speaks of the residence permit again, and of “dang’an”.", "")


@pytest.fixture
def unsure(app: Flask, cast: Cast) -> None:
    """Of two questions, one is doubtful and one has lost its words."""
    with app.app_context():
        revision = db.session.get_one(Revision, 1)
        for author, words in (
            (cast.ming, "second paragraph"),
            (cast.lin, "residence permit again"),
        ):
            annotation = Annotation(
                course_id=cast.hukou,
                reading_id=cast.reading,
                author_id=author,
                kind="question",
                visibility="course",
            )
            start = revision.text.index(words)
            annotation.anchor(revision, start, start + len(words))
            annotation.write("Why is it so?")
            db.session.add(annotation)
        ines = db.session.get_one(User, cast.ines)
        newest = revise(db.session, db.session.get_one(Reading, cast.reading), CUT, ines)
        first = db.session.scalars(select(Placement).where(Placement.outcome == "lost")).first()
        assert first is not None
        at = newest.text.index("one item")
        first.outcome, first.start, first.end = "doubtful", at, at + len("one item")
        first.evidence = "2 of 2 words changed"
        db.session.commit()


@pytest.mark.usefixtures("unsure")
def test_what_is_doubtful_is_accepted_what_is_lost_is_moved_and_both_stand_there(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.tom, "/courses/hukou")
    page.get_by_role("link", name="2 without a sure place").click()
    expect(page.locator(".placement")).to_have_count(2)
    page.get_by_role("button", name="It stands there").click()
    expect(page.get_by_text("1 accepted.")).to_be_visible()
    page.get_by_role("link", name="Choose its place").click()
    for key in "jnhqex?":  # keys of the reading page, which has more to do than this one
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    select_words(page, "the word they used")
    act(page, "It stands here")
    expect(page.get_by_text("Moved: it stands on the words")).to_be_visible()
    expect(page.get_by_text("Nothing: all that is written")).to_be_visible()
    page.goto(READING)
    expect(page.locator("mark[data-count]")).to_have_text(["the word they used", "one item"])
    expect(page.locator(".detached")).to_have_count(0)
    page.goto(f"{PLACEMENTS}?decided=1")
    page.get_by_role("button", name="Take back").first.click()
    expect(page.get_by_text("Taken back")).to_be_visible()
    page.goto(READING)
    expect(page.locator("mark[data-count]")).to_have_count(1)


@pytest.mark.usefixtures("unsure")
def test_without_javascript_many_are_decided_at_once_and_one_by_its_sentence(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ines, PLACEMENTS, script=False)
    page.get_by_role("link", name="what has a place proposed").click()
    page.get_by_role("button", name="Accept what is ticked").click()
    expect(page.get_by_text("1 accepted.")).to_be_visible()
    page.get_by_role("link", name="Choose its place").click()
    page.get_by_role("link", name="Paragraph 1: choose a sentence").click()
    page.get_by_role("button", name="Move it to this sentence").last.click()
    expect(page.get_by_text("Moved: it stands on the words")).to_be_visible()
    page.goto(READING)
    expect(page.locator("mark[data-count]").first).to_contain_text("户口")


@pytest.mark.usefixtures("unsure")
def test_axe_finds_nothing_where_places_are_decided(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ines, PLACEMENTS, bypass_csp=True)
    look_everywhere(page)
    page.get_by_role("link", name="Choose its place").first.click()
    look_everywhere(page)
    page.get_by_label("Or give the words").fill("residence permit")
    page.get_by_role("button", name="Move it there").click()
    look_everywhere(page)
    page.goto(READING)
    look_everywhere(page)
    page.goto("/courses/hukou")
    look_everywhere(page)


def look_everywhere(page: Page) -> None:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == "", f"{page.url}, {width} pixels, {scheme}"
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
