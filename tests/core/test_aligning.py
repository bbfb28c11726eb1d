"""The work of an alignment is bounded, whatever the two texts are: counted, not timed."""

from collections.abc import Sequence

import pytest

from app.core import aligning
from app.core.aligning import CELLS, GAP_CELLS, Alignment
from app.core.likeness import common_rows

LENGTH = 60_000  # code points
LINE = "The same line over and over.\n"

HOSTILE = {
    "one repeated line": (LINE * 2_000, "x" + LINE * 1_999 + "y"),
    "two lines in turn": ("One line.\nAnother.\n" * 3_000, "Another.\nOne line.\n" * 3_100 + "x"),
    "unrelated": (" ".join(map(str, range(9_000))), " ".join(map(hex, range(9_000)))),
    "spaces": (" " * LENGTH, " " * (LENGTH - 5) + "x" + " " * 9),
    "line breaks": ("\n" * LENGTH, "x" + "\n" * (LENGTH // 2)),
    "few characters": ("户口户户口" * 9_000, "口户户" * 9_000),
    "backwards": (" ".join(map(str, range(9_000))), " ".join(map(str, range(9_000, 0, -1)))),
    "nothing": ("", "a" * LENGTH),
}


@pytest.fixture
def cells(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How large the tables of words by words were that a test had made."""
    made: list[int] = []
    real = common_rows

    def counting(one: Sequence[int], other: Sequence[int]) -> list[tuple[int, int, int]]:
        made.append(len(one) * len(other))
        return real(one, other)

    monkeypatch.setattr(aligning, "common_rows", counting)
    return made


@pytest.mark.parametrize("name", HOSTILE)
def test_tables_of_words_by_words_stay_within_their_bounds(name: str, cells: list[int]) -> None:
    old, new = HOSTILE[name]
    runs = Alignment.of(old, new).runs
    assert sum(cells) <= CELLS
    assert max(cells, default=0) <= GAP_CELLS
    assert all(old[run.old : run.old_end] == new[run.new : run.new_end] for run in runs)


def test_a_line_put_into_thousands_of_its_like_moves_nothing_else() -> None:
    old = LINE * 2_000
    new = LINE * 1_000 + "Another.\n" + LINE * 1_000
    first, last = Alignment.of(old, new).runs
    assert (first.length, last.old, last.new) == (len(LINE) * 1_000, first.length, first.length + 9)


def test_a_change_begins_where_a_sentence_does() -> None:
    old = "He came home. He slept."
    new = "He came home. He ate. He slept."
    assert [(run.old, run.new) for run in Alignment.of(old, new).runs] == [(0, 0), (14, 22)]
