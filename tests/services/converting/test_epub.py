"""A book in EPUB becomes one text."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.importing import Converted
from app.services.converting import Unreadable
from app.services.converting.convert import convert
from app.services.converting.epub import FONTS, epub
from app.services.converting.packed import LARGEST, MOST_PARTS
from tests.services.converting.books import HEAD, ONE, PARTS, book, drawn, package

BOMB = HEAD.replace("<!DOCTYPE html", '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">] x')
LOCK = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
    '<EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
)


@pytest.fixture(scope="module")
def found() -> Converted:
    """As it comes out of the process that reads it."""
    return convert("a.epub", book())


def test_its_parts_are_read_in_their_order_with_notes_pictures_and_languages(
    found: Converted,
) -> None:
    assert found.text == (
        f"# The queue\n\nThey stood[^1] from six. See there.\n\n"
        f"![A map](/pictures/{found.pictures[0].digest})\n\n"
        '# The card\n\n户口\n{: lang="zh" }\n\nسلام\n{: dir="rtl" }\n\n'
        "[^1]: Of the lowest class.\n"
    )
    assert found.told == ()


def test_what_it_says_about_itself_is_known_for_sure(found: Converted) -> None:
    assert {name: fact.value for name, fact in found.facts.items()} == {
        "title": "Cards & queues",
        "author": "Ann Example and Bo Sample",
        "publisher": "Example Press",
        "date": "2019-05-04",
        "language": "en",
        "rights": "CC BY 4.0",
    }
    assert not any(fact.is_guessed for fact in found.facts.values())


def test_what_is_missing_or_broken_is_told_and_the_rest_is_read() -> None:
    others = {"OEBPS/text/two.xhtml": None, "OEBPS/images/map.png": b"no picture"}
    broken = epub("a.epub", book(others=others))
    assert "They stood" in broken.text
    assert broken.told == (
        "A part of the book is missing in the file: OEBPS/text/two.xhtml.",
        "1 picture was left out: damaged, or of an unknown format.",
    )


def test_a_part_that_is_no_good_xml_is_mended() -> None:
    assert (
        "R&D one & &amp;no; two"
        in epub("a.epub", book({"a.xhtml": "<p>R&D one & &no; two<br></p><p>three"})).text
    )


def test_a_cover_that_is_drawn_around_a_picture_is_that_picture() -> None:
    cover = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<image width="9" xlink:href="images/map.png"/></svg>'
    )
    assert len(epub("a.epub", book({"a.xhtml": cover + "<p>One</p>"})).pictures) == 1


def test_fonts_that_are_locked_do_not_matter() -> None:
    for method in FONTS:
        locked = book(others={"META-INF/encryption.xml": LOCK.format(method)})
        assert "They stood" in epub("a.epub", locked).text


def test_a_name_cannot_lead_out_of_the_book() -> None:
    outside = '<p>One <img src="../../../etc/passwd"/><img src="file:///etc/passwd"/></p>'
    assert epub("a.epub", book({"a.xhtml": outside})).text == "One\n"
    with pytest.raises(Unreadable):
        epub("a.epub", book(others={"OEBPS/book.opf": package(["../../../etc/passwd"])}))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (book(others={"META-INF/encryption.xml": LOCK.format("aes128")}), "locked against"),
        (book(others={"META-INF/container.xml": "<a/>", "OEBPS/book.opf": None}), "does not say"),
        (book(others={"OEBPS/book.opf": "<package/>"}), "does not say"),
        (book(others={"OEBPS/text/one.xhtml": BOMB + ONE}), "entities"),
        (
            book(others={"OEBPS/text/one.xhtml": (BOMB + ONE).encode("utf-16")}),
            "entities",
        ),
        (book({"a.xhtml": "<div>" * 5_000}), "nested"),
        (book({"a.xhtml": "<b>" * 200 + "a" + "</b>" * 200}), "nested"),
        (book(others={"OEBPS/text/one.xhtml": b" " * (LARGEST + 1)}), "too large"),
        (book(others={f"x{at}": "" for at in range(MOST_PARTS)}), "too large"),
        (book()[:500], "damaged"),
        (book().replace(b"PK\x05\x06", b"PK\x05\x07"), "damaged"),
    ],
    ids=range(11),
)
def test_a_hostile_or_broken_book_is_refused_in_words(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        epub("a.epub", content)


def test_a_book_with_a_password_is_refused() -> None:
    content = bytearray(book())
    for at in range(len(content) - 4):
        if content[at : at + 4] == b"PK\x01\x02":
            content[at + 8] |= 1
    with pytest.raises(Unreadable, match="password"):
        epub("a.epub", bytes(content))


def test_a_gigantic_picture_is_left_out_and_told() -> None:
    found = epub("a.epub", book(others={"OEBPS/images/map.png": drawn((9_000, 5_000))}))
    assert found.told == ("1 picture was left out: larger than 40 million pixels.",)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_book_torn_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(book(PARTS))) as whole, zipfile.ZipFile(file, "w") as stored:
        for name in whole.namelist():
            stored.writestr(name, whole.read(name))
    content = bytearray(file.getvalue())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    try:
        found = epub("a.epub", bytes(content))
    except Unreadable:
        return
    assert "<script" not in found.text
