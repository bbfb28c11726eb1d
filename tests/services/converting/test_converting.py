"""What a file becomes, by what it is."""

import pytest

from app.core.importing import Form
from app.services.converting import Unreadable, convert

PACK = '---\ntitle: A card\ndate: "2007-09"\nsource:\n  publisher: The Post\n---\nIt came.\n'


def test_plain_text_keeps_its_lines_and_markdown_is_markdown() -> None:
    assert convert("a.txt", b"One\ntwo").form == Form.PLAIN
    assert convert("pasted", b"One\ntwo").form == Form.PLAIN
    assert convert("a.MD", b"# One").form == Form.MARKDOWN


def test_front_matter_is_what_the_file_says_for_sure() -> None:
    found = convert("card.md", PACK.encode())
    assert found.text == "It came.\n"
    assert {name: fact.value for name, fact in found.facts.items()} == {
        "title": "A card",
        "date": "2007-09",
        "publisher": "The Post",
    }
    assert not any(fact.is_guessed for fact in found.facts.values())


def test_front_matter_that_is_broken_is_told_by_its_line() -> None:
    with pytest.raises(Unreadable) as fault:
        convert("card.md", b"---\ntitle: [\n---\nIt came.\n")
    assert fault.value.line


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"%PDF-1.7 \n", "a PDF"),
        ("a.docx", b"PK\x03\x04....", "Word"),
        ("a.doc", b"\xd0\xcf\x11\xe0....", "old Word"),
        ("a.rtf", b"{\\rtf1 }", "rich-text"),
        ("a.md", b"\x89PNG\r\n", "a picture"),
        ("a.html", b"<p>One</p>", "a web page"),
        ("a.txt", b"a\0b", "no text"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(name: str, content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as fault:
        convert(name, content)
    assert "paste the text" in str(fault.value)
