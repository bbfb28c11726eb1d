"""What has changed between two wordings."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.wording import CONTEXT, changes, near
from tests.core.text import texts

wordings = texts | st.text("ab 户口.\n", max_size=40)


@given(wordings, wordings)
def test_kept_and_gone_make_the_old_wording_and_kept_and_new_the_new(old: str, new: str) -> None:
    found = changes(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "new") == old
    assert "".join(piece.text for piece in found if piece.kind != "gone") == new
    assert all(piece.text for piece in found)
    assert all(one.kind != other.kind for one, other in pairwise(found))


@given(wordings)
def test_what_is_the_same_has_not_changed(text: str) -> None:
    assert {piece.kind for piece in changes(text, text)} <= {"kept"}


@given(wordings, wordings)
def test_no_change_is_lost_where_what_is_kept_is_shortened(old: str, new: str) -> None:
    found = changes(old, new)
    short = near(found, context=3)
    assert [p for p in short if p.kind != "kept"] == [p for p in found if p.kind != "kept"]
    assert len(short) == len(found)


def test_what_is_kept_is_shown_near_a_change_only() -> None:
    long = "word " * 200
    first, gone, new, last = near(changes(f"{long}old {long}end", f"{long}new {long}end"))
    assert (gone.text, new.text) == ("old", "new")
    assert first.text.startswith("…word")
    assert last.text.endswith("…")
    assert max(len(first.text), len(last.text)) < 2 * CONTEXT


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a permit to work", "a permit to stay", "a permit to -work- +stay+"),
        ("户口登记", "户口簿登记", "户口+簿+登记"),
        ("暂住证制度", "居住证制度", "-暂-+居+住证制度"),
        ("The card, since 2007", "The card, since 2008", "The card, since -2007-+2008+"),
        ("", "New.", "+New.+"),
        ("Old.", "", "-Old.-"),
        ("cannot go", "can go", "-cannot-+can+ go"),
    ],
)
def test_words_and_chinese_characters_change_whole(old: str, new: str, shown: str) -> None:
    signs = {"kept": "", "gone": "-", "new": "+"}
    said = "".join(f"{signs[p.kind]}{p.text}{signs[p.kind]}" for p in changes(old, new))
    assert said.replace("- +", "-+") == shown.replace("- +", "-+")


@pytest.mark.parametrize(
    ("old", "new"),
    [("户" * 10_000, "口" + "户" * 9_998 + "口"), ("a b " * 2_500, "b a " * 2_500)],
    ids=["one character", "two words"],
)
def test_a_card_of_the_same_words_over_and_over_is_compared_in_time(old: str, new: str) -> None:
    began = process_time()
    changes(old, new)
    assert process_time() - began < 3  # seconds; the square of the length would take minutes


def test_a_sentence_that_was_written_anew_is_one_change_not_a_dozen() -> None:
    old = "It began. A measure that gives all people one value says little about them. And then?"
    new = "It began. Nothing is learnt from it about anybody at all. And then?"
    assert [piece.kind for piece in changes(old, new)] == ["kept", "gone", "new", "kept"]


def test_words_that_stay_between_small_changes_are_kept() -> None:
    found = changes("the city had built the scale", "the town had built a scale")
    kept = [piece.text for piece in found if piece.kind == "kept"]
    assert kept == ["the ", " had built ", " scale"]
