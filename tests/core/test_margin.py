"""Which threads stand whole in the margin, and what the rest is counted as."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.margin import BLOCK_THREADS, PAGE_THREADS, Marks, beside_blocks


def marks_at(starts: list[int]) -> Marks:
    return Marks(
        starts=starts,
        ends=[start + 5 for start in starts],
        ids=list(range(len(starts))),
        authors=[1] * len(starts),
        questions=[number % 2 for number in range(len(starts))],
    )


starts = st.lists(st.integers(0, 300), max_size=200).map(sorted)
blocks = st.sets(st.integers(1, 300), max_size=60).map(lambda found: [0, *sorted(found)])


@given(starts, blocks, st.none() | st.integers(0, 250))
def test_every_mark_is_shown_or_counted_and_the_page_is_bounded(
    found: list[int], edges: list[int], focus: int | None
) -> None:
    beside = list(beside_blocks(marks_at(found), edges, focus))
    assert len(beside) == len(edges)
    assert sum(one.marks for one in beside) == len(found)
    assert sum(one.questions for one in beside) == len(found) // 2
    whole = [number for one in beside for number in one.whole]
    assert whole == list(dict.fromkeys(whole))
    assert len(whole) <= PAGE_THREADS + BLOCK_THREADS + 1
    assert focus is None or focus >= len(found) or focus in whole
    for one in beside:
        assert one.rest >= 0
        assert one.is_later == (one.marks > 0 and not one.whole)


def test_a_mark_before_the_first_block_is_beside_none() -> None:
    [one] = beside_blocks(marks_at([3, 10, 12]), [10])
    assert (one.whole, one.marks) == ((1, 2), 2)


def test_the_unread_are_chosen_by_their_ids() -> None:
    some = marks_at([3, 10, 12]).among({0, 2})
    assert (some.starts, some.ids) == ([3, 12], [0, 2])
