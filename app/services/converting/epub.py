"""A book in EPUB becomes one text: its parts in the order of its spine, with notes and pictures.

EPUB 2 and 3 alike: https://www.w3.org/TR/epub-33/. What its own protection locks is refused.
"""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from app.core.dates import is_date
from app.core.importing import Converted, Fact, Form, Picture
from app.services.converting.marked import marked
from app.services.converting.packed import Packed, parsed
from app.services.converting.pictures import picture
from app.services.converting.unreadable import SAVE_AS_TEXT, Unreadable

OWN = "the book’s own data"
FONTS = (  # ways to lock what does not have to be read
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
)
LOCKED = f"This book is locked against copying, and cannot be read. {SAVE_AS_TEXT}"
NO_BOOK = f"This EPUB does not say what is in it. {SAVE_AS_TEXT}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FACTS = ("title", "publisher", "date", "language", "rights")


def epub(name: str, content: bytes) -> Converted:
    """Read a book. Raises `Unreadable`."""
    packed = Packed(content)
    _refuse_locked(packed)
    place = _package_in(packed)
    package = packed.xml(place)
    if package is None:
        raise Unreadable(NO_BOOK)
    parts = list(_spine(package, dirname(place)))
    pages = [_page(packed, path, parts) for path in parts]
    missing = [path for path, page in zip(parts, pages, strict=True) if not page]
    if len(missing) == len(pages):
        raise Unreadable(NO_BOOK)

    def load(source: str) -> Picture | None:
        return picture(packed.read(source)) if source in packed else None

    found = marked("".join(pages), load)
    told = [f"A part of the book is missing in the file: {path}." for path in missing]
    return Converted(
        name,
        Form.MARKDOWN,
        found.markdown,
        _facts(package),
        found.pictures,
        (*told, *found.told),
    )


def _refuse_locked(packed: Packed) -> None:
    root = packed.xml("META-INF/encryption.xml")
    methods = [] if root is None else root.iter("{*}EncryptionMethod")
    if any(method.get("Algorithm") not in FONTS for method in methods):
        raise Unreadable(LOCKED)


def _package_in(packed: Packed) -> str:
    root = packed.xml("META-INF/container.xml")
    named = None if root is None else next(root.iter("{*}rootfile"), None)
    place = str(named.get("full-path") or "") if named is not None else ""
    return place or next((path for path in packed.paths if path.endswith(".opf")), "")


def _spine(package: Any, folder: str) -> Iterator[str]:
    """The paths of what is read, in its order; the contents are made anew by us."""
    items = {item.get("id"): item for item in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and "nav" not in str(item.get("properties") or "").split():
            yield _inside(folder, str(item.get("href") or ""))


def _inside(folder: str, href: str) -> str:
    """A path in the book; what leads out of it leads nowhere."""
    path = normpath(join(folder, unquote(urlsplit(href).path)))
    return "" if path.startswith(("..", "/")) else path


def _page(packed: Packed, path: str, parts: list[str]) -> str:
    """The body of a part as HTML. Its ids are the book's, so that a note may stand elsewhere."""
    root = parsed(packed.read(path)) if path in packed else None
    body = None if root is None else next(root.iter("{*}body"), None)
    if root is None or body is None:
        return ""
    number = parts.index(path)
    for tag in body.iter(etree.Element):
        if tag.get("id"):
            tag.set("id", f"part{number}-{tag.get('id')}")
        if tag.get("href"):
            tag.set("href", _address(tag.get("href"), path, number, parts))
        local = etree.QName(tag).localname
        if local in ("img", "image"):
            _set_source(tag, dirname(path))
    for drawing in list(body.iter("{http://www.w3.org/2000/svg}svg")):
        _open(drawing)
    etree.cleanup_namespaces(body)
    html: str = etree.tostring(body, method="html", encoding="unicode", with_tail=False)
    language = body.get("lang") or root.get("lang") or ""
    said = f' lang="{language}"' if re.fullmatch(r"[A-Za-z-]{2,35}", language) else ""
    inner = re.sub(r"^<(\w+:)?body[^>]*>|</(\w+:)?body>\s*$", "", html)
    return f"<section{said if number else ''}>{inner}</section>"


def _address(href: str, path: str, number: int, parts: list[str]) -> str:
    """Where a link leads, in the one text."""
    address = urlsplit(href)
    if address.scheme:
        return href
    target = _inside(dirname(path), address.path) if address.path else path
    if target not in parts:
        return ""
    return f"#part{parts.index(target)}-{address.fragment}"


def _set_source(tag: Any, folder: str) -> None:
    source = (
        tag.get("src") or tag.get("{http://www.w3.org/1999/xlink}href") or tag.get("href") or ""
    )
    is_elsewhere = bool(urlsplit(source).scheme)
    if etree.QName(tag).localname == "image":
        tag.attrib.clear()
    tag.set("src", source if is_elsewhere else _inside(folder, source))
    tag.tag = "img"


def _open(drawing: Any) -> None:
    """A drawing that holds nothing but a picture, as covers do, is that picture."""
    images = list(drawing.iter("img"))
    if len(images) == 1:
        images[0].tail = drawing.tail
        drawing.getparent().replace(drawing, images[0])


def _facts(package: Any) -> dict[str, Fact]:
    said = {name: _first(package, name) for name in _FACTS}
    said["date"] = said["date"][:10] if is_date(said["date"][:10]) else ""
    said["author"] = " and ".join(
        " ".join(creator.text.split())
        for creator in package.iter(f"{_DC}creator")
        if creator.text and creator.text.strip()
    )
    return {name: Fact(value, OWN, is_guessed=False) for name, value in said.items() if value}


def _first(package: Any, name: str) -> str:
    found = next((tag.text for tag in package.iter(_DC + name) if tag.text), "") or ""
    return " ".join(found.split())
