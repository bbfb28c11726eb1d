"""The parts of a Word document: made safe and ready for mammoth, and what they say about it.

mammoth reads XML by a parser that recurses and expands entities, so every part is looked at
first. It passes over direction, equations and drawings without an older form: these are written
into the document as it reads it.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from app.core.dates import is_date
from app.core.importing import Fact
from app.services.converting.packed import DAMAGED, Packed
from app.services.converting.unreadable import Unreadable

RIGHT_TO_LEFT = "\ue001"  # stands at the beginning of a paragraph on its way through mammoth
BODY = "word/document.xml"
OWN = "the file’s own properties"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FACTS = {  # of docProps/core.xml
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "author": "{http://purl.org/dc/elements/1.1/}creator",
    "date": "{http://purl.org/dc/terms/}created",
    "language": "{http://purl.org/dc/elements/1.1/}language",
}
_NO_TITLE = re.compile(r"(?i)microsoft word - .*|document ?\d*|untitled ?\d*|.*\.(docx?|odt|rtf)")
_NO_AUTHOR = re.compile(
    r"(?i)python-docx|microsoft office user|user|owner|admin(istrator)?|unknown( author)?|author"
)
_XML = (".xml", ".rels")


def readied(packed: Packed) -> tuple[bytes, tuple[str, ...]]:
    """The document with every part checked, as mammoth reads it; and what is to be told. Raises
    `Unreadable`."""
    trees = {path: packed.xml(path) for path in packed.paths if path.lower().endswith(_XML)}
    body = trees.get(BODY)
    if body is None:
        raise Unreadable(DAMAGED)
    told = tuple(_told(trees))
    for path, tree in trees.items():
        if tree is not None and path.startswith("word/"):
            _make_ready(tree)
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in packed.paths:
            tree = trees.get(path)
            is_whole = tree is None
            archive.writestr(path, packed.read(path) if is_whole else etree.tostring(tree))
    return file.getvalue(), told


def facts_of(packed: Packed) -> dict[str, Fact]:
    """What the properties say; often it is whoever's machine it was, so all of it is a guess."""
    said = {name: _word(packed.xml("docProps/core.xml"), tag) for name, tag in _FACTS.items()}
    said["publisher"] = _word(packed.xml("docProps/app.xml"), "{*}Company")
    said["date"] = said["date"][:10] if is_date(said["date"][:10]) else ""
    for name, nothing in (("title", _NO_TITLE), ("author", _NO_AUTHOR)):
        if nothing.fullmatch(said[name]):
            said[name] = ""
    return {name: Fact(value, OWN) for name, value in said.items() if value}


def _word(root: Any, tag: str) -> str:
    found = None if root is None else next(root.iter(tag), None)
    return " ".join((found.text or "").split()) if found is not None else ""


def _make_ready(tree: Any) -> None:
    for choice in list(tree.iter(f"{_MC}AlternateContent")):
        if choice.find(f"{_MC}Fallback") is None:
            _put_in_place(choice, [part for each in choice for part in each])
    for formula in list(tree.iter(f"{_M}oMath")):
        words = "".join(text.text or "" for text in formula.iter(f"{_M}t"))
        _put_in_place(formula, [_run(words)])
    for mark in list(tree.iter(f"{_W}bidi")):
        paragraph = mark.getparent().getparent()
        is_set = mark.get(f"{_W}val") not in ("0", "false", "off")
        if is_set and paragraph is not None and paragraph.tag == f"{_W}p":
            paragraph.insert(1, _run(RIGHT_TO_LEFT))


def _put_in_place(old: Any, new: list[Any]) -> None:
    parent = old.getparent()
    if parent is None:
        return
    at = parent.index(old)
    parent[at : at + 1] = new


def _run(words: str) -> Any:
    run = etree.Element(f"{_W}r")
    etree.SubElement(run, f"{_W}t").text = words
    return run


def _told(trees: dict[str, Any]) -> Iterator[str]:
    whole = [tree for path, tree in trees.items() if tree is not None and path.startswith("word/")]
    comments = sum(1 for tree in whole for _ in tree.iter(f"{_W}comment"))
    if comments:
        yield f"{comments} {'comment was' if comments == 1 else 'comments were'} left out."
    if any(True for tree in whole for _ in tree.iter(f"{_W}delText")):
        yield "What was struck out while changes were tracked was left out; what was put in stays."
    if any(_has_words(tree) for path, tree in trees.items() if re.search("/(header|footer)", path)):
        yield "The headers and footers of its pages were left out."
    formulas = sum(1 for tree in whole for _ in tree.iter(f"{_M}oMath"))
    if formulas:
        yield f"{formulas} {'formula is' if formulas == 1 else 'formulas are'} kept as plain text."
    objects = sum(1 for tree in whole for _ in tree.iter(f"{_W}object", "{*}chart"))
    things = "object or chart was" if objects == 1 else "objects or charts were"
    if objects:
        yield f"{objects} embedded {things} left out."


def _has_words(tree: Any) -> bool:
    return tree is not None and any((text.text or "").strip() for text in tree.iter(f"{_W}t"))
