"""Names of people, as kept and as signed in with."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.people import (
    LONGEST_NAME,
    USERNAME,
    UnfitNameError,
    clean_name,
    username_from,
)


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("Li Ming", "li-ming"),
        ("Zoë O’Brien-García", "zoe-obrien-garcia"),
        ("Łukasz Żak", "lukasz-zak"),
        ("Ngô Bảo Châu", "ngo-bao-chau"),
        ("李明", None),
        ("李明 Ming", None),
        ("Анна", None),
        ("Al", None),
        ("---", None),
        ("A" * 120, "a" * 28),
    ],
)
def test_a_user_name_is_made_of_latin_names_only(name: str, username: str | None) -> None:
    assert username_from(name) == username


@given(st.text(max_size=150))
def test_a_user_name_made_is_one_that_may_be_given(name: str) -> None:
    username = username_from(name)
    assert username is None or USERNAME.fullmatch(username)


@given(st.text(max_size=150))
@example("0\r\uaaf7 0")  # between two spaces stands what is dropped
def test_a_cleaned_name_is_clean(text: str) -> None:
    try:
        name = clean_name(text)
    except UnfitNameError:
        return
    assert clean_name(name) == name
    assert 0 < len(name) <= LONGEST_NAME
    assert not any(sign in name for sign in "\n\r\t\0\u200b\u202e\ufeff")
