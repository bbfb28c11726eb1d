"""Tags as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.folding import fold
from app.core.tags import LONGEST_TAG, MOST_TAGS, fault_of, read_tags, spelled_alike


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", []),
        (" , ,, ", []),
        ("Hukou,  points   system , hukou", ["Hukou", "points system"]),
        ("户口，居住证、积分", ["户口", "居住证", "积分"]),
        ("#hukou, #  points", ["hukou", "points"]),
        ("dang’an, dang'an", ["dang’an"]),
    ],
)
def test_tags_are_read_between_commas_each_once(typed: str, tags: list[str]) -> None:
    assert read_tags(typed) == tags


def test_too_many_and_too_long_tags_are_refused_in_words() -> None:
    assert fault_of([str(number) for number in range(MOST_TAGS)]) == ""
    assert "At most 8 tags; these are 9" in fault_of([str(n) for n in range(MOST_TAGS + 1)])
    assert fault_of(["x" * LONGEST_TAG]) == ""
    assert "at most 40 characters" in fault_of(["x" * (LONGEST_TAG + 1)])
    assert fault_of(["a\0b"]) != ""


def test_a_tag_is_spelled_as_it_was_first() -> None:
    assert spelled_alike(["hukou", "new"], ["Hukou", "HUKOU"]) == ["Hukou", "new"]


@given(st.text())
def test_what_is_read_reads_the_same_again(typed: str) -> None:
    tags = read_tags(typed)
    assert read_tags(", ".join(tags)) == tags
    assert len({fold(tag) for tag in tags}) == len(tags)
