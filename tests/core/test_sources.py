"""What somebody sends as a text: read, or named by its line."""

import pytest

from app.core.packs import PackFaults
from app.core.sources import read_source
from app.services.packs.files import READING_SCHEMA, schema_at
from tests.commands.test_readings import FRONT

SCHEMA = schema_at(READING_SCHEMA)


def read(content: bytes) -> str:
    return read_source("card.md", content, SCHEMA, "en").body


def fault(content: bytes) -> str:
    with pytest.raises(PackFaults) as found:
        read(content)
    return str(found.value.faults[0])


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffOne.\r\n\r\n户口".encode(),
        b"One.\r\r\xe6\x88\xb7\xe5\x8f\xa3",
        "One.\n\n户口".encode(),
    ],
)
def test_marks_of_order_and_ends_of_lines_make_no_difference(content: bytes) -> None:
    assert read(content) == "One.\n\n户口"


def test_what_is_two_characters_for_one_is_one() -> None:
    assert read("cafe\u0301".encode()) == "café"


def test_a_pack_is_its_text_and_is_checked() -> None:
    source = read_source("card.md", FRONT.encode() + b"Text.\n", SCHEMA, "en")
    assert (source.body, source.is_pack) == ("Text.\n", True)
    assert fault(FRONT.replace("kind: article", "kind: poem").encode() + b"Text.").startswith(
        "card.md:4: kind: “poem”"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "card.md:1: the file is empty"),
        ("One\n户口".encode("utf-16"), "card.md:1: this is not UTF-8"),
        ("One\n户口".encode("gb18030"), "card.md:2: this is not UTF-8"),
        (b"One\nTwo\0", "card.md:2: a NUL byte"),
        (b"---\ntitle: A\n", "card.md:1: the front matter is not closed"),
        (b"<!-- -->", "card.md:1: nothing of the text can be shown"),
        (b"One.\n\nTwo.\n\n" + b"[" * 501, "card.md:5: One paragraph has over 500 brackets"),
        (b"x" * 2_000_001, "card.md:1: the file is larger than 2,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(content: bytes, said: str) -> None:
    assert fault(content).startswith(said)
