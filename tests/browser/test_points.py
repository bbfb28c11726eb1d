"""A points system opens as a drawn scale, and a case is worked out on it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.database import db
from app.models import Term
from tests.browser.reader import READING
from tests.browser.test_accessibility import SCHEMES, faults
from tests.conftest import Cast
from tests.core.points.systems import cards, mapping
from tests.scene import POINTS

OpenPage = Callable[..., Page]
TERM = "/courses/hukou/terms/household/hukou"
OVERLAPS = """() => {
  const svg = document.querySelector("svg.drawing");
  const frame = svg.getBoundingClientRect();
  const boxes = [...svg.querySelectorAll("g.mark")].map((mark) => {
    const lines = [...mark.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
    return {
      words: mark.textContent.trim().replace(/\\s+/g, " "),
      top: Math.min(...lines.map((line) => line.top)),
      bottom: Math.max(...lines.map((line) => line.bottom)),
      left: Math.min(...lines.map((line) => line.left)),
      right: Math.max(...lines.map((line) => line.right)),
    };
  });
  const faults = [];
  for (const box of boxes) {
    if (box.right > frame.right || box.bottom > frame.bottom || box.top < frame.top - 1)
      faults.push(`cut off: ${box.words}`);
  }
  boxes.sort((one, other) => one.top - other.top);
  boxes.slice(1).forEach((box, place) => {
    if (box.top < boxes[place].bottom - 3) faults.push(`${boxes[place].words} | ${box.words}`);
  });
  const sizes = [...svg.querySelectorAll("text")].map(
    (text) => parseFloat(getComputedStyle(text).fontSize) * frame.width / svg.viewBox.baseVal.width
  );
  if (Math.min(...sizes) < 11.5) faults.push(`letters of ${Math.min(...sizes)} pixels`);
  return faults;
}"""


@pytest.fixture
def priced(app: Flask, server: str) -> None:
    """The term “hukou” has points."""
    price(app, POINTS)


def price(app: Flask, points: dict[str, Any]) -> None:
    with app.app_context():
        term = db.session.scalars(select(Term).where(Term.slug == "hukou")).one()
        term.points = points
        db.session.commit()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.usefixtures("priced")
def test_a_student_works_out_a_case_and_sees_who_says_so(
    cast: Cast, open_page: OpenPage, script: bool
) -> None:
    page = open_page(cast.ming, READING, script=script)
    page.locator("a.term[data-term=hukou]").first.click()
    card = page.locator(".card")
    expect(card.get_by_role("img", name="Residence points, Anywhere")).to_be_visible()

    card.get_by_label("A doctorate").check()
    card.get_by_label("Tax, how many years").fill("2")
    card.get_by_label("Giving blood").check()
    card.get_by_role("button", name="Work it out").click()

    verdict = page.get_by_role("heading", name="This case: 149 points")
    expect(verdict).to_be_visible()
    if script:
        expect(verdict).to_be_focused()
        expect(page.locator("#card")).to_be_visible()
    account = page.get_by_role("table", name="What made it")
    expect(account.get_by_role("row", name="The start")).to_contain_text("A card for everybody")
    expect(account.get_by_role("row", name="Tax, 2 × +6")).to_contain_text("A card for everybody")
    expect(account.get_by_role("row", name="A doctorate")).to_contain_text(
        "Elsewhere: no source is named (unverified)"
    )
    expect(account.get_by_role("row", name="Giving blood")).to_contain_text("nobody says")
    expect(page.locator("svg .is-case")).to_contain_text("149this case")

    page.get_by_label("Tax, how many years").fill("many")
    page.get_by_role("button", name="Work it out").click()
    field = page.get_by_label("Tax, how many years")
    expect(field).to_have_value("many")
    expect(field).to_have_accessible_description("“many” is no whole number. How many times?")
    expect(page.get_by_label("A doctorate")).to_be_checked()
    if script:
        expect(field).to_be_focused()
    expect(page.get_by_role("heading", name="This case")).to_have_count(0)


@pytest.mark.usefixtures("priced")
def test_the_scale_is_said_in_words_to_who_asks_and_to_a_screen_reader(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, f"{TERM}/case?tax=1")
    drawing = page.get_by_role("img")
    for words in ("110 a card", "100 start", "Lowest not given", "106 this case"):
        expect(drawing).to_have_accessible_description(re_of(words))
    expect(page.locator(".in-words li").first).to_be_hidden()
    page.get_by_text("The scale in words").click()
    expect(page.locator(".in-words li", has_text="110 a card")).to_be_visible()


def re_of(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(words))


def test_no_label_is_cut_off_or_lies_over_another(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    for name in cards():
        price(app, mapping(name))
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(TERM)
            assert page.evaluate(OVERLAPS) == [], f"{name}, {width}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.usefixtures("priced")
def test_axe_finds_nothing_in_a_case_or_in_its_faults(cast: Cast, open_page: OpenPage) -> None:
    for query in ("tax=2&doctor=1&blood=1", "tax=many&doctor=1&master=1&what=1"):
        page = open_page(cast.ming, f"{TERM}/case?{query}", bypass_csp=True)
        page.get_by_text("The scale in words").click()
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == "", f"{query}, {scheme}"
    page.goto(READING)
    page.locator("a.term[data-term=hukou]").first.click()
    page.locator("#card").get_by_label("Tax").fill("2")
    page.get_by_role("button", name="Work it out").click()
    page.get_by_role("heading", name="This case").wait_for()
    assert faults(page) == ""
