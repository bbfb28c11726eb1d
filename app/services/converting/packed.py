"""Documents that are a zip inside (EPUB, Word): opened without believing what they say.

Sizes are counted while unpacking, names lead nowhere but into the file, and XML is read without
its entities: one that declares any is refused.
"""

import re
import zipfile
from html.entities import html5
from io import BytesIO
from posixpath import normpath
from typing import Any

from lxml import etree

from app.services.converting.unreadable import SAVE_AS_TEXT, Unreadable

LARGEST = 64 * 1024 * 1024  # bytes of one part, unpacked
LARGEST_SUM = 256 * 1024 * 1024  # bytes of all that is read, unpacked
MOST_PARTS = 20_000
DAMAGED = f"This file is damaged: a part of it cannot be unpacked. {SAVE_AS_TEXT}"
LOCKED = "This file is locked with a password: save it without one, and send that."
TOO_LARGE = "Unpacked, this file is far too large. Leave out pictures, or divide it."
HOSTILE = (
    f"This file declares entities of its own, as no program that writes it does. {SAVE_AS_TEXT}"
)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_NAMED = re.compile(rb"&(?:([A-Za-z][A-Za-z0-9]{1,31};)|(?!#[0-9A-Za-z]{1,8};))")
_OWN = frozenset({b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"})  # what XML knows by itself


class Packed:
    """The parts of a document by their paths; `in` says whether there is one."""

    def __init__(self, content: bytes) -> None:
        """Raises `Unreadable`, as every method does."""
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as fault:
            raise Unreadable(DAMAGED) from fault
        if len(self._archive.infolist()) > MOST_PARTS:
            raise Unreadable(TOO_LARGE)
        self._members = {normpath(one.filename): one for one in self._archive.infolist()}
        self._left = LARGEST_SUM

    def __contains__(self, path: str) -> bool:
        return normpath(path) in self._members

    @property
    def paths(self) -> list[str]:
        return list(self._members)

    def read(self, path: str) -> bytes:
        """A part's bytes; none where there is no such part."""
        member = self._members.get(normpath(path))
        if member is None:
            return b""
        if member.flag_bits & 1:
            raise Unreadable(LOCKED)
        most = min(LARGEST, self._left)
        try:
            with self._archive.open(member) as part:
                content = part.read(most + 1)
        except Exception as fault:  # zlib.error, lzma.LZMAError: each method has its own
            raise Unreadable(DAMAGED) from fault
        if len(content) > most:
            raise Unreadable(TOO_LARGE)
        self._left -= len(content)
        return content

    def xml(self, path: str) -> Any:
        """The root element of a part in XML, mended where it is broken; None where there is
        nothing to be mended."""
        return parsed(self.read(path))


def parsed(content: bytes) -> Any:
    """The root element of XML; names of characters as HTML has them are read. Raises
    `Unreadable` for entities of its own, and for what is nested as no document is."""
    found = _DOCTYPE.search(content)
    if (found and found[1] and b"<!ENTITY" in found[1].upper()) or _declares(content):
        raise Unreadable(HOSTILE)
    content = _NAMED.sub(_as_characters, _DOCTYPE.sub(b"", content, count=1))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Unreadable(f"Something in this file is nested as no text is. {SAVE_AS_TEXT}")
    return root


def _declares(content: bytes) -> bool:
    """Does it declare entities, in whatever encoding of two bytes or one?"""
    return b"<!ENTITY" in content.replace(b"\0", b"").upper()


def _as_characters(found: re.Match[bytes]) -> bytes:
    """A character by its number; an ampersand that begins no name as itself."""
    name = found[1] or b""
    if name in _OWN:
        return found[0]
    characters = html5.get(name.decode())
    if characters is None:
        return b"&amp;" + name
    return "".join(f"&#{ord(one)};" for one in characters).encode()
