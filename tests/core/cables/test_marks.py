"""Portion marks of telegrams."""

import pytest

from app.core.cables import portion_mark, portion_name


@pytest.mark.parametrize(
    ("paragraph", "mark", "name"),
    [
        ("1. (C) The residence permit", "C", "Confidential"),
        ("14. (U) Summary.", "U", "Unclassified"),
        ("¶3. (SBU) Contacts", "SBU", "Sensitive but unclassified"),
        ("(S//NF) Note", "S//NF", "Secret, not for foreign nationals"),
        ("2.(TS/REL) Comment", "TS/REL", "Top secret, releasable to those named"),
        ("(C/NF) OLD WINE", "C/NF", "Confidential, not for foreign nationals"),
        ("3. (C-NF) Dashed", "C/NF", "Confidential, not for foreign nationals"),
        ("3. ( C ) Spaced", "C", "Confidential"),
        ("4. (S//REL TO USA, AUS) Two", "S//REL TO USA, AUS", "Secret, releasable to USA, AUS"),
    ],
)
def test_a_portion_mark_is_read_and_said_in_words(paragraph: str, mark: str, name: str) -> None:
    assert portion_mark(paragraph) == mark
    assert portion_name(mark) == name


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "The (C) stands within",
        "1. (MPS) The ministry",
        "(a) first",
        "2007 (C",
        "C) 1.",
        "(1.4 b)",
    ],
)
def test_what_is_no_portion_mark_is_left_alone(paragraph: str) -> None:
    assert portion_mark(paragraph) is None
