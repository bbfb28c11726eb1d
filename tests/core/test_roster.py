"""Reading a class list: what is understood, and every fault with its line."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.roster import (
    MOST_ROWS,
    Decoded,
    Fault,
    Roster,
    Row,
    UnreadableError,
    decode,
    parse,
)


def test_a_row_needs_no_more_than_a_name() -> None:
    assert parse("name\n李明\n").rows == (Row(2, "李明", "", "", "", "student"),)


def test_every_column_is_read_in_whatever_order_and_case() -> None:
    [row] = parse("Role,GROUP,E-mail,Name\nAssistant, Plum ,Tom@Example.org,Tom\n").rows
    assert row == Row(2, "Tom", "tom@example.org", "", "Plum", "assistant")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_write_is_read(separator: str, end: str) -> None:
    text = end.join(separator.join(cells) for cells in (("name", "group"), ("Li Ming", "Plum")))
    assert parse("\ufeff" + text).rows == (Row(2, "Li Ming", "", "", "Plum", "student"),)


def test_unknown_columns_and_empty_lines_are_passed_over() -> None:
    roster = parse("\n\nname,shoe size\n\nMei,38\n,\nLin,39\n")
    assert [(row.line, row.name) for row in roster.rows] == [(5, "Mei"), (7, "Lin")]
    assert roster.faults == ()


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "empty"),
        (" \n\n", 1, "empty"),
        ("name\n", 1, "nobody"),
        ("Li Ming,Plum\n", 1, "no column “name”"),
        ("group,role\nPlum,student\n", 1, "no column “name”"),
        ("name,email,e-mail\nA,a@example.org,b@example.org\n", 1, "twice"),
        ("name\n" + "Li\n" * (MOST_ROWS + 1), MOST_ROWS + 2, "More than 500"),
        ('name\n"Li\nMing\n', 3, "quotation mark"),
        ("name,role\nMei,student\nLi,king\n", 3, "no role"),
        ("name,group\n,Plum\n", 2, "Write a name"),
        ("name\n=cmd|' /C calc'!A0\n", 2, "does not begin with “=”"),
        ("name\n@SUM(A1)\n", 2, "does not begin"),
        (f"name\n{'x' * 121}\n", 2, "at most 120"),
        (f"name,group\nLi,{'x' * 81}\n", 2, "at most 80"),
        ("name,group\nLi,=1+1\n", 2, "does not begin"),
        ("name,email\nLi,li at example\n", 2, "no e-mail address"),
        ("name,email\nLi,li@managed.invalid\n", 2, "no e-mail address"),
        ("name,username\nLi,li@example.org\n", 2, "no user name"),
        ("name,username\nLi,李明\n", 2, "no user name"),
        ("name,username\nLi,ab\n", 2, "no user name"),
        ("name,group\nLi,Plum,stray\n", 2, "more cells"),
        ("name,username\nLi,li-1\nLu,LI-1\n", 3, "also on line 2"),
        ("name,email\nLi,li@example.org\nLu,LI@example.org\n", 3, "also on line 2"),
        ("name\n李明\nMei\n李明\n", 4, "also on line 2"),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, line: int, says: str) -> None:
    [fault] = parse(text).faults
    assert fault.line == line
    assert says in fault.text


def test_all_faults_are_told_at_once_in_their_order() -> None:
    faults = parse("name,role\n,king\nLi,student\n,\nMei,queen\nLi,\n").faults
    assert [fault.line for fault in faults] == [2, 5, 6]


def test_two_of_one_name_are_told_apart_by_their_user_names() -> None:
    assert parse("name,username\n李明,li-ming-1\n李明,li-ming-2\n").faults == ()


def test_a_name_may_hold_the_separator_in_quotation_marks() -> None:
    assert parse('name,group\n"Li, Ming",Plum\n').rows[0].name == "Li, Ming"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("name\n李明".encode(), Decoded("name\n李明", "UTF-8", True)),
        ("name\n李明".encode("utf-8-sig"), Decoded("name\n李明", "UTF-8", True)),
        ("name\n李明".encode("utf-16"), Decoded("name\n李明", "UTF-16", True)),
        ("name\n李明".encode("gb18030"), Decoded("name\n李明", "GB18030", False)),
        (b"", Decoded("", "UTF-8", True)),
    ],
)
def test_encodings_of_spreadsheets_are_told_apart(content: bytes, expected: Decoded) -> None:
    assert decode(content) == expected


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00\xff\xff\x80", b"Jos\xe9,\n", b"a\x00b"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="CSV UTF-8"):
        decode(content)


@given(st.text(max_size=200))
def test_no_text_brings_the_reader_down(text: str) -> None:
    for head in ("", "name\n", "name,email,username,group,role\n"):
        roster = parse(head + text)
        assert isinstance(roster, Roster)
        assert roster.rows or roster.faults
        assert all(isinstance(fault, Fault) and fault.line > 0 for fault in roster.faults)


def test_addresses_that_are_endless_cost_no_time() -> None:
    rows = "".join(f"Li {number},{'a' * 6_000}@example.org\n" for number in range(490))
    began = time.process_time()
    roster = parse("name,email\n" + rows)
    assert time.process_time() - began < 0.3
    assert len(roster.faults) == 490
