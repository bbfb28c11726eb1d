"""The sweep over readers' marks, held against counting one by one."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.core.coverage import Run, drawn_runs, within
from tests.core.text import runs_over

Mark = tuple[int, int, bool, bool]  # start, end, is mine, is staff's
offsets = st.integers(0, 40)
spans = st.tuples(offsets, offsets).map(sorted).filter(lambda span: span[0] < span[1])
marks = st.lists(
    st.builds(lambda span, mine, staff: (*span, mine, staff), spans, st.booleans(), st.booleans()),
    max_size=60,
)


def over(found: list[Mark], offset: int) -> list[Mark]:
    return [mark for mark in found if mark[0] <= offset < mark[1]]


def run_at(runs: list[Run], offset: int) -> Run:
    return next((run for run in runs if run.start <= offset < run.end), Run(0, 0, 0))


@given(marks)
def test_at_each_place_the_count_is_that_of_counting_one_by_one(found: list[Mark]) -> None:
    runs = runs_over(found)
    for offset in range(41):
        here = over(found, offset)
        assert run_at(runs, offset)[2:] == (
            len(here),
            any(is_mine for _, _, is_mine, _ in here),
            any(is_staff for *_, is_staff in here),
        )


@given(marks)
def test_runs_stand_in_order_and_only_where_something_changes(found: list[Mark]) -> None:
    runs = runs_over(found)
    boundaries = {place for start, end, *_ in found for place in (start, end)}
    assert len(runs) < max(len(boundaries), 1)
    assert {place for run in runs for place in run[:2]} <= boundaries
    for one, other in pairwise(runs):
        assert one.start < one.end <= other.start < other.end
        assert one.end < other.start or one[2:] != other[2:]


@given(marks)
def test_the_order_of_marks_is_nothing(found: list[Mark]) -> None:
    assert runs_over(sorted(found)) == runs_over(found[::-1])


@given(marks)
def test_what_is_drawn_covers_the_same_and_tells_mine_and_staffs_apart(found: list[Mark]) -> None:
    exact = runs_over(found)
    drawn = runs_over(found, drawn_runs)
    assert len(drawn) <= len(exact)
    for offset in range(41):
        one, other = run_at(exact, offset), run_at(drawn, offset)
        assert one[3:] == other[3:]
        assert one.depth <= other.depth <= 2 * one.depth
        assert one.depth == other.depth or other.depth > 3


@given(marks, offsets, offsets)
def test_a_part_of_runs_is_cut_at_its_edges(found: list[Mark], one: int, other: int) -> None:
    start, end = sorted((one, other))
    runs = runs_over(found)
    part = within(runs, start, end)
    for offset in range(41):
        whole = run_at(runs, offset) if start <= offset < end else Run(0, 0, 0)
        assert run_at(part, offset)[2:] == whole[2:]


def test_a_crowd_is_drawn_in_few_pieces() -> None:
    crowd = [(place % 40, 60 + place % 37, False, False) for place in range(5_000)]
    assert len(runs_over(crowd)) > 70
    assert len(runs_over(crowd, drawn_runs)) < 20


def test_twenty_thousand_marks_are_swept_in_no_time() -> None:
    starts = [place * 7 % 99_000 for place in range(20_000)]
    began = time.process_time()
    drawn_runs((starts, [start + 60 for start in starts]))
    assert time.process_time() - began < 1  # seconds; some 40 ms on a quiet machine
