"""A saved web page becomes its article."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.core.importing import Converted, Form
from app.core.kinds import prepare
from app.services.converting import Unreadable
from app.services.converting.convert import convert
from app.services.converting.html import LEFT, html

PAGE = Path("tests/cases/imports/card.html").read_text(encoding="utf-8")


def drawn() -> str:
    file = BytesIO()
    Image.new("RGB", (60, 40)).save(file, "PNG")
    return b64encode(file.getvalue()).decode()


@pytest.fixture(scope="module")
def card() -> Converted:
    """As it comes out of the process that reads it."""
    return convert("card.html", PAGE.replace("PICTURE", drawn()).encode())


def test_the_article_stays_with_its_table_note_quotation_and_language(card: Converted) -> None:
    assert card.form == Form.MARKDOWN
    for piece in (
        "The card opens **schools** and clinics[^1], but",
        '<span lang="zh-Hans">户口</span>',
        "## What counts",
        "| A year of insurance | 6 |",
        "> “I have waited",
        "-   A contract",
        "[^1]: Of the lowest class only.",
        "begin once more from nothing",
    ):
        assert piece in card.text


def test_what_stands_around_it_is_left_out_and_told(card: Converted) -> None:
    for piece in ("World news", "cookies", "Share this", "More stories", "rights", "script"):
        assert piece not in card.text
    assert LEFT in card.told


def test_a_picture_in_the_page_comes_along_and_one_from_elsewhere_is_told(card: Converted) -> None:
    picture = card.pictures[0]
    assert f"![A map of the two districts](/pictures/{picture.digest})" in card.text
    assert "[People in a queue]" in card.text
    assert "https://cdn" not in card.text
    assert "1 picture was left out: not in the file, and nothing is fetched from elsewhere." in (
        card.told
    )


def test_what_the_page_says_of_itself_is_known_for_sure(card: Converted) -> None:
    assert {name: (fact.value, fact.is_guessed) for name, fact in card.facts.items()} == {
        "title": ("A card for the south", False),
        "subtitle": ("From spring the city gives a card to those who work in it.", True),
        "author": ("Ann Example and Bo Sample", False),
        "publisher": ("The Example Post", False),
        "date": ("2019-05-04", False),
        "url": ("https://example.org/news/a-card-for-the-south", False),
        "language": ("en-GB", True),
    }


def test_a_date_that_the_page_gives_is_not_told_to_be_missing(card: Converted) -> None:
    prepared = prepare(card, "article")
    assert prepared.facts["date"].value == "2019-05-04"
    assert not [said for said in prepared.told if "date is still" in said]


@pytest.mark.parametrize("encoding", ["gb2312", "big5", "shift_jis", "utf-16"])
def test_a_page_is_read_in_the_encoding_that_it_says(encoding: str) -> None:
    page = f'<meta charset="{encoding}"><p>居住'
    assert html("a.html", page.encode(encoding)).text == "居住\n"


def test_a_page_that_says_its_encoding_wrongly_is_read_still() -> None:
    assert html("a.html", '<meta charset="ascii"><p>“a”'.encode("cp1252")).text == "“a”\n"
    assert html("a.html", '<meta charset="big5"><p>户口的词“a”'.encode()).text == "户口的词“a”\n"
    assert html("a.html", '<meta charset="no-such"><p>户口'.encode()).text == "户口\n"


def test_a_short_page_is_taken_whole() -> None:
    assert html("a.html", b"<title>A</title><p>One word.").text == "One word.\n"
    assert html("a.html", b"<title>A</title><p>One").facts["title"].is_guessed


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html><script>document.write('x')</script>", "no text in this page"),
        (b"<p>a\0b", "no text"),
        (b"<div>" * 300 + b"a", "nested more than"),
        (b"<div>" * 4_000 + b"a", "nested more than"),
    ],
)
def test_a_page_that_cannot_be_read_says_why(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        html("a.html", content)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_page_torn_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(PAGE.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        end = at + data.draw(st.integers(0, 400))
        content[at:end] = data.draw(st.binary(max_size=20) | st.just(b"<table><tr><td>"))
    try:
        found = html("a.html", bytes(content))
    except Unreadable:
        return
    assert "<script" not in found.text


def test_notes_below_the_article_come_with_it() -> None:
    words = "The office said that a residence permit opens schools to children of migrants. " * 4
    page = (
        f"<body><div class=menu><a href=/a>Home</a></div><article><h1>Cards</h1><p>{words}"
        f"<sup><a href='#n1'>1</a></sup></p><p>{words}</p></article>"
        "<div><ol><li id=n1>Counted in 2016.</ol></div><div class=footer-links>About us</div>"
    )
    found = html("page.html", page.encode()).text
    assert "migrants. [^1]" in found
    assert found.endswith("[^1]: Counted in 2016.\n")
    assert "About us" not in found


def test_of_a_chinese_page_the_article_is_taken_and_the_rest_is_told() -> None:
    words = "居住证的持有人可以在城市里申请积分，子女也可以在当地上学，但是名额由各区自己决定。" * 3
    menu = "".join(f"<li><a href='/{n}'>频道{n}</a></li>" for n in range(12))
    page = (
        f"<html lang=zh><body><div><ul>{menu}</ul></div><div id=main><h1>居住证与积分</h1>"
        f"<p>{words}</p><p>第二段说，{words}</p><p>第三段说，{words}</p></div>"
        "<div><p>版权所有，未经许可不得转载。</p><p>联系我们</p></div></body></html>"
    )
    found = html("page.html", page.encode())
    assert "第三段" in found.text
    assert "频道3" not in found.text
    assert "联系我们" not in found.text
    assert LEFT in found.told
