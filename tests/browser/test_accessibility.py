"""axe finds nothing, on any page, at any width, in light and dark."""

from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from app.core.anchoring import describe
from app.database import db
from app.models import Annotation, Course, Occurrence, Reading, Revision, User
from app.services.familiarity import stand
from app.services.guesses import ask, guess
from tests.browser.reader import READING, act, select
from tests.conftest import Cast

OpenPage = Callable[..., Page]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page) -> str:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}})
    return "" if found.violations_count == 0 else str(found.generate_report())


@pytest.fixture
def discussed(app: Flask, cast: Cast) -> None:
    """One question with all that hangs on it."""
    with app.app_context():
        revision = db.session.get_one(Revision, 1)
        annotation = Annotation(
            course_id=cast.hukou,
            reading_id=cast.reading,
            author_id=cast.ming,
            kind="question",
            visibility="course",
        )
        annotation.anchor(revision, 25, 40)
        assert describe(revision.text, 25, 40).exact == annotation.exact
        annotation.write("Why?")
        db.session.add(annotation)
        db.session.commit()


@pytest.mark.parametrize(
    ("who", "path"),
    [
        (None, "/"),
        (None, "/login"),
        (None, "/reset"),
        (None, "/join"),
        (None, "/nothing-here"),
        ("ming", "/"),
        ("ming", "/account"),
        ("ming", "/preferences/keys"),
        ("ming", "/courses/hukou"),
        ("ming", READING),
        ("ming", "/annotations/1/edit"),
        ("ming", "/annotations/1/history"),
        ("ming", f"{READING}/annotations/new?start=25&end=40"),
        ("ming", f"{READING}/occurrences/1"),
        ("ming", "/courses/hukou/terms"),
        ("ming", "/courses/hukou/terms/household/hukou"),
        ("ines", "/courses/hukou/edit"),
        ("ming", f"{READING}/citation?start=25&end=40"),
        ("ming", f"{READING}/mentions"),
        ("ines", READING),
        ("ines", "/courses/hukou/people"),
        ("ines", f"{READING}/occurrences/1"),
        ("ines", f"{READING}/terms/new?start=25&end=40"),
        ("ines", f"{READING}/notes/new?start=25&end=40"),
    ],
)
@pytest.mark.usefixtures("discussed")
def test_axe_finds_nothing(cast: Cast, open_page: OpenPage, who: str | None, path: str) -> None:
    page = open_page(getattr(cast, who) if who else None, path, bypass_csp=True)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == "", f"{width} pixels, {scheme}"


OWN_PAGES = (
    "/courses/hukou/familiarity",
    "/courses/hukou/familiarity/review",
    "/courses/hukou/terms/household/hukou/guesses",
    "/courses/hukou/edit",
)


@pytest.fixture
def paced(app: Flask, cast: Cast) -> None:
    """Ines has a term on her list, reworded since; the course has guesses and limits by week."""
    with app.app_context():
        course = db.session.get_one(Course, cast.hukou)
        occurrence = db.session.get_one(Occurrence, 1)
        ines = db.session.get_one(User, cast.ines)
        stand(db.session, ines, course, occurrence, "remind")
        occurrence.sense.body += " And more, 户口."
        for who in (cast.ming, cast.mei, cast.lin):
            guesser = db.session.get_one(User, who)
            guess(db.session, guesser, course, occurrence.term, f"A passport {who % 2}")
        ask(db.session, course, occurrence.term)
        course.layers[0].limits_by_week = {"2": "reading", "4": "course"}
        db.session.commit()


@pytest.mark.parametrize("path", [*OWN_PAGES, READING, f"{READING}/occurrences/1"])
@pytest.mark.usefixtures("server", "paced")
def test_axe_finds_nothing_where_readers_set_their_pace(
    cast: Cast, open_page: OpenPage, path: str
) -> None:
    page = open_page(cast.ines, path, bypass_csp=True)
    for details in page.locator("main details:not([open]) > summary").all():
        if details.is_visible():
            details.click()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == "", f"{width} pixels, {scheme}"


def test_axe_finds_nothing_in_a_question(app: Flask, cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING, bypass_csp=True)
    with app.app_context():
        course = db.session.get_one(Course, cast.hukou)
        ask(db.session, course, db.session.get_one(Occurrence, 1).term)
        db.session.commit()
    page.locator("#occurrence-1").click()
    page.get_by_label("What do you think it means here?").wait_for()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == ""


def test_axe_finds_nothing_in_an_open_card_and_composer(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ines, READING, bypass_csp=True)  # axe styles what it measures
    page.locator("a.term").first.click()
    page.get_by_text("Curate this place").click()
    assert faults(page) == ""
    page.keyboard.press("Escape")
    select(page, "A second paragraph")
    act(page, "Question")
    page.locator("#compose").wait_for()
    assert faults(page) == ""


@pytest.mark.parametrize(
    "path",
    [
        "/",
        READING,
        "/courses/hukou",
        f"{READING}/linear",
        f"{READING}/mentions",
        "/preferences/keys",
        "/courses/hukou/people",
        f"{READING}/occurrences/1",
        *OWN_PAGES,
    ],
)
def test_a_page_320_pixels_wide_does_not_scroll_sideways(
    app: Flask, cast: Cast, open_page: OpenPage, path: str
) -> None:
    with app.app_context():
        reading = db.session.get_one(Reading, cast.reading)
        reading.title = f"{reading.title} {'Überlängenwort' * 12}"
        db.session.commit()
    page = open_page(cast.ines, path, width=320)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320
