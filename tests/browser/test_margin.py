"""The margin of a wide window: cards beside their passages, however many."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.reader import READING, act, select, write
from tests.browser.talk import LONG, discuss, publish_long
from tests.conftest import Cast

DRAWN = re.compile("^M")  # a path that is not empty
OpenPage = Callable[..., Page]

# Tops and bottoms of what stands in the margin, from above, and of a passage's first line.
BOXES = """() => [...document.querySelectorAll(".leaf > *")]
  .map((card) => card.getBoundingClientRect())
  .filter((box) => box.height > 0)
  .map(({ top, bottom }) => [top, bottom])
  .sort((a, b) => a[0] - b[0])"""
TEXT_TOPS = """() => [...document.querySelectorAll(".block")]
  .map((block) => block.getBoundingClientRect().top + scrollY)"""


def boxes(page: Page) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = page.evaluate(BOXES)
    return found


def top_of(page: Page, selector: str) -> float:
    top: float = page.locator(selector).first.evaluate("e => e.getBoundingClientRect().top")
    return top


def test_thirty_threads_on_a_paragraph_do_not_overlap_and_the_first_stands_at_its_line(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    bare = open_page(cast.ming, READING).evaluate(TEXT_TOPS)
    for number in range(30):
        discuss(app, cast, "A second paragraph", f"Number {number}. " * 20, number % 3)
    page = open_page(cast.ming, READING)
    assert page.evaluate(TEXT_TOPS) == bare
    page.get_by_text("more on paragraph 2").click()
    expect(page.locator(".leaf > .thread.is-folded").nth(20)).to_be_visible()
    page.locator(".leaf > .rest").scroll_into_view_if_needed()
    expect(page.locator(".leaf > .thread")).to_have_count(30)
    found = boxes(page)
    assert all(bottom <= top for (_, bottom), (top, _) in pairwise(found))
    assert abs(found[0][0] - top_of(page, "mark")) < 2
    assert page.evaluate(TEXT_TOPS) == bare, "the text has moved"


def test_each_card_stands_at_the_line_of_its_own_passage(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    publish_long(app, cast)
    for words in ("Paragraph 2 begins", "Paragraph 5 begins", "Paragraph 9 begins"):
        discuss(app, cast, words, "Here.", slug="long")
    page = open_page(cast.ming, LONG)
    for number in (1, 2, 3):
        mark = page.locator("mark").nth(number - 1)
        box, line = page.locator(f"#annotation-{number}").bounding_box(), mark.bounding_box()
        assert box is not None
        assert line is not None
        assert abs(box["y"] - line["y"]) < 2


def test_a_folded_thread_says_who_and_what_and_unfolds_when_asked(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    for number in range(6):
        discuss(app, cast, "A second paragraph", f"Number {number}. " * 30, 2)
    page = open_page(cast.ming, READING)
    thread = page.locator("#annotation-4")
    page.get_by_text("more on paragraph 2").click()
    expect(thread).to_contain_text("Number 3.")
    line = thread.get_by_role("button", name="Show the note by Mei")
    expect(thread.locator(".reply").first).to_be_hidden()
    line.focus()
    page.keyboard.press("Enter")
    expect(thread).to_be_focused()
    expect(thread.locator(".reply").first).to_be_visible()
    assert abs(top_of(page, "#annotation-4") - top_of(page, "mark")) < 2
    page.locator(".block", has_text="one item").first.click(position={"x": 2, "y": 2})
    expect(thread.locator(".reply").first).to_be_hidden()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_of_a_long_thread_the_middle_folds_but_never_the_answer(
    app: Flask, cast: Cast, open_page: OpenPage, script: bool
) -> None:
    number = discuss(app, cast, "A second", "Why?", 9, kind="question", answered_by=4)
    page = open_page(cast.ming, f"{READING}#annotation-{number}", script=script)
    thread = page.locator(f"#annotation-{number}")
    for shown in (1, 5, 8, 9):
        expect(thread.get_by_text(f"Reply {shown} of 9.")).to_be_visible()
    for folded in (2, 4, 6, 7):
        expect(thread.get_by_text(f"Reply {folded} of 9.")).to_be_hidden()
    thread.get_by_text("3 more replies").click()
    expect(thread.get_by_text("Reply 3 of 9.")).to_be_visible()


def test_a_thread_that_nobody_asked_for_is_short_and_shows_its_answer(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    body = "A sentence of a long question. " * 20
    number = discuss(app, cast, "A second", body, 9, kind="question", answered_by=4)
    page = open_page(cast.ming, READING)
    thread = page.locator(f"#annotation-{number}")
    line = thread.evaluate("thread => parseFloat(getComputedStyle(thread).lineHeight)")
    box = thread.bounding_box()
    assert box is not None
    assert box["height"] < 16 * line  # twelve of words, the rest is room
    expect(thread.get_by_text("Reply 5 of 9.")).to_be_visible()
    thread.locator(".body").first.click()
    expect(thread.get_by_text("Reply 1 of 9.")).to_be_in_viewport()


def test_a_way_leads_from_a_card_that_made_room_to_its_passage(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    for number in (1, 2):
        discuss(app, cast, "A second paragraph", f"Number {number}.")
    page = open_page(cast.ming, READING)
    rule, leader = page.locator(".pointer path").nth(0), page.locator(".pointer path").nth(1)
    page.locator("#annotation-2").hover()
    expect(leader).to_have_attribute("d", DRAWN)
    expect(rule).to_have_attribute("d", DRAWN)
    page.locator("#annotation-1").hover()
    expect(leader).to_have_attribute("d", "")
    expect(rule).to_have_attribute("d", DRAWN)


def test_writing_and_reading_in_the_margin_never_moves_the_text(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    publish_long(app, cast)
    discuss(app, cast, "Paragraph 3 begins", "A long one. " * 60, 5, slug="long")
    page = open_page(cast.ming, LONG)
    bare = page.evaluate(TEXT_TOPS)
    write(page, "Paragraph 4 begins", "New words. " * 30)
    assert page.evaluate(TEXT_TOPS) == bare
    page.locator("#annotation-1 .body").first.click()
    select(page, "Paragraph 5 begins")
    act(page, "Question")
    expect(page.get_by_label("What you want to say")).to_be_focused()
    assert page.evaluate(TEXT_TOPS) == bare


def test_three_hundred_cards_are_placed_within_a_frame(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    publish_long(app, cast, 60)
    for number in range(1, 11):
        discuss(app, cast, f"Paragraph {number} begins", "Words.", 1, slug="long")
    page = open_page(cast.ming, LONG)
    page.evaluate(
        """() => {
          for (const thread of document.querySelectorAll(".leaf > .thread"))
            for (let copy = 1; copy < 30; copy += 1)
              thread.after(Object.assign(thread.cloneNode(true), { id: `${thread.id}-${copy}` }));
        }"""
    )
    spent = page.evaluate(
        """async () => {
          const { place } = await import("/static/js/leaves.js");
          const times = [...Array(30)].map(() => {
            const before = performance.now();
            place();
            return performance.now() - before;
          });
          return Math.min(...times);
        }"""
    )
    expect(page.locator(".leaf > .thread")).to_have_count(300)
    assert spent < 10, f"{spent} ms"


def test_of_overlapping_marks_the_narrowest_opens_at_its_line_above_a_list_of_the_others(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    for number in range(9):
        discuss(app, cast, "A second paragraph speaks", f"Wide {number}. " * 20)
    narrow = discuss(app, cast, "paragraph speaks", "The narrow one.")
    page = open_page(cast.ming, READING)
    page.locator("mark[data-count='10']").click()
    thread = page.locator(f"#annotation-{narrow}")
    expect(thread).to_be_focused()
    expect(page.locator("#here")).to_contain_text("9 more on these words")
    mark = page.locator("mark[data-count='10']").bounding_box()
    box, others = thread.bounding_box(), page.locator("#here").bounding_box()
    assert mark is not None
    assert box is not None
    assert others is not None
    assert abs(box["y"] - mark["y"]) < 2
    assert others["y"] >= box["y"] + box["height"]
