"""A document brought through the browser: seen, mended, published; and brought again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import SCHEMES, faults
from tests.commands.test_imports import STORY
from tests.conftest import Cast

OpenPage = Callable[..., Page]
IMPORTS = "/courses/hukou/imports"
DOCUMENTS = Path("tests/cases/imports")
CHANGED = STORY.replace("on top of it for everybody", "in place of it for everybody")


def bring(page: Page, text: str) -> None:
    page.goto(IMPORTS)
    page.get_by_label("Or paste a text").fill(text)
    page.get_by_role("button", name="Read it").click()


def publish(page: Page) -> None:
    page.get_by_label("Rights").fill("For teaching")
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is published")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_instructor_pastes_a_story_leaves_out_a_credit_and_publishes(
    cast: Cast, open_page: OpenPage, script: bool
) -> None:
    page = open_page(cast.ines, "/courses/hukou", script=script)
    page.get_by_role("link", name="Add a reading").click()
    bring(page, STORY)
    expect(page.get_by_role("heading", level=1)).to_have_text("A card for the south")
    expect(page.get_by_label("Date of the document")).to_have_value("2007-09-30")
    page.get_by_label("Photo: Reuters").check()
    page.get_by_role("button", name="Leave out what is ticked").click()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say under which terms")
    publish(page)
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A card for the south")
    text = page.locator("article.text")
    expect(text.locator("a.term", has_text="hukou")).to_have_count(1)
    expect(text).not_to_contain_text("Photo: Reuters")


def test_the_same_document_again_becomes_a_new_revision(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ines, IMPORTS)
    bring(page, STORY)
    publish(page)
    bring(page, CHANGED)
    same = page.locator("#same")
    expect(same).to_contain_text("A card for the south")
    same.get_by_role("button", name="Make it a new revision").click()
    expect(page.locator("ins")).to_contain_text("in place")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("article.text")).to_contain_text("in place of it for everybody")
    page.goto(IMPORTS)
    expect(page.locator("#waiting")).to_contain_text("Nothing waits.")


def test_a_file_that_cannot_be_read_is_named_and_the_other_waits(
    cast: Cast, open_page: OpenPage, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.pdf"
    good.write_text("# A rule\n\nIt holds.")
    bad.write_bytes(b"%PDF-1.7")
    page = open_page(cast.ines, IMPORTS)
    page.get_by_label("Files").set_input_files([good, bad])
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("alert")).to_contain_text("bad.pdf: This PDF is damaged")
    expect(page.locator("#waiting").get_by_role("link", name="A rule")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "says", "pictures"),
    [
        ("card.html", "From the first of June", 0),
        ("essay.docx", "One also needs", 1),
        ("essay.epub", "One also needs", 1),
        ("essay.pdf", "One also needs", 1),
    ],
)
def test_a_document_of_each_format_becomes_a_reading_with_its_pictures_and_notes(
    cast: Cast, open_page: OpenPage, name: str, says: str, pictures: int
) -> None:
    page = open_page(cast.ines, IMPORTS)
    page.get_by_label("Files").set_input_files(DOCUMENTS / name)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A card for the south")
    page.get_by_label("Author").fill("Ann Example")
    page.get_by_label("Date of the document").fill("2019-05-04")
    publish(page)
    page.get_by_role("link", name="Read it").click()
    text = page.locator("article.text")
    expect(text).to_contain_text(says)
    expect(text).to_contain_text("Of the lowest class only.")
    expect(text.locator("td").filter(has_text="A year of insurance")).to_have_count(1)
    widths = text.locator("img").evaluate_all("each => each.map(one => one.naturalWidth)")
    assert len(widths) == pictures
    assert all(widths)


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_where_documents_come(
    cast: Cast, open_page: OpenPage, width: int
) -> None:
    page = open_page(cast.ines, IMPORTS, width=width, bypass_csp=True)
    bring(page, STORY)
    for path in (page.url, IMPORTS):
        page.goto(path)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
