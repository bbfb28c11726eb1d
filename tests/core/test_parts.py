"""A long list is cut into what is shown and what folds."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.parts import FIRST, NEWEST, parts


@given(st.integers(0, 40), st.sets(st.integers(0, 39)))
def test_parts_are_the_whole_list_in_its_order(count: int, kept: set[int]) -> None:
    cut = list(parts(count, kept))
    assert [place for run, _ in cut for place in run] == list(range(count))
    assert all(len(run) for run, _ in cut)


@given(st.integers(0, 40), st.sets(st.integers(0, 39)))
def test_the_first_the_newest_and_the_kept_never_fold(count: int, kept: set[int]) -> None:
    folded = {place for run, is_folded in parts(count, kept) if is_folded for place in run}
    assert not folded & {*range(FIRST), *range(count - NEWEST, count), *kept}


def test_three_do_not_fold_and_of_four_one_does() -> None:
    assert [is_folded for _, is_folded in parts(3)] == [False]
    assert [(list(run), is_folded) for run, is_folded in parts(4)] == [
        ([0], False),
        ([1], True),
        ([2, 3], False),
    ]
