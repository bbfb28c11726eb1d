"""A reading by keyboard alone, and what a screen reader is told: read from the browser's
accessibility tree, not from attributes."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.core.anchoring import describe
from app.database import db
from app.models import Annotation, Course, Revision, User
from tests.browser.reader import READING, write
from tests.browser.test_accessibility import faults
from tests.conftest import Cast

OpenPage = Callable[..., Page]
KEYS = "/preferences/keys"


@pytest.fixture
def asked(app: Flask, cast: Cast) -> int:
    """Mei has asked something on the first “residence permit”."""
    with app.app_context():
        revision = db.session.get_one(Revision, 1)
        start = revision.text.index("residence permit")
        question = Annotation(
            course_id=cast.hukou,
            reading_id=cast.reading,
            author_id=cast.mei,
            kind="question",
            visibility="course",
        )
        question.anchor(revision, start, start + len("residence permit"))
        assert describe(revision.text, start, start + 16).exact == question.exact
        question.write("Is it a card?")
        db.session.add(question)
        db.session.commit()
        return question.id


def nodes(page: Page) -> list[dict[str, Any]]:
    """Chromium's accessibility tree, in its order, without what it leaves out.

    It is drawn with the page: what a key has just done is in it a frame later.
    """
    page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)))")
    session = page.context.new_cdp_session(page)
    found = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in found}

    def below(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield node
        for child in node.get("childIds", []):
            yield from below(by_id[child]) if child in by_id else ()

    return [node for node in below(found[0]) if not node["ignored"]]


def properties(node: dict[str, Any]) -> dict[str, Any]:
    return {each["name"]: each["value"].get("value") for each in node.get("properties", [])}


def focused(page: Page) -> tuple[str, str]:
    """Role and name of what has the focus."""
    inner = [
        node
        for node in nodes(page)
        if properties(node).get("focused") and node["role"]["value"] != "RootWebArea"
    ]
    return (inner[0]["role"]["value"], inner[0]["name"]["value"]) if inner else ("", "")


def spoken(page: Page) -> str:
    """All text that the tree holds."""
    return "".join(
        node["name"]["value"] for node in nodes(page) if node["role"]["value"] == "StaticText"
    )


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def cursor(page: Page) -> str:
    """The words that the reading cursor is on."""
    words: str = page.evaluate("[...CSS.highlights.get('cursor') ?? []].map(String).join()")
    return words


def selected(page: Page) -> str:
    words: str = page.evaluate("getSelection().toString()")
    return words


def announce(page: Page) -> None:
    """Have marks, notes and terms announced, by keyboard."""
    press(page, "Shift+?")
    page.get_by_role("radio", name="Announced").focus()
    with page.expect_response("**/preferences"):
        press(page, "Space")
    press(page, "Escape")


@pytest.mark.usefixtures("asked")
def test_a_whole_session_needs_the_keyboard_only(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    press(page, "j")
    assert focused(page) == ("generic", "A card for everybody")
    press(page, "j d")
    assert focused(page)[1].startswith("The police said that a residence permit")
    assert cursor(page) == "The police said that a residence permit is not a hukou."
    press(page, "d")
    assert cursor(page) == "户口 is the word they used."
    press(page, "Shift+E")
    assert selected(page) == "户口"
    expect(page.get_by_role("toolbar")).to_be_visible()

    press(page, "q")
    page.locator("#compose").wait_for()
    role, name = focused(page)
    assert (role, name.split(" Markdown")[0]) == ("textbox", "What you want to say")
    page.keyboard.type("just one word?")  # no key of it is taken
    press(page, "Control+Enter")
    page.locator("article.thread", has_text="just one word?").wait_for()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    expect(page.locator(".block:focus")).to_have_count(1)
    assert focused(page)[1].startswith("The police said")
    assert cursor(page) == "户口 is the word they used."

    press(page, "m")
    assert focused(page) == ("group", "户口")
    press(page, "Shift+M")
    assert focused(page) == ("group", "residence permit")
    press(page, "Enter")
    expect(page.locator("article.thread:focus")).to_contain_text("Is it a card?")
    assert focused(page) == ("article", "Question by Mei")
    press(page, "r")
    assert focused(page)[0] == "textbox"
    page.keyboard.type("It is. So much for that.")
    press(page, "Control+Enter")
    expect(page.locator("article.thread:focus")).to_contain_text("So much for that.")
    assert focused(page) == ("article", "Question by Mei")
    press(page, "x")
    assert focused(page) == ("group", "residence permit")

    press(page, "f")
    role, name = focused(page)
    assert (role, name.split()[0]) == ("DisclosureTriangle", "Marks")
    press(page, "Tab")  # to whose marks
    for whose in ("staff", "mine"):
        press(page, "ArrowRight")
        expect(page).to_have_url(re.compile(f"audience={whose}"))
        expect(page.locator(f"#filter-{whose}")).to_be_focused()
    expect(page.locator("mark")).to_have_text(["户口"])
    press(page, "Escape")  # Mei's mark is not shown any more: back to its words
    assert focused(page)[1].startswith("The police said")
    assert cursor(page) == "residence permit"
    press(page, "m")
    assert focused(page) == ("group", "户口")
    with app.app_context():
        question = db.session.scalars(select(Annotation).order_by(Annotation.id.desc())).first()
        assert question is not None
        assert (question.kind, question.exact) == ("question", "户口")


def test_a_key_leads_to_what_is_unread_and_another_to_its_passage(
    cast: Cast, open_page: OpenPage
) -> None:
    write(open_page(cast.mei, READING), "the word they used", "By whom?")
    page = open_page(cast.ming, READING)
    press(page, "j u")
    expect(page.locator("article.thread:focus")).to_contain_text("By whom?")
    press(page, "x")
    assert focused(page)[1].startswith("The police said")
    assert cursor(page) == "the word they used"


def test_the_selection_grows_to_both_sides_and_shrinks_as_in_an_editor(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    press(page, "j j e e e")
    assert cursor(page) == "said"
    press(page, "Shift+E Shift+E Shift+E")
    assert selected(page) == "said that a"
    press(page, "Shift+W")
    assert selected(page) == "said that "
    expect(page.get_by_role("toolbar")).to_be_visible()
    press(page, "Escape w")
    assert (selected(page), cursor(page)) == ("", "police")
    press(page, "Shift+W Shift+W")
    assert selected(page) == "The police"
    expect(page.get_by_role("toolbar")).to_be_visible()
    press(page, "Escape d Shift+D Shift+D")
    assert "A second paragraph" in selected(page)  # over the paragraph's end
    expect(page.get_by_role("toolbar")).to_be_visible()
    press(page, "Enter")
    assert focused(page) == ("button", "Highlight")
    press(page, "Escape")
    expect(page.locator(".block:focus")).to_have_count(1)


def test_leaving_the_composer_leads_back_to_the_cursor(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    press(page, "j j d e e a")
    page.locator("#compose").wait_for()
    press(page, "Escape")
    assert focused(page)[1].startswith("The police said")
    assert cursor(page) == "police"
    press(page, "h")
    expect(page.locator("mark")).to_have_text("police")
    expect(page.locator(".block:focus")).to_have_count(1)


def test_a_guest_cites_a_passage_and_the_focus_comes_back(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    with app.app_context():
        db.session.get_one(Course, cast.hukou).open_to_guests = True
        db.session.commit()
    page = open_page(None, READING)
    assert not strike(page, "KeyC", "c")  # nothing is chosen
    press(page, "j j d c")
    page.locator("#citation-title:focus").wait_for()
    press(page, "Escape")
    assert focused(page)[1].startswith("The police said")
    assert cursor(page) == "The police said that a residence permit is not a hukou."


def test_terms_notes_and_layers_are_walked_and_the_focus_comes_back(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    press(page, "t")
    assert focused(page) == ("link", "residence permit")
    press(page, "Enter")
    page.locator("#card-title:focus").wait_for()
    press(page, "j")  # the card has the focus: the text does not move behind it
    expect(page.locator("#card-title:focus")).to_have_count(1)
    press(page, "Escape")
    assert focused(page) == ("link", "residence permit")
    press(page, "t")
    assert focused(page) == ("link", "hukou")
    press(page, "k j")
    with page.expect_response("**/layers"):
        press(page, "l")
    expect(page.locator("a.term")).to_have_count(0)
    expect(page.locator(".block:focus")).to_contain_text("The police said")
    press(page, "p")
    assert focused(page)[1].strip().endswith("Appearance")


@pytest.mark.usefixtures("asked")
def test_marks_and_terms_are_silent_unless_they_are_wanted(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    page.locator("mark[role]").wait_for()
    plain = "The police said that a residence permit is not a hukou."
    words = page.locator("[data-block]").nth(1).text_content()
    assert plain in spoken(page)
    assert "mark" not in {node["role"]["value"] for node in nodes(page)}
    announce(page)
    page.locator("[data-begins]").wait_for()
    assert "that a term:  Mark: residence permit end of mark.  is not a term: hukou." in spoken(
        page
    )
    press(page, "j j m")
    assert focused(page) == ("group", "Mark: residence permit")
    expect(page.get_by_role("status")).to_have_text("Question by Mei")
    # What is spoken is not in the text: not for offsets, not for the clipboard, not for a quote.
    assert page.locator("[data-block]").nth(1).text_content() == words
    press(page, "k j d Shift+D h")
    expect(page.locator("mark.mine").first).to_be_visible()
    with app.app_context():
        quotes = db.session.scalars(select(Annotation.exact).order_by(Annotation.id)).all()
    assert quotes == ["residence permit", plain]
    expect(page.locator("[data-begins*='2 marks, yours among them']")).to_have_count(1)


def test_the_live_region_is_polite_and_says_what_the_focus_does_not(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    announce(page)
    (status,) = [node for node in nodes(page) if node["role"]["value"] == "status"]
    assert properties(status)["live"] == "polite"
    press(page, "j j")
    page.wait_for_timeout(100)
    expect(page.get_by_role("status")).to_have_text("")  # the focus has said it
    press(page, "d d")
    expect(page.get_by_role("status")).to_have_text("户口 is the word they used.")


def test_the_list_of_keys_is_a_dialog_that_gives_the_focus_back(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING, bypass_csp=True)
    press(page, "j j Shift+?")
    (dialog,) = [node for node in nodes(page) if node["role"]["value"] == "dialog"]
    assert dialog["name"]["value"] == "Keys"
    assert properties(dialog)["modal"] is True
    assert focused(page) == ("heading", "Keys")
    assert page.locator("#keys [data-action='new-term']").count() == 0  # that is the staff's
    assert faults(page) == ""
    press(page, "k Escape")
    assert focused(page)[1].startswith("The police said")
    page.get_by_role("link", name="Keys").focus()
    press(page, "Enter Escape")
    assert focused(page) == ("link", "Keys")


def strike(page: Page, code: str, key: str, **more: bool) -> bool:
    """A key of another layout; was it taken from the browser?"""
    taken: bool = page.evaluate(
        """([code, key, more]) => !document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", {code, key, bubbles: true, cancelable: true, ...more}))""",
        [code, key, more],
    )
    return taken


def test_keys_go_by_their_place_whatever_the_layout(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, READING)
    assert strike(page, "KeyJ", "о")  # Russian
    assert focused(page)[1] == "A card for everybody"
    assert strike(page, "KeyJ", "h")  # Dvorak
    assert focused(page)[1].startswith("The police")
    assert strike(page, "Minus", "?", shiftKey=True)  # German
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_what_belongs_to_others_or_means_nothing_here_is_not_taken(
    cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    for more in ("ctrlKey", "altKey", "metaKey", "isComposing"):
        assert not strike(page, "KeyJ", "j", **{more: True})
    assert not strike(page, "KeyR", "r")  # no thread has the focus
    assert not strike(page, "KeyM", "m")  # there are no marks
    assert not strike(page, "KeyH", "h")  # nothing is chosen
    assert not strike(page, "KeyI", "i")  # a student makes no terms
    assert not strike(page, "Digit7", "7")
    press(page, "j j d a")
    page.locator("#compose-body:focus").wait_for()
    assert not strike(page, "KeyJ", "j")
    page.locator("#compose-audience").focus()
    assert not strike(page, "KeyJ", "j")


def test_keys_are_changed_by_pressing_them(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(cast.ming, KEYS)
    page.get_by_role("button", name="Set the key for “Next paragraph”").focus()
    press(page, "Enter q")
    expect(page.get_by_role("status")).to_have_text("Q is also “Ask a question there”")
    press(page, "Enter Home")
    expect(page.get_by_role("status")).to_contain_text("belongs to the browser")
    expect(page.get_by_label("Next paragraph", exact=True)).to_have_value("KeyQ")
    page.get_by_role("button", name="Keep these keys").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "Q is both “Next paragraph” and “Ask a question there”"
    )
    page.get_by_label("Ask a question there", exact=True).select_option("")
    page.get_by_role("button", name="Keep these keys").click()
    expect(page.locator(".flash")).to_have_text("The keys are kept.")
    page.goto(READING)
    press(page, "j")
    assert focused(page) == ("", "")
    press(page, "q")
    assert focused(page) == ("generic", "A card for everybody")


def test_keys_are_turned_off_at_once_and_for_good(
    app: Flask, cast: Cast, open_page: OpenPage
) -> None:
    page = open_page(cast.ming, READING)
    press(page, "Shift+?")
    page.get_by_role("radio", name="Off", exact=True).focus()
    with page.expect_response("**/preferences"):
        press(page, "Space")
    press(page, "Escape")
    for _ in range(2):
        assert not strike(page, "KeyJ", "j")
        assert not strike(page, "Slash", "?", shiftKey=True)
        page.reload()
    with app.app_context():
        assert db.session.get_one(User, cast.ming).preferences == {"shortcuts": "off"}


def test_without_scripts_keys_are_chosen_from_lists(cast: Cast, open_page: OpenPage) -> None:
    page = open_page(None, KEYS, script=False)
    page.get_by_label("Reply in this thread", exact=True).select_option("KeyZ")
    page.get_by_role("button", name="Keep these keys").click()
    expect(page.get_by_label("Reply in this thread", exact=True)).to_have_value("KeyZ")
    page.get_by_role("button", name="Back to the usual keys").click()
    expect(page.get_by_label("Reply in this thread", exact=True)).to_have_value("KeyR")


UNITS = """async ([text, granularity]) => {
  const { units } = await import("/static/js/units.js");
  return units(text, granularity, "en").map(([from, to]) => text.slice(from, to));
}"""


@pytest.mark.parametrize(
    ("text", "granularity", "found"),
    [
        ("One. Two?  Three", "sentence", ["One.", "Two?", "Three"]),
        ("没有人回答。沉默。", "sentence", ["没有人回答。", "沉默。"]),
        ("a 😀 face, of “dang’an”", "word", ["a", "face", "of", "dang’an"]),
        ("居住证制度", "word", ["居住", "证", "制度"]),
        ("  ", "word", []),
        ("", "sentence", []),
    ],
)
def test_sentences_and_words_are_those_of_the_language(
    open_page: OpenPage, text: str, granularity: str, found: list[str]
) -> None:
    assert open_page(None, "/login").evaluate(UNITS, [text, granularity]) == found
