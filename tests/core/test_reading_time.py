"""Reading time: what is left never grows as one reads on."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.reading_time import HAN_A_MINUTE, WORDS_A_MINUTE, minutes, minutes_left
from tests.core.text import texts

blocks = st.lists(st.tuples(st.sampled_from(("paragraph", "table", "heading")), texts), max_size=8)


@given(blocks)
def test_what_is_left_never_grows_as_one_reads_on(blocks: list[tuple[str, str]]) -> None:
    left = minutes_left(blocks)
    assert len(left) == len(blocks)
    assert left == sorted(left, reverse=True)
    assert all(value >= 0 for value in left)


def test_words_count_in_latin_script_and_characters_in_chinese() -> None:
    assert minutes("paragraph", "one two  three\nfour") == 4 / WORDS_A_MINUTE
    assert minutes("paragraph", "户口登记") == 4 / HAN_A_MINUTE
    assert minutes("paragraph", "the 户口 book") == 2 / HAN_A_MINUTE + 2 / WORDS_A_MINUTE


def test_tables_and_telegrams_are_read_slowly() -> None:
    text = "FM AMEMBASSY BEIJING"
    for kind in ("table", "telegram"):
        assert minutes(kind, text) == 2 * minutes("paragraph", text)


def test_an_empty_text_takes_no_time() -> None:
    assert minutes_left([]) == []
    assert minutes_left([("paragraph", "")]) == [0]
