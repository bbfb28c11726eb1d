"""What is in what was sent; a hostile zip costs no more than its limits."""

import tracemalloc
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from app.services.importing import unpacking
from app.services.importing.unpacking import LARGEST_FILE, MOST_MEMBERS, Document, documents

MB = 1024 * 1024


def zipped(**files: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def faults(name: str, content: bytes) -> list[str]:
    return [document.fault for document in documents([(name, content)])]


def test_a_file_is_taken_as_it_is_and_a_zip_stands_for_the_files_in_it() -> None:
    content = zipped(**{"week 1/a.md": b"One", "week 1/": b"", ".hidden": b"x", "b.txt": b"Two"})
    assert documents([("c.md", b"Three"), ("all.zip", content)]) == [
        Document("c.md", b"Three"),
        Document("a.md", b"One"),
        Document("b.txt", b"Two"),
    ]


def test_a_word_file_is_a_document_and_no_zip_of_files() -> None:
    content = zipped(**{"[Content_Types].xml": b"<a/>"})
    assert documents([("a.docx", content)]) == [Document("a.docx", content)]


def test_a_zip_that_unpacks_to_gigabytes_is_refused_for_little_memory() -> None:
    content = zipped(**{f"{number}.txt": bytes(30 * MB) for number in range(10)})
    tracemalloc.start()
    said = faults("bomb.zip", content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert set(said) == {"Unpacked, this is too large: send it by itself."}
    assert peak < 4 * LARGEST_FILE


def test_sizes_that_a_zip_says_of_itself_are_not_believed() -> None:
    content = bytearray(zipped(a=b"a" * 5_000))
    at = content.rindex(b"PK\x01\x02") + 24  # the size unpacked, in the archive's directory
    content[at : at + 4] = (10).to_bytes(4, "little")
    assert documents([("a.zip", bytes(content))]) == [
        Document("a", b"", "This part of the zip is damaged.")
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "This file is empty."),
        (b" \n", "This file is empty."),
        (zipped(**{"folder/": b""}), "There is no document in this zip."),
        (zipped(**{"in.zip": zipped(a=b"One")}), "This is a zip inside a zip: unpack it first."),
        (zipped(a=b"\n"), "This file is empty."),
        (b"a" * (LARGEST_FILE + 1), unpacking.TOO_LARGE),
        (
            zipped(**{f"{number}": b"a" for number in range(MOST_MEMBERS + 1)}),
            "This zip has over 1,000 files.",
        ),
    ],
)
def test_what_cannot_be_taken_says_why(content: bytes, fault: str) -> None:
    assert faults("a.zip", content) == [fault]


def test_a_member_that_is_locked_is_named() -> None:
    content = bytearray(zipped(a=b"One"))
    content[6] |= 1  # the flag of encryption, before the file and in the directory
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert faults("a.zip", bytes(content)) == [
        "This is locked with a password: unpack the zip first."
    ]


def test_a_name_cannot_lead_out_of_the_zip() -> None:
    content = zipped(**{"../../etc/passwd.txt": b"One", "/etc/a.txt": b"Two"})
    assert documents([("a.zip", content)]) == [Document("a.txt", b"Two")]
