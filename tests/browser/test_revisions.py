"""A text is edited, looked at, published; the mark on it follows its words."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.database import db
from app.models import Annotation, Reading, Revision, User
from app.services.revising import revise
from tests.browser.reader import READING
from tests.browser.test_accessibility import SCHEMES, faults
from tests.conftest import TEXT, Cast

OpenPage = Callable[..., Page]


@pytest.fixture
def marked(app: Flask, cast: Cast) -> None:
    """Ming asks about the word they used; Lin about the second paragraph."""
    with app.app_context():
        revision = db.session.get_one(Revision, 1)
        for author, words in ((cast.ming, "the word they used"), (cast.lin, "permit again")):
            annotation = Annotation(
                course_id=cast.hukou,
                reading_id=cast.reading,
                author_id=author,
                kind="question",
                visibility="course",
            )
            start = revision.text.index(words)
            annotation.anchor(revision, start, start + len(words))
            annotation.write("Why?")
            db.session.add(annotation)
        db.session.commit()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.usefixtures("marked")
def test_a_text_is_edited_looked_at_and_published_and_the_mark_follows(
    cast: Cast, open_page: OpenPage, script: bool
) -> None:
    student = open_page(cast.ming, READING, script=script)
    student.goto(f"{READING}/blocks/{first_ident(student)}")
    student.get_by_role("button", name="I stop reading here").click()

    page = open_page(cast.ines, f"{READING}/revisions/new", script=script)
    text = page.get_by_label("Text", exact=True).input_value()
    new = text.replace("The police said", "In 2007 it was new. The police said")
    new = re.sub("A second paragraph.*\n\n", "", new)
    page.get_by_label("Text", exact=True).fill(new)
    page.get_by_label("What changed, and why").fill("Shorter")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.locator(".counts .is-same")).to_contain_text("1 on the same words")
    expect(page.locator(".counts .is-lost")).to_contain_text("1 without a place")
    expect(page.locator(".unsure")).to_contain_text("Question by Lin")
    expect(page.locator("ins").first).to_contain_text("In 2007 it was new.")
    page.get_by_role("button", name="Publish revision 2").click()
    expect(page.get_by_text("Published: this is revision 2.")).to_be_visible()

    student.goto(READING)
    expect(student.locator("mark").first).to_have_text("the word they used")
    expect(student.locator(".since")).to_contain_text("2 paragraphs. Shorter")
    student.get_by_role("link", name="See what changed").click()
    expect(student.locator("del").first).to_contain_text("A second paragraph")
    student.get_by_role("link", name="The whole of revision 1").click()
    expect(student.locator("mark")).to_have_count(2)
    student.goto(READING)
    student.locator(".since").get_by_role("button", name="Got it").click()
    expect(student.locator(".since")).to_have_count(0)


def first_ident(page: Page) -> str:
    return str(page.locator(".page-row .block").nth(1).get_attribute("data-block"))


@pytest.fixture
def revised(app: Flask, cast: Cast, marked: None) -> None:
    with app.app_context():
        reading = db.session.get_one(Reading, cast.reading)
        ines = db.session.get_one(User, cast.ines)
        source = re.sub("A second paragraph.*\n\n", "", TEXT).replace("not a hukou", "no hukou")
        revise(db.session, reading, source, ines, "Shorter, and why")
        db.session.commit()


@pytest.mark.parametrize("path", ["", "/1", "/2/changes", "/new"])
@pytest.mark.usefixtures("revised")
def test_axe_finds_nothing_on_the_pages_of_revisions(
    cast: Cast, open_page: OpenPage, path: str
) -> None:
    page = open_page(cast.ines, f"{READING}/revisions{path}", bypass_csp=True)
    look_everywhere(page)


@pytest.mark.usefixtures("revised")
def test_axe_finds_nothing_before_publishing_nor_where_two_edit_at_once(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ines, f"{READING}/revisions/new", bypass_csp=True)
    page.get_by_label("Text", exact=True).fill("Quite another text, and *short*.")
    page.locator("#edit [name=based_on]").evaluate("input => { input.value = '1'; }")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("heading", name="Somebody else has published")).to_be_visible()
    page.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    look_everywhere(page)


@pytest.mark.usefixtures("revised")
def test_no_page_of_revisions_is_wider_than_a_small_phone(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ines, f"{READING}/revisions")
    page.set_viewport_size({"width": 320, "height": 700})
    for path in ("", "/1", "/2/changes", "/new"):
        page.goto(f"{READING}/revisions{path}")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, path


def look_everywhere(page: Page) -> None:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == "", f"{width} pixels, {scheme}"
