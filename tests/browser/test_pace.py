"""Layers at the reader's pace, in a browser: with JavaScript in place, without it page by page."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.core.markdown import render_post
from app.database import db
from app.models import Familiarity, Guess, GuessedTerm, Sense, Term
from tests.browser.reader import READING
from tests.conftest import Cast

OpenPage = Callable[..., Page]
TERM = "a.term[data-term=hukou]"
WAYS = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def ask_first(app: Flask, cast: Cast) -> None:
    with app.app_context():
        term = db.session.scalars(select(Term).where(Term.slug == "hukou")).one()
        db.session.add(GuessedTerm(course_id=cast.hukou, term_id=term.id))
        db.session.commit()


def kept(app: Flask, model: type) -> int:
    with app.app_context():
        return len(db.session.scalars(select(model)).all())


def reword(app: Flask, body: str) -> None:
    with app.app_context():
        sense = db.session.scalars(select(Sense).where(Sense.term.has(slug="hukou"))).one()
        sense.body, sense.body_html = body, render_post(body)
        db.session.commit()


@WAYS
def test_a_student_guesses_and_then_sees_the_card_with_the_guess(
    app: Flask, cast: Cast, open_page: OpenPage, script: bool
) -> None:
    ask_first(app, cast)
    page = open_page(cast.ming, READING, script=script)
    page.locator(TERM).first.click()
    card = page.locator("#card-body")
    expect(card).to_contain_text("What do you think it means here?")
    expect(card).not_to_contain_text("The registered status.")
    page.get_by_role("button", name="Guess", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Write what you think it means")
    page.get_by_label("What do you think it means here?").fill("A passport?")
    page.get_by_role("button", name="Guess", exact=True).click()
    expect(card).to_contain_text("The registered status.")
    expect(card.locator(".guessed")).to_contain_text("A passport?")
    assert kept(app, Guess) == 1

    other = open_page(cast.mei, READING, script=script)
    other.locator(TERM).first.click()
    other.get_by_role("button", name="Show me").click()
    expect(other.locator("#card-body")).to_contain_text("The registered status.")
    expect(other.locator(".guessed")).to_have_count(0)


@WAYS
def test_what_a_reader_knows_is_marked_no_more_and_undone_in_place(
    app: Flask, cast: Cast, open_page: OpenPage, script: bool
) -> None:
    page = open_page(cast.ming, READING, script=script)
    terms = page.locator("article.text " + TERM)
    before = terms.count()
    terms.first.click()
    page.get_by_role("button", name="I know this").click()
    expect(page.locator(".standing .hint")).to_contain_text("Not marked for you any more")
    if script:
        expect(page.locator("#card")).to_be_visible()
        expect(terms).to_have_count(0)
        expect(page.get_by_role("button", name="I know this")).to_be_focused()
    page.get_by_role("button", name="I know this").click()
    expect(page.locator(".standing .hint")).to_have_count(0)
    if not script:
        page.goto(READING)
    expect(terms).to_have_count(before)
    if script:
        page.keyboard.press("Escape")
        expect(terms.first).to_be_focused()


def test_a_reader_who_knows_the_term_they_opened_is_left_at_its_paragraph(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    page.locator(TERM).first.click()
    page.get_by_role("button", name="I know this").click()
    expect(page.locator("article.text " + TERM)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("a.number").first).to_be_focused()
    page.get_by_label("Show what I know").check()
    expect(page.locator("article.text " + TERM).first).to_be_visible()


def test_opening_a_card_keeps_that_it_was_read_and_opening_it_again_asks_nothing(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    with page.expect_response("**/wording"):
        page.locator(TERM).first.click()
    expect(page.get_by_role("button", name="I have read this")).to_be_hidden()
    page.keyboard.press("Escape")
    page.locator(TERM).first.click()
    expect(page.locator("#card .holds")).to_be_visible()
    page.keyboard.press("Escape")
    assert sent.count("PUT") == 1
    assert kept(app, Familiarity) == 1


@WAYS
def test_a_card_that_has_changed_since_it_was_read_shows_the_difference(
    app: Flask, cast: Cast, open_page: OpenPage, script: bool
) -> None:
    page = open_page(cast.ming, READING, script=script)
    if script:
        with page.expect_response("**/wording"):
            page.locator(TERM).first.click()
    else:
        page.locator(TERM).first.click()
        page.get_by_role("button", name="I have read this").click()
    reword(app, "The registered household status.")
    page.goto(READING)
    expect(page.locator("#changed-cards")).to_contain_text("1 card has changed since you read it")
    expect(page.locator("a.term.changed").first).to_be_visible()
    page.locator("a.term.changed").first.click()
    changes = page.locator(".changes")
    expect(changes).to_contain_text("Changed since you read it on")
    expect(changes.locator("ins")).to_contain_text("household")
    page.get_by_role("button", name="Got it").click()
    expect(changes).to_have_count(0)
    if script:
        expect(page.locator("#card")).to_be_visible()
        page.keyboard.press("Escape")
    else:
        page.goto(READING)
    expect(page.locator("#changed-cards")).to_be_hidden()
    expect(page.locator("a.term.changed")).to_have_count(0)


@WAYS
def test_a_reader_chooses_how_often_a_layer_marks(
    cast: Cast, open_page: OpenPage, script: bool
) -> None:
    page = open_page(cast.ming, READING, script=script)
    terms = page.locator("article.text a.term")
    expect(terms).to_have_count(5)
    density = page.get_by_label("How often “Household registration” marks its terms")
    density.select_option("reading")
    if not script:
        page.get_by_role("button", name="Apply").click()
    expect(terms).to_have_count(1)
    page.reload()
    expect(density).to_have_value("reading")
    density.select_option("")
    if not script:
        page.get_by_role("button", name="Apply").click()
    expect(terms).to_have_count(5)


def test_a_review_is_gone_through_by_keyboard(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    page.locator(TERM).first.click()
    page.get_by_role("button", name="Remind me").click()
    expect(page.locator(".standing .hint")).to_contain_text("Always marked")
    page.goto("/courses/hukou/familiarity")
    page.get_by_role("link", name="Review them").click()
    expect(page.locator(".review > .in-sentence strong")).to_be_visible()
    expect(page.get_by_text("The registered status.")).to_be_hidden()
    expect(page.locator(".reveal > summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The registered status.")).to_be_visible()
    page.get_by_role("button", name="Remind me again").press("Enter")
    expect(page.get_by_text("That was all.")).to_be_visible()
