"""The strip that shows where talk is."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.heat import HEIGHT, WIDTH, say_talk, stripes

blocks = st.lists(
    st.tuples(st.integers(0, 3_000), st.integers(0, 500), st.integers(0, 3)), max_size=80
)


@given(blocks)
def test_each_block_that_is_talked_about_has_a_stripe_within_the_strip(
    found: list[tuple[int, int, int]],
) -> None:
    drawn = stripes(found)
    assert [stripe.place for stripe in drawn] == [n for n, block in enumerate(found) if block[1]]
    for stripe in drawn:
        assert 0 <= stripe.y < stripe.y + stripe.height <= HEIGHT
        assert 0 < stripe.width < WIDTH
        assert 1 <= stripe.level <= 4


@given(blocks)
def test_more_talk_is_never_drawn_narrower(found: list[tuple[int, int, int]]) -> None:
    drawn = sorted(stripes(found), key=lambda stripe: stripe.marks)
    assert [s.width for s in drawn] == sorted(s.width for s in drawn)


def test_a_stripe_says_in_words_what_it_draws() -> None:
    assert say_talk(1, 0) == "1 mark"
    assert say_talk(1_320, 3) == "1,320 marks, 3 open questions"
