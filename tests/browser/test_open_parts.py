"""axe finds nothing in what opens on a page either, in light and dark."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.database import db
from app.models import Second, Tag, Term
from tests.browser.reader import READING
from tests.browser.talk import discuss
from tests.browser.test_accessibility import SCHEMES, faults
from tests.conftest import Cast
from tests.scene import POINTS

OpenPage = Callable[..., Page]
As = Callable[[int | None], FlaskClient]


def summon_sheet(page: Page, mei: FlaskClient) -> None:
    page.locator("mark").first.click()
    page.locator(".leaf.is-open").wait_for()


def let_news_wait(page: Page, mei: FlaskClient) -> None:
    mei.post(f"{READING}/annotations", data={"start": 21, "end": 31, "kind": "note", "body": "New"})
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.locator(".news-bar").wait_for()


def open_filter(page: Page, mei: FlaskClient) -> None:
    page.locator("#filter summary").click()
    page.locator("#filter-kind").select_option("question")
    page.locator("#filter .chip").wait_for()


def open_appearance(page: Page, mei: FlaskClient) -> None:
    page.locator("details.aa > summary").click()


def open_keys(page: Page, mei: FlaskClient) -> None:
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()


def open_mentions(page: Page, mei: FlaskClient) -> None:
    page.locator(".who-and-what > summary").click()
    page.locator(".mentions li").first.wait_for()


def work_out_case(page: Page, mei: FlaskClient) -> None:
    page.locator("a.term[data-term=hukou]").first.click()
    card = page.locator(".card")
    card.get_by_label("A doctorate").check()
    card.get_by_role("img", name="Residence points, Anywhere").wait_for()


PARTS = {
    "the sheet": (summon_sheet, 390),
    "the bar of news": (let_news_wait, 1280),
    "the bar of news on a phone": (let_news_wait, 390),
    "the filter": (open_filter, 1280),
    "the filter on a phone": (open_filter, 390),
    "the panel of looks": (open_appearance, 1280),
    "the keys": (open_keys, 1280),
    "who and what": (open_mentions, 1280),
    "a worked case": (work_out_case, 1280),
    "a worked case on a phone": (work_out_case, 390),
}


@pytest.fixture
def full(app: Flask, cast: Cast, server: str) -> None:
    """A tagged question that others ask too, with an answer; a note; a term with points."""
    number = discuss(app, cast, "police", "Why?", 3, kind="question", answered_by=1)
    discuss(app, cast, "A second paragraph", "And here.")
    with app.app_context():
        term = db.session.scalars(select(Term).where(Term.slug == "hukou")).one()
        term.points = POINTS
        mark_up(number, cast)
        db.session.commit()


def mark_up(number: int, cast: Cast) -> None:
    for name in ("hukou", "户口"):
        db.session.add(Tag(course_id=cast.hukou, annotation_id=number, name=name))
    db.session.add(Second(course_id=cast.hukou, annotation_id=number, user_id=cast.lin))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.usefixtures("full")
def test_axe_finds_nothing_in_what_opens(
    cast: Cast, open_page: OpenPage, as_: As, part: str
) -> None:
    summon, width = PARTS[part]
    page = open_page(cast.ming, READING, width=width, touch=width < 500, bypass_csp=True)
    summon(page, as_(cast.mei))
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == "", scheme


@pytest.mark.parametrize("path", [f"{READING}/linear", f"{READING}/annotations?sort=newest"])
@pytest.mark.usefixtures("full")
def test_axe_finds_nothing_in_other_views_of_the_talk(
    cast: Cast, open_page: OpenPage, path: str
) -> None:
    page = open_page(cast.ming, path, bypass_csp=True)
    expect(page.locator("main")).to_contain_text("Why?")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == "", scheme
