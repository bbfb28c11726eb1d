"""A PDF becomes its text: one that LibreOffice wrote, and files that are no good."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.core.importing import Converted
from app.core.pages import Piece
from app.core.pages.reading import read_pages
from app.services.converting import Unreadable
from app.services.converting.convert import convert
from app.services.converting.pdf import RUNNING, pdf

FOLDER = Path("tests/cases/imports")
ESSAY = (FOLDER / "essay.pdf").read_bytes()


@pytest.fixture(scope="module")
def essay() -> Converted:
    """As it comes out of the process that reads it."""
    return convert("essay.pdf", ESSAY)


@pytest.mark.parametrize(
    "piece",
    [
        "# A card for the south\n",
        "The city gives a **new card** to those who have stayed for half a year.[^1] It is *not* a",
        "## What counts\n\n| Item | Points |\n| --- | --- |\n| A year of insurance | 6 |\n",
        "-   a contract for a room\n-   signed by the owner\n-   an employer who pays\n",
        "居住证不是户口，但是可以上学。",
        "“I have waited for nine years,” said a cook.",
        "Whoever leaves loses what was gathered.[^2]\n\n[^1]: Of the lowest class only.\n\n"
        "[^2]: After a year, says the office.\n",
    ],
)
def test_what_a_page_shows_by_place_is_text(essay: Converted, piece: str) -> None:
    assert piece in essay.text


def test_no_paragraph_is_cut_where_a_page_ends(essay: Converted) -> None:
    long = [part for part in essay.text.split("\n\n") if part.startswith("The clerk")]
    assert len(long) == 9
    assert len(set(long)) == 1


def test_pictures_come_along_and_what_is_missing_is_told(essay: Converted) -> None:
    assert f"![](/pictures/{essay.pictures[0].digest})" in essay.text
    assert "Example Papers" not in essay.text
    assert essay.told == (RUNNING, "1 picture has no words that say what it shows: write them.")


def test_its_properties_are_guesses_about_it(essay: Converted) -> None:
    assert essay.facts["title"].value == "A card for the south"
    assert essay.facts["author"].value == "Ann Example"
    assert all(fact.is_guessed for fact in essay.facts.values())


def scanned() -> bytes:
    file = BytesIO()
    Image.new("RGB", (600, 800), "white").save(file, "PDF")
    return file.getvalue()


def written(*objects: str) -> bytes:
    """A PDF of these objects, the first its catalogue; readers find them without a table."""
    body = "".join(f"{at} 0 obj\n{one}\nendobj\n" for at, one in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer\n<< /Root 1 0 R >>\n%%EOF\n".encode()


CATALOGUE = "<< /Type /Catalog /Pages 2 0 R >>"
LOOP = written(CATALOGUE, "<< /Type /Pages /Count 1 /Kids [2 0 R] >>")
HUGE = written(
    CATALOGUE,
    "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1e30 1e30] >>",
)
MANY = written(CATALOGUE, "<< /Type /Pages /Count 99999999 /Kids [3 0 R] >>", "<< /Type /Page >>")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ((FOLDER / "locked.pdf").read_bytes(), "password"),
        (scanned(), "pictures of text"),
        (ESSAY[:3_000], "damaged|pictures of text"),
        (b"%PDF-1.7\nnothing more", "damaged"),
        (LOOP, "damaged|pictures of text|pages"),
        (HUGE, "damaged|pictures of text"),
        (MANY, "damaged|pages"),
    ],
    ids=range(7),
)
def test_what_cannot_be_read_says_why(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        convert("a.pdf", content)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_file_torn_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(ESSAY)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 200))] = data.draw(st.binary(max_size=20))
    try:
        found = pdf("a.pdf", bytes(content))
    except Unreadable:
        return
    assert found.text.strip()


def made(*texts: str, rotate: int = 0) -> bytes:
    """A PDF of one page; each text is a line of its own: a matrix, then the words."""
    lines = "\n".join(
        f"BT /F1 11 Tf {matrix} Tm ({words}) Tj ET"
        for matrix, words in (text.split("|") for text in texts)
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 600] /Rotate {rotate} /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(lines)} >>\nstream\n{lines}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = "%PDF-1.4\n"
    for number, each in enumerate(objects, 1):
        out += f"{number} 0 obj\n{each}\nendobj\n"
    return (out + "trailer << /Root 1 0 R >>\n").encode()


@pytest.mark.parametrize(
    "matrices",
    [
        ("1 0 0 1 50 500", "1 0 0 1 50 486"),
        ("0 1 -1 0 100 50", "0 1 -1 0 114 50"),
        ("-1 0 0 -1 550 100", "-1 0 0 -1 550 114"),
        ("0 -1 1 0 500 550", "0 -1 1 0 486 550"),
    ],
)
def test_a_page_is_read_however_it_was_laid_in(matrices: tuple[str, str]) -> None:
    words = ("The office gives a new card to whom has stayed", "for half a year and no longer.")
    page = made(*(f"{matrix}|{line}" for matrix, line in zip(matrices, words, strict=True)))
    assert pdf("turned.pdf", page).text == f"{words[0]} {words[1]}\n"


def test_words_across_the_others_are_told() -> None:
    level = "1 0 0 1 50 500|The office gives a new card to whom has stayed for a year."
    found = pdf("margin.pdf", made(level, "0 1 -1 0 20 50|Draft"))
    assert "Draft" not in found.text
    assert found.told == ("Words that stand across the others were left out: page 1.",)


def test_a_hyphen_at_the_end_of_a_line_stays_where_it_stands_within_lines_too() -> None:
    lines = (
        "The known rules hold as well for whoever came from the North-",
        "East in the years of 1990-",
        "2000, and they are well-",
        "known; a per-",
        "mit is given to whom has one, and the permit is of plastic.",
    )
    page = made(*(f"1 0 0 1 50 {500 - 14 * at}|{line}" for at, line in enumerate(lines)))
    text = pdf("lines.pdf", page).text
    assert text.startswith("The known rules")
    for words in ("North-East in", "1990-2000, and", "well-known; a permit is given"):
        assert words in text


def test_a_page_that_is_read_from_the_right_keeps_the_order_of_its_words() -> None:
    pieces = [Piece("שלום", 400, 440, 700, 10), Piece("עולם", 350, 395, 700, 10)]
    blocks, _ = read_pages([pieces])
    assert [block.text for block in blocks] == ["שלום עולם"]
