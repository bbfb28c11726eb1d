"""Bytes to text, whatever wrote them."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.importing.decoding import NoText, decoded

CHINESE = "户口是什么？这是一个登记的制度，人在城市里工作，不一定有它。"
WESTERN = "Café owners said: “the résumé is naïve” – twice."


@pytest.mark.parametrize(
    ("content", "text", "says"),
    [
        (CHINESE.encode(), CHINESE, ""),
        (codecs.BOM_UTF8 + CHINESE.encode(), CHINESE, ""),
        (codecs.BOM_UTF16_LE + CHINESE.encode("utf-16-le"), CHINESE, "UTF-16"),
        (codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), CHINESE, "UTF-16"),
        (codecs.BOM_UTF32_LE + CHINESE.encode("utf-32-le"), CHINESE, "UTF-32"),
        (CHINESE.encode("gb18030"), CHINESE, "GB18030"),
        ("居住证".encode("gbk"), "居住证", "GB18030"),
        (WESTERN.encode("cp1252"), WESTERN, "Windows-1252"),
        (b"One.\r\nTwo.\rThree.", "One.\nTwo.\nThree.", ""),
    ],
)
def test_a_text_is_read_in_the_encoding_that_it_was_written_in(
    content: bytes, text: str, says: str
) -> None:
    found, told = decoded(content)
    assert found == text
    assert says in told
    assert bool(told) == bool(says)


@pytest.mark.parametrize("content", [b"a\0b", b"\x81\x8d\x8f\x90\x9d", b"\xff\xfea"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(NoText):
        decoded(content)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        text, _ = decoded(content)
    except NoText:
        return
    assert "\r" not in text


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=200))
def test_utf_8_is_always_read_as_it_is(text: str) -> None:
    assert decoded(codecs.BOM_UTF8 + text.encode())[0] == text
