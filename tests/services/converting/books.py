"""Books in EPUB, made for the tests: a part is XHTML by its path."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from PIL import Image

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
DATA = (
    "<dc:title>Cards &amp; queues</dc:title><dc:creator>Ann Example</dc:creator>"
    "<dc:creator>Bo Sample</dc:creator><dc:publisher>Example Press</dc:publisher>"
    "<dc:date>2019-05-04T00:00:00Z</dc:date><dc:language>en</dc:language>"
    "<dc:rights>CC BY 4.0</dc:rights>"
)
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
    '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd"><html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en"><head><title/></head><body>'
)
ONE = (
    '<h1 id="top">The&nbsp;queue</h1><p>They stood<a epub:type="noteref" href="notes.xhtml#n1">1'
    '</a> from six. <a id="here"/>See <a href="two.xhtml#top">there</a>.</p>'
    '<p><img src="../images/map.png" alt="A map"/></p><script>x()</script>'
)
TWO = '<h1 id="top">The card</h1><p xml:lang="zh" lang="zh">户口</p><p dir="rtl">سلام</p>'
NOTES = '<aside epub:type="footnote" id="n1"><p>1. Of the lowest class.</p></aside>'
PARTS = {"text/one.xhtml": ONE, "text/two.xhtml": TWO, "text/notes.xhtml": NOTES}


def drawn(size: tuple[int, int] = (60, 40)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size).save(file, "PNG")
    return file.getvalue()


def page(body: str) -> str:
    return f"{HEAD}{body}</body></html>"


def package(paths: list[str], data: str = DATA) -> str:
    items = "".join(
        f'<item id="i{at}" href="{path}" media-type="application/xhtml+xml"/>'
        for at, path in enumerate(paths)
    )
    spine = "".join(f'<itemref idref="i{at}"/>' for at in range(len(paths)))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{data}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )


def book(
    parts: Mapping[str, str] = PARTS,
    others: Mapping[str, bytes | str | None] = {},
) -> bytes:
    """An EPUB; what `others` gives takes the place of what is made, None leaves it out."""
    members: dict[str, bytes | str | None] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package(list(parts)),
        **{f"OEBPS/{path}": page(body) for path, body in parts.items()},
        "OEBPS/images/map.png": drawn(),
        **others,
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            if content is not None:
                archive.writestr(path, content)
    return file.getvalue()
