"""The sweep over readers' marks, held against counting one by one."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.core.coverage import Mark, Run, as_drawn, runs_of

offsets = st.integers(0, 40)
marks = st.lists(st.tuples(offsets, offsets, st.booleans(), st.booleans()), max_size=60)


def over(found: list[Mark], offset: int) -> list[Mark]:
    return [mark for mark in found if mark[0] <= offset < mark[1]]


def run_at(runs: list[Run], offset: int) -> Run:
    return next((run for run in runs if run.start <= offset < run.end), Run(0, 0, 0))


@given(marks)
def test_at_each_place_the_count_is_that_of_counting_one_by_one(found: list[Mark]) -> None:
    runs = runs_of(found)
    for offset in range(41):
        here = over(found, offset)
        assert run_at(runs, offset)[2:] == (
            len(here),
            any(is_mine for _, _, is_mine, _ in here),
            any(is_staff for *_, is_staff in here),
        )


@given(marks)
def test_runs_stand_in_order_and_only_where_something_changes(found: list[Mark]) -> None:
    runs = runs_of(found)
    boundaries = {place for start, end, *_ in found if start < end for place in (start, end)}
    assert len(runs) < max(len(boundaries), 1)
    assert {place for run in runs for place in run[:2]} <= boundaries
    for one, other in pairwise(runs):
        assert one.start < one.end <= other.start < other.end
        assert one.end < other.start or one[2:] != other[2:]


@given(marks)
def test_the_order_of_marks_is_nothing(found: list[Mark]) -> None:
    assert runs_of(sorted(found)) == runs_of(reversed(found))


@given(marks)
def test_what_is_drawn_covers_the_same_and_tells_mine_and_staffs_apart(found: list[Mark]) -> None:
    exact = runs_of(found)
    drawn = as_drawn(exact)
    assert len(drawn) <= len(exact)
    for offset in range(41):
        one, other = run_at(exact, offset), run_at(drawn, offset)
        assert one[3:] == other[3:]
        assert one.depth <= other.depth <= 2 * one.depth
        assert one.depth == other.depth or other.depth > 3


def test_a_crowd_is_drawn_in_few_pieces() -> None:
    crowd = [(place % 40, 60 + place % 37, False, False) for place in range(5_000)]
    assert len(runs_of(crowd)) > 70
    assert len(as_drawn(runs_of(crowd))) < 20


def test_twenty_thousand_marks_are_swept_in_no_time() -> None:
    crowd = [(place * 7 % 99_000, place * 7 % 99_000 + 60, False, False) for place in range(20_000)]
    began = time.process_time()
    as_drawn(runs_of(crowd))
    assert time.process_time() - began < 1  # seconds; some 40 ms on a quiet machine
