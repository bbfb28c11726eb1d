"""What a file becomes, by what it is."""

import pytest

from app.core.importing import Form
from app.services.converting import Unreadable
from app.services.converting.convert import convert

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


def test_bytes_that_are_no_text_are_refused_with_what_to_do() -> None:
    with pytest.raises(Unreadable, match="paste the text"):
        convert("a.txt", b"a\0b")
