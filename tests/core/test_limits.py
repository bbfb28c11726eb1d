"""How often a term is marked."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.limits import LIMITS, allows, firsts

places = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 6)), max_size=30).map(
    lambda pairs: sorted(((term, block, block // 3) for term, block in pairs), key=lambda p: p[1])
)


@given(places)
def test_each_limit_marks_the_first_of_its_stretch_and_no_other(
    found: list[tuple[str, int, int]],
) -> None:
    first = firsts(found)
    assert all(allows("every", one) for one in first)
    for limit in LIMITS[1:]:
        met = set()
        for (term, block, section), one in zip(found, first, strict=True):
            stretch = (term, {"paragraph": block, "section": section}.get(limit, 0))
            assert allows(limit, one) == (stretch not in met)
            met.add(stretch)


def test_a_tighter_limit_marks_no_more() -> None:
    for one in LIMITS:
        allowed = [allows(limit, one) for limit in LIMITS]
        assert allowed == sorted(allowed, reverse=True)
