"""What a file is."""

import zipfile
from io import BytesIO

import pytest

from app.services.converting import Unreadable
from app.services.converting.formats import Format, format_of


def packed(*names: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("a.txt", b"One", Format.TEXT),
        ("pasted", b"One", Format.TEXT),
        ("a.MD", b"# One", Format.MARKDOWN),
        ("a.html", b"One", Format.HTML),
        ("page", b"\xef\xbb\xbf <!-- saved -->\n<!DOCTYPE html><p>One", Format.HTML),
        ("a.md", b"<p>One</p>", Format.MARKDOWN),
        ("a.txt", b"%PDF-1.7 ", Format.PDF),
        ("a.pdf", b"junk\n%PDF-1.7 ", Format.PDF),
        ("a.txt", b"It is called\n%PDF-1.7 ", Format.TEXT),
        ("a.txt", b"From Beijing it is far.", Format.TEXT),
        ("a.epub", packed("[Content_Types].xml", "word/document.xml"), Format.DOCX),
        ("a.zip", packed("mimetype", "META-INF/container.xml"), Format.EPUB),
    ],
)
def test_a_file_is_what_it_begins_as_then_what_its_name_says(
    name: str, content: bytes, format: Format
) -> None:
    assert format_of(name, content) == format


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0....", "old Word"),
        ("a.rtf", b"{\\rtf1 }", "rich-text"),
        ("a.md", b"\x89PNG\r\n", "a picture"),
        ("a.mht", b"MIME", "web archive"),
        ("a.mbox", b"From ann", "mailbox"),
        ("a.odt", packed("mimetype", "content.xml"), "OpenDocument"),
        ("a.xlsx", packed("[Content_Types].xml", "xl/workbook.xml"), "packed document"),
        ("a.docx", b"PK\x03\x04....", "damaged"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(name: str, content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=f"{says}.*([Ss]ave|paste)"):
        format_of(name, content)
