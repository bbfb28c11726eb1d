"""Where cards stand in the margin, as rules: static/js/slots.js, run in a browser."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from tests.browser.reader import READING
from tests.conftest import Cast

Settle = Callable[[list[int], list[int], int], list[int]]
Crowded = Callable[[list[dict[str, int]], int, int], list[bool]]

cards = st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 400)), min_size=1, max_size=40)
leaves = st.lists(
    st.tuples(st.integers(20, 600), st.integers(0, 900), st.integers(0, 200)), max_size=20
)
EXAMPLES = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # the page has no state for these
)


@pytest.fixture
def page(cast: Cast, open_page: Callable[..., Page]) -> Page:
    page = open_page(cast.ming, READING)
    page.evaluate("import('/static/js/slots.js').then((slots) => Object.assign(window, slots))")
    return page


@pytest.fixture
def settle(page: Page) -> Settle:
    return lambda *cards: page.evaluate("(cards) => settle(...cards)", list(cards))


@pytest.fixture
def crowded(page: Page) -> Crowded:
    return lambda *leaves: page.evaluate("(leaves) => crowded(...leaves)", list(leaves))


def split(cards: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [line for line, _ in cards], [size for _, size in cards]


@EXAMPLES
@given(cards, st.integers(-1, 39))
def test_cards_keep_their_order_and_do_not_overlap(
    settle: Settle, cards: list[tuple[int, int]], pinned: int
) -> None:
    lines, sizes = split(cards)
    tops = settle(lines, sizes, pinned if pinned < len(cards) else -1)
    assert all(top + size <= below for top, size, below in zip(tops, sizes, tops[1:], strict=False))


@EXAMPLES
@given(cards, st.data())
def test_what_was_asked_for_stands_exactly_at_its_line(
    settle: Settle, cards: list[tuple[int, int]], data: st.DataObject
) -> None:
    lines, sizes = split(cards)
    pinned = data.draw(st.integers(0, len(cards) - 1))
    assert settle(lines, sizes, pinned)[pinned] == lines[pinned]


@EXAMPLES
@given(cards)
def test_each_stands_at_its_line_or_directly_below_the_one_before(
    settle: Settle, cards: list[tuple[int, int]]
) -> None:
    """So nothing moves when there is room, and the first of a crowd is at its line."""
    lines, sizes = split(cards)
    tops = settle(lines, sizes, -1)
    assert tops[0] == lines[0]
    for at in range(1, len(cards)):
        assert tops[at] == max(lines[at], tops[at - 1] + sizes[at - 1])


@EXAMPLES
@given(leaves, st.integers(0, 400))
def test_a_leaf_folds_only_if_it_would_reach_too_far(
    crowded: Crowded, leaves: list[tuple[int, int, int]], slack: int
) -> None:
    top, placed = 0, []
    for room, full, folded in leaves:
        placed.append({"top": top, "full": full, "folded": min(folded, full)})
        top += room
    folds = crowded(placed, top, slack)
    bottom = 0
    for at, (leaf, is_folded) in enumerate(zip(placed, folds, strict=True)):
        limit = (placed[at + 1]["top"] if at + 1 < len(placed) else top) + slack
        start = max(leaf["top"], bottom)
        reaches = start + leaf["full"] > limit
        assert is_folded == (reaches and leaf["folded"] < leaf["full"])
        bottom = start + leaf["folded" if is_folded else "full"]
