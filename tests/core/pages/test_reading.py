"""Pages of set type become paragraphs, headings, tables and notes."""

from collections.abc import Iterable
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.pages import Block, Piece, Role
from app.core.pages.reading import read_pages

LETTER = 5.0  # points: the width of a letter in these tests


def set_at(text: str, left: float, y: float, size: float = 10, *, is_bold: bool = False) -> Piece:
    return Piece(text, left, left + LETTER * len(text) * size / 10, y, size, is_bold)


def rows(texts: Iterable[str], left: float = 60, top: float = 780, step: float = 12) -> list[Piece]:
    return [set_at(text, left, top - at * step) for at, text in enumerate(texts)]


def read(*pages: list[Piece]) -> list[Block]:
    return read_pages(pages)[0]


def told(blocks: Iterable[Block]) -> list[str]:
    return [f"{block.role[0]}{block.level or ''}: {block.text.strip()}" for block in blocks]


FULL = "x" * 60  # a row that fills its column


def test_rows_of_one_distance_are_a_paragraph_and_a_gap_begins_the_next() -> None:
    found = read([*rows([FULL, "goes on."]), *rows(["Another", "goes on too"], top=740)])
    assert told(found) == [f"p: {FULL} goes on.", "p: Another goes on too"]


def test_an_indented_row_begins_a_paragraph_and_so_does_one_after_a_short_end() -> None:
    pieces = rows([FULL, FULL + ".", FULL, "the end.", FULL])
    pieces.insert(2, set_at("in" + FULL[2:], 75, 780 - 2 * 12))
    del pieces[3]
    assert len(read(pieces)) == 3


def test_a_broken_word_is_mended_and_a_dash_between_capitals_stays() -> None:
    found = read(rows([FULL + " regis-", "tration of North-", "East"]))
    assert told(found) == [f"p: {FULL} registration of North-East"]


def test_chinese_rows_meet_without_a_space() -> None:
    assert told(read(rows(["居住证不是户口" * 6, "但是可以上学。"]))) == [
        "p: " + "居住证不是户口" * 6 + "但是可以上学。"
    ]


def test_larger_type_is_a_heading_and_so_is_a_row_of_bold() -> None:
    pieces = [
        set_at("The card", 60, 800, 20),
        set_at("What counts", 60, 770, is_bold=True),
        *rows([FULL, FULL, "ends."], top=750),
    ]
    assert told(read(pieces))[:2] == ["h1: The card", "h2: What counts"]


def test_two_columns_are_read_one_after_the_other_under_their_title() -> None:
    left, right = "a" * 44, "b" * 44
    pieces = [set_at("A title over both of the columns of this page", 60, 800, 20)]
    for at in range(8):
        pieces += [set_at(left, 60, 760 - 12 * at), set_at(right, 310, 760 - 12 * at)]
    found = read(pieces)
    assert [block.text.strip()[:1] for block in found] == ["A", "a"]
    assert found[1].text.rindex("a") < found[1].text.index("b")


def test_what_every_page_repeats_is_left_out() -> None:
    pages = [
        [
            set_at("The Example Papers", 60, 820),
            *rows([f"Page {word} says {FULL}", f"and {word} ends."]),
            set_at(f"{number}", 300, 30),
        ]
        for number, word in enumerate(("one", "two", "three"), 11)
    ]
    blocks, is_less = read_pages(pages)
    assert is_less
    assert [block.text.split()[1] for block in blocks] == ["one", "two", "three"]
    assert not any("Example" in block.text or "11" in block.text for block in blocks)


def test_a_sentence_goes_on_over_the_end_of_a_page_and_the_notes_at_its_foot() -> None:
    mark = Piece("1", 60 + 60 * LETTER, 63 + 60 * LETTER, 784, 6)
    note = [Piece("1", 60, 63, 53, 5), set_at("Of the lowest class.", 65, 50, 8)]
    found = read([*rows([FULL, FULL]), mark, *note], rows(["goes on."]))
    assert told(found) == [f"p: {FULL}1 {FULL} goes on.", "n1: Of the lowest class."]
    assert [run.note for run in found[0].runs] == [0, 1, 0]


def test_a_raised_number_without_a_note_stays_raised() -> None:
    mark = Piece("2", 60 + 4 * LETTER, 63 + 4 * LETTER, 784, 6)
    assert told(read([*rows(["20 m", "and more"]), mark])) == ["p: 20 m² and more"]


def test_words_far_apart_in_rows_alike_are_a_table() -> None:
    cells = [("Item", "Points"), ("A year of insurance", "6"), ("A degree", "20")]
    pieces = [
        piece
        for at, (item, points) in enumerate(cells)
        for piece in (set_at(item, 60, 700 - 14 * at), set_at(points, 300, 700 - 14 * at))
    ]
    found = read([*rows([FULL, "ends."]), *pieces])
    assert [block.role for block in found] == [Role.PARAGRAPH, Role.TABLE]
    assert found[1].rows == tuple(cells)


def test_what_begins_with_a_bullet_is_an_item() -> None:
    assert told(read(rows(["• a contract", "• an employer"]))) == [
        "i: a contract",
        "i: an employer",
    ]


PIECES = st.builds(
    Piece,
    st.text("ab 1.-•户口", min_size=1, max_size=9),
    st.floats(0, 500),
    st.floats(0, 600),
    st.floats(0, 840),
    st.sampled_from([5, 8, 10, 10, 10, 14, 20]),
    st.booleans(),
)


@given(st.lists(st.lists(PIECES, max_size=40), max_size=4))
@settings(max_examples=200, deadline=None)
def test_no_word_of_a_page_is_lost(pages: list[list[Piece]]) -> None:
    blocks, is_less = read_pages(pages)
    said = "".join(block.text + "".join("".join(row) for row in block.rows) for block in blocks)
    for letter in "ab户口":
        there = sum(piece.text.count(letter) for pieces in pages for piece in pieces)
        assert said.count(letter) == there or is_less


@pytest.mark.parametrize(
    "pieces",
    [
        [set_at("a", 60, 700) for _ in range(5_000)],
        [set_at("a", 60 + at, 700) for at in range(5_000)],
        [set_at("a", 60, 700 - at / 10) for at in range(5_000)],
        [set_at("a", at % 71 * 8, at // 71 * 12) for at in range(5_000)],
        [set_at("a" * 40, at % 2 * 300, at // 2 * 12) for at in range(5_000)],
    ],
    ids=range(5),
)
def test_a_crowded_page_is_read_in_time(pieces: list[Piece]) -> None:
    began = process_time()
    read_pages([pieces])
    assert process_time() - began < 20
