"""A Word document becomes text: its words by mammoth, what mammoth passes over by us.

Headings, lists, tables, notes, pictures and quotations are kept by their styles, right-to-left
paragraphs by theirs. What only Word shows (comments, what was struck out, headers and footers)
is left out, and told.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import mammoth
from bs4 import BeautifulSoup

from app.core.importing import Converted, Fact, Form, Picture
from app.services.converting.marked import marked
from app.services.converting.packed import DAMAGED, Packed
from app.services.converting.pictures import picture
from app.services.converting.unreadable import Unreadable
from app.services.converting.word_parts import RIGHT_TO_LEFT, facts_of, readied

STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
u => em
"""
NO_WORDS = "There is no text in this document."
_CARRIERS = re.compile("^(p|li|h[1-6]|td|th)$")


def docx(name: str, content: bytes) -> Converted:
    """Read a document of Word 2007 or later. Raises `Unreadable`."""
    packed = Packed(content)
    ready, told = readied(packed)
    images: dict[str, bytes] = {}

    def keep(image: Any) -> dict[str, str]:
        source = f"picture:{len(images)}"
        images[source] = b"".join(_bytes_of(image))
        return {"src": source}

    def load(source: str) -> Picture | None:
        content = images.get(source, b"")
        return picture(content) if content else None

    soup = BeautifulSoup(_html(ready, keep), "html.parser")
    facts = facts_of(packed)
    if subtitle := soup.find("p", class_="subtitle"):
        facts["subtitle"] = Fact(" ".join(subtitle.get_text().split()), "the paragraph set as one")
        subtitle.decompose()
    _lower_headings(soup)
    _set_directions(soup)
    found = marked(str(soup), load)
    if not found.markdown.strip():
        raise Unreadable(NO_WORDS)
    return Converted(
        name, Form.MARKDOWN, found.markdown, facts, found.pictures, (*told, *found.told)
    )


def _html(ready: bytes, keep: Any) -> str:
    try:
        result = mammoth.convert_to_html(
            BytesIO(ready),
            style_map=STYLES,
            include_embedded_style_map=False,  # the file's own rules for what it becomes
            convert_image=mammoth.images.img_element(keep),
        )
    except Exception as fault:  # a library for well-made files raises whatever it stumbles over
        raise Unreadable(DAMAGED) from fault
    return str(result.value)


def _bytes_of(image: Any) -> Iterator[bytes]:
    """A picture in the file; of one that is elsewhere nothing."""
    try:
        with image.open() as file:
            yield file.read()
    except Exception:
        return


def _lower_headings(soup: BeautifulSoup) -> None:
    """Under a title that is set as one, the first headings are of the second level."""
    if soup.find("h1", class_="title") is None:
        return
    for level in range(5, 0, -1):
        for heading in soup.find_all(f"h{level}"):
            if "title" not in (heading.get("class") or ()):
                heading.name = f"h{level + 1}"


def _set_directions(soup: BeautifulSoup) -> None:
    for text in soup.find_all(string=re.compile(RIGHT_TO_LEFT)):
        carrier = text.find_parent(_CARRIERS)
        if carrier is not None:
            carrier["dir"] = "rtl"
        text.replace_with(text.replace(RIGHT_TO_LEFT, ""))
