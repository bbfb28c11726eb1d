"""What a file is: by how it begins, and only where that does not tell, by its name.

format_of("essay.pdf", b"PK\\x03\\x04...word/document.xml...") → Format.DOCX
"""

import re
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath

from app.services.converting.unreadable import SAVE_AS_TEXT, Unreadable


class Format(StrEnum):
    """Formats that can be read. All but the first two are read by a process of their own, by the
    module that is named as the format."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    EPUB = "epub"
    PDF = "pdf"


SUFFIXES = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
}
_OTHERS = (  # how a file begins, and what it is then
    (b"\xd0\xcf\x11\xe0", "an old Word document, or one that is locked with a password"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"From ", "a mailbox"),
)
_DAMAGED = "This file is damaged: it begins as a Word or EPUB document, but cannot be opened. "
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.I | re.S
)
_BOM = b"\xef\xbb\xbf"
_HEAD = 1_024  # bytes: a PDF may begin with so much of something else, its readers agree


def format_of(name: str, content: bytes) -> Format:
    """Which format a file has. Raises `Unreadable` for those that cannot be read."""
    for beginning, what in _OTHERS:
        if content.startswith(beginning) and not _is_text(beginning, name):
            raise Unreadable(f"This is {what}, which cannot be read. {SAVE_AS_TEXT}")
    suffix = PurePath(name).suffix.lower()
    if suffix in (".mht", ".mhtml", ".webarchive"):
        raise Unreadable(
            "This is a web archive. Save the page as “web page, HTML only”, and send that;"
            " or paste the text."
        )
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if b"%PDF-" in content[:_HEAD] and (suffix == ".pdf" or content.startswith(b"%PDF-")):
        return Format.PDF
    if suffix not in SUFFIXES and _PAGE.match(content[:_HEAD].removeprefix(_BOM)):
        return Format.HTML
    return SUFFIXES.get(suffix, Format.TEXT)


def _is_text(beginning: bytes, name: str) -> bool:
    """A letter may begin with “From ”; a mailbox is named as one."""
    return beginning == b"From " and PurePath(name).suffix.lower() not in (".mbox", ".eml")


def _packed(content: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise Unreadable(_DAMAGED + SAVE_AS_TEXT) from fault
    if "META-INF/container.xml" in names:
        return Format.EPUB
    if any(name.startswith("word/") for name in names):
        return Format.DOCX
    what = "an OpenDocument text" if "content.xml" in names else "a packed document"
    raise Unreadable(f"This is {what}, which cannot be read. Save it as .docx, and send that.")
