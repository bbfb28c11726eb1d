"""A PDF becomes text: PDFium gives words by place, `core.pages` finds the text in them.

The only module that imports pypdfium2.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from app.core.dates import is_date
from app.core.importing import Converted, Fact, Form, Picture
from app.core.pages import Piece
from app.core.pages.reading import read_pages
from app.services.converting.page_markdown import written
from app.services.converting.pictures import MOST_PIXELS, NoPicture, picture
from app.services.converting.unreadable import SAVE_AS_TEXT, Unreadable

MOST_PAGES = 1_000
MOST_PIECES = 20_000  # of a page; a page of a newspaper has about two thousand
MOST_PICTURES = 200
BEHIND = (
    0.8  # of a page's area: a picture as large, behind words, is the scan that they were read in
)
SMALLEST = 64  # pixels of a picture's side; less is an ornament
LEAST_LETTERS = 20  # of a page on the average; with fewer its pages are pictures of text
MOST_UNKNOWN = 0.3  # of all characters; with more the text cannot be read
OWN = "the file’s own properties"
LOCKED = "This PDF is locked with a password: save it without one, and send that."
SCANNED = (
    "The pages of this PDF are pictures of text. Have a program for character recognition (OCR)"
    " read it, and send what it makes."
)
BROKEN = f"This PDF is damaged, and cannot be opened. {SAVE_AS_TEXT}"
GARBLED = f"The letters of this PDF cannot be told: its fonts do not name them. {SAVE_AS_TEXT}"
TOO_LONG = f"This PDF has more than {MOST_PAGES:,} pages: divide it."
RUNNING = "Heads, feet and numbers of its pages were left out."
_NO_TITLE = re.compile(r"(?i)microsoft (word|powerpoint) - .*|untitled.*|.*\.(docx?|pdf|indd|qxd)")
_NOBODY = re.compile(r"(?i)anonymous|unknown|(?:the )?author|user|owner|admin(?:istrator)?")
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]")
_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def pdf(name: str, content: bytes) -> Converted:
    """Read a PDF that has text. Raises `Unreadable`."""
    document = _opened(content)
    pictures: dict[str, Picture] = {}
    pages: list[list[Piece]] = []
    empty: list[int] = []
    sideways: list[int] = []
    for number, page in enumerate(_pages(document), 1):
        pieces, is_all = _page(page, pictures)
        pages.append(pieces)
        if not is_all:
            sideways.append(number)
        if not any(piece.text.strip() for piece in pages[-1]):
            empty.append(number)
    _refuse_unreadable([piece.text for page in pages for piece in page], len(pages))
    blocks, is_less = read_pages(pages)
    told = [RUNNING] if is_less else []
    if empty:
        told.append(f"Without text, and left out: page {_listed(empty)}.")
    if sideways:
        told.append(f"Words that stand across the others were left out: page {_listed(sideways)}.")
    if pictures:
        count = f"{len(pictures)} {'picture has' if len(pictures) == 1 else 'pictures have'}"
        told.append(f"{count} no words that say what it shows: write them.")
    text, facts = written(blocks), _facts(document)
    return Converted(name, Form.MARKDOWN, text, facts, tuple(pictures.values()), tuple(told))


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:12])) + (" …" if len(numbers) > 12 else "")


def _opened(content: bytes) -> Any:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as fault:
        is_locked = "password" in str(fault).lower()
        raise Unreadable(LOCKED if is_locked else BROKEN) from fault
    if len(document) > MOST_PAGES:
        raise Unreadable(TOO_LONG)
    return document


def _pages(document: Any) -> Iterator[Any]:
    """Each page; of a broken one nothing is known but that it is there."""
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            yield None
            continue
        yield page
        page.close()


def _page(page: Any, pictures: dict[str, Picture]) -> tuple[list[Piece], bool]:
    """Words and pictures of a page, held so that most of its words stand level; whether all do."""
    if page is None:
        return [], True
    turned: dict[int, list[Piece]] = {0: []}
    images = []
    text = page.get_textpage()
    for thing in page.get_objects(textpage=text, max_depth=4):
        if thing.type == raw.FPDF_PAGEOBJ_TEXT and (words := thing.extract()).strip():
            turn = _turn(thing.get_matrix())
            turned.setdefault(turn, []).append(_piece(thing, words, turn))
        elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            images.append(thing)
        if sum(map(len, turned.values())) + len(images) > MOST_PIECES:
            raise Unreadable(f"A page of this PDF has over {MOST_PIECES:,} words. {SAVE_AS_TEXT}")
    letters = {turn: sum(len(one.text) for one in pieces) for turn, pieces in turned.items()}
    turn = max(letters, key=lambda each: letters[each])
    width, height = page.get_size()
    largest = BEHIND * width * height if letters[turn] >= LEAST_LETTERS else math.inf
    shown = [_shown(thing, pictures, turn, largest) for thing in images]
    return [*turned[turn], *filter(None, shown)], letters[turn] == sum(letters.values())


def _turn(matrix: Any) -> int:
    """In quarters of a turn to the left, how words stand."""
    return round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4


def _level(turn: int, left: float, bottom: float, right: float, top: float) -> tuple[float, ...]:
    """(left, bottom, right) of a place once the page is turned back."""
    return (
        (left, bottom, right),
        (bottom, -right, top),
        (-right, -top, -left),
        (-top, left, -bottom),
    )[turn]


def _piece(thing: Any, words: str, turn: int) -> Piece:
    matrix = thing.get_matrix()
    left, _, right = _level(turn, *thing.get_bounds())
    _, y, _ = _level(turn, matrix.e, matrix.f, matrix.e, matrix.f)
    size = thing.get_font_size() * (math.hypot(matrix.c, matrix.d) or 1)
    font = thing.get_font()
    face = font.get_base_name()
    is_bold = font.get_weight() >= 600 or re.search(r"(?i)bold|black|heavy", face) is not None
    is_italic = re.search(r"(?i)ital|obli", face) is not None
    return Piece(words, left, right, y, max(size, 1.0), is_bold, is_italic)


def _shown(thing: Any, pictures: dict[str, Picture], turn: int, largest: float) -> Piece | None:
    left, bottom, right, top = thing.get_bounds()
    if len(pictures) == MOST_PICTURES or (right - left) * (top - bottom) > largest:
        return None
    try:
        width, height = thing.get_px_size()
        if min(width, height) < SMALLEST or width * height > MOST_PIXELS:
            return None
        found = picture(_png(thing))
    except (pdfium.PdfiumError, NoPicture, ctypes.ArgumentError, ValueError):
        return None
    pictures[found.digest] = found
    left, bottom, right = _level(turn, left, bottom, right, top)
    return Piece("", left, right, bottom, 1.0, picture=found.digest)


def _png(thing: Any) -> bytes:
    file = BytesIO()
    thing.get_bitmap(render=False).to_pil().save(file, "PNG", compress_level=1)
    return file.getvalue()


def _refuse_unreadable(texts: list[str], pages: int) -> None:
    letters = sum(len(text.strip()) for text in texts)
    if letters < LEAST_LETTERS * max(1, pages) and letters < 2_000:
        raise Unreadable(SCANNED)
    if sum(len(_UNKNOWN.findall(text)) for text in texts) > MOST_UNKNOWN * letters:
        raise Unreadable(GARBLED)


def _facts(document: Any) -> dict[str, Fact]:
    said = document.get_metadata_dict()
    title, author = (" ".join(said.get(name, "").split()) for name in ("Title", "Author"))
    day = _DAY.match(said.get("CreationDate", ""))
    date = "-".join(day.groups()) if day else ""
    author = "" if _NOBODY.fullmatch(author) else author
    values = {
        "title": "" if _NO_TITLE.fullmatch(title) else title,
        "author": author,
        "date": date if is_date(date) else "",
    }
    return {name: Fact(value, OWN) for name, value in values.items() if value}
