"""The documents in what was sent: files as they are, and those in a zip.

A zip is unpacked in memory, within limits that are counted while it is read: what it says of its
own sizes is not believed.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath

LARGEST_FILE = 20 * 1024 * 1024  # bytes of one document: a book with its pictures
LARGEST_SUM = 60 * 1024 * 1024  # bytes of all documents of one zip
MOST_FILES = 30  # documents at once: a semester's
MOST_MEMBERS = 1_000  # entries of a zip, folders and all
DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype"})  # a zip with these is a .docx, an .epub
TOO_LARGE = (
    f"This is larger than {LARGEST_FILE // 1024 // 1024} MB: divide it, or leave out pictures."
)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it came; `fault` says why its content was not taken."""

    name: str
    content: bytes = field(repr=False)
    fault: str = ""


def documents(files: Iterable[tuple[str, bytes]]) -> list[Document]:
    """Every document among files; a zip stands for those in it. At most MOST_FILES are taken, and
    the first beyond says so."""
    found: list[Document] = []
    for name, content in files:
        for document in _opened(name, content):
            if len(found) == MOST_FILES:
                said = f"More than {MOST_FILES} documents at once: send the rest by themselves."
                return [*found, Document(document.name, b"", said)]
            found.append(document)
    return found


def _opened(name: str, content: bytes) -> Iterator[Document]:
    if len(content) > LARGEST_FILE:
        yield Document(name, b"", TOO_LARGE)
    elif not content.strip():
        yield Document(name, b"", "This file is empty.")
    elif _is_archive(content):
        yield from _unpacked(name, content)
    else:
        yield Document(name, content)


def _is_archive(content: bytes) -> bool:
    """Is it a zip of files, not a document that is one inside?"""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return not DOCUMENTS & set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False  # the converter says what is wrong with it


def _unpacked(name: str, content: bytes) -> Iterator[Document]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = [one for one in archive.infolist() if _is_document(one.filename)]
        if len(members) > MOST_MEMBERS:
            yield Document(name, b"", f"This zip has over {MOST_MEMBERS:,} files.")
            return
        if not members:
            yield Document(name, b"", "There is no document in this zip.")
        left = LARGEST_SUM
        for member in members:
            document = _member(archive, member, min(left, LARGEST_FILE))
            left -= len(document.content)
            yield document


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> Document:
    name = PurePosixPath(member.filename).name
    if member.flag_bits & 1:
        return Document(name, b"", "This is locked with a password: unpack the zip first.")
    try:
        with archive.open(member) as file:
            content = file.read(most + 1)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return Document(name, b"", "This part of the zip is damaged.")
    except Exception as error:  # zlib.error, lzma.LZMAError: each method has its own
        return Document(name, b"", f"This part of the zip cannot be unpacked: {error}")
    if len(content) > most:
        return Document(name, b"", "Unpacked, this is too large: send it by itself.")
    if _is_archive(content):
        return Document(name, b"", "This is a zip inside a zip: unpack it first.")
    if not content.strip():
        return Document(name, b"", "This file is empty.")
    return Document(name, content)


def _is_document(path: str) -> bool:
    """Not a folder, nor what systems put beside files for themselves."""
    parts = PurePosixPath(path).parts
    is_hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return bool(parts) and not path.endswith("/") and not is_hidden and parts[-1] != "Thumbs.db"
