"""A paragraph that is edited or moved keeps being itself."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.paragraphs import same_paragraphs
from tests.core.test_following import CADRES, HARVEST, PERMIT, WHY

paragraphs = st.lists(st.sampled_from([PERMIT, CADRES, WHY, "户口", "", "A note."]), max_size=8)


def test_unchanged_edited_and_moved_paragraphs_are_known_again() -> None:
    edited = PERMIT.replace("each year", "every second year")
    new = [WHY, HARVEST, edited, CADRES]
    assert same_paragraphs([PERMIT, CADRES, WHY], new) == [2, None, 0, 1]


def test_short_paragraphs_are_known_by_what_stands_around_them() -> None:
    old = [PERMIT, "In 1958.", CADRES]
    assert same_paragraphs(old, [PERMIT, "In 1959.", CADRES]) == [0, 1, 2]


def test_of_a_paragraph_that_was_split_one_half_is_it() -> None:
    both = f"{PERMIT} {CADRES}"
    assert same_paragraphs([both], [PERMIT, CADRES]).count(0) == 1


@given(paragraphs)
def test_the_same_paragraphs_are_themselves(old: list[str]) -> None:
    assert same_paragraphs(old, old) == list(range(len(old)))


@given(paragraphs, paragraphs)
def test_no_paragraph_is_two(old: list[str], new: list[str]) -> None:
    found = [before for before in same_paragraphs(old, new) if before is not None]
    assert len(same_paragraphs(old, new)) == len(new)
    assert len(found) == len(set(found))
    assert all(before < len(old) for before in found)
