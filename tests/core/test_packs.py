"""Packs read, refused line by line, and written."""

import json
import re
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from app.core.packs import PackFaults, parse_layer, parse_reading
from app.core.packs.yaml import LARGEST, Broken, decode, read_yaml, write_yaml
from app.settings import ROOT

CASES = ROOT / "tests" / "cases" / "packs"
LAYER = json.loads((ROOT / "annotations" / "layer.schema.json").read_text())
READING = json.loads((ROOT / "readings" / "reading.schema.json").read_text())
FAULTY = YAML(typ="safe").load(CASES / "faults.yml")


def faults_of(content: bytes, *, reading: bool = False, name: str = "a") -> list[str]:
    parse = (
        partial(parse_reading, schema=READING) if reading else partial(parse_layer, schema=LAYER)
    )
    with pytest.raises(PackFaults) as found:
        parse(name + (".md" if reading else ".yml"), content)
    return [f"{fault.line}: {fault.message}" for fault in sorted(found.value.faults)]


@pytest.mark.parametrize("case", FAULTY, ids=lambda case: case["name"])
def test_a_fault_is_told_with_its_line(case: dict[str, Any]) -> None:
    content = case["content"].encode()
    assert faults_of(content, reading=case.get("reading", False)) == case["faults"]


def test_a_file_in_another_encoding_is_refused_at_the_line_of_the_first_odd_byte() -> None:
    content = "title: A\nabout: 户口\n".encode("gb18030")
    assert faults_of(content) == ["2: this is not UTF-8: save the file as UTF-8"]
    assert faults_of(b"title: A\nglyph: \0\n") == ["2: a NUL byte: is this a text file?"]


def test_a_control_character_is_refused_at_its_line() -> None:
    (fault,) = faults_of(b"title: A\nabout: B\x07\n")
    assert fault.startswith("2: broken YAML: ")


def test_a_huge_file_is_refused_unread() -> None:
    assert faults_of(b"a" * (LARGEST + 1)) == ["1: the file is larger than 2,000,000 bytes"]


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    (fault,) = faults_of("\n".join(lines).encode())
    assert fault == "2: aliases are not read: write the value out again"


def test_what_is_nested_too_deep_is_refused() -> None:
    (fault,) = faults_of(b"[" * 100_000)
    assert "nested too deep" in fault


def test_tangled_markdown_is_refused_at_its_line() -> None:
    front, _, _ = (CASES / "readings" / "telegram.md").read_bytes().rpartition(b"---\n")
    fence = front.count(b"\n") + 2
    for body, message in ((b"[" * 600, "divide it"), (b"<!-- nothing -->", "can be shown")):
        (fault,) = faults_of(front + b"---\n" + body, reading=True)
        assert fault.startswith(f"{fence}: ")
        assert message in fault
    layer = (CASES / "annotations" / "codes.yml").read_bytes()
    tangled = b"body: " + b"<b>" * 60 + b"x "
    (fault,) = faults_of(layer.replace(b"body: ", tangled, 1))
    assert "nested more than 50 deep" in fault


def test_a_file_is_named_by_its_id() -> None:
    (fault,) = faults_of((CASES / "annotations" / "codes.yml").read_bytes(), name="My Codes")
    assert fault.startswith("1: the file's name is the id")


def test_windows_line_ends_and_a_byte_order_mark_are_no_faults() -> None:
    content = (CASES / "readings" / "telegram.md").read_bytes()
    windows = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    plain = parse_reading("telegram.md", content, READING)
    assert parse_reading("telegram.md", windows, READING) == plain


def test_words_are_brought_to_nfc_so_that_quotes_are_found() -> None:
    assert decode(b"title: hu\xcc\x80kou") == "title: h\u00f9kou"


def test_a_layer_is_read_with_what_it_leaves_out() -> None:
    path = CASES / "annotations" / "registration.yml"
    pack = parse_layer(str(path), path.read_bytes(), LAYER)
    hukou, _, _, booklet = pack.terms
    assert pack.slug == "registration"
    assert [form.language for form in hukou.forms] == ["en", "zh-Hans", "en"]
    assert [form.auto for form in booklet.forms] == [True, False]
    assert (hukou.line, hukou.senses[1].line, pack.notes[0].quote_line) == (7, 23, 74)
    assert pack.rulings[0].term == "booklet"


# What YAML can hold: no lone surrogates, no control characters but tab and newline.
TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), whitelist_characters="\t\n"))


@given(st.lists(st.fixed_dictionaries({"a": TEXTS, "b": st.integers() | st.booleans()})))
def test_what_is_written_is_read_again(rows: list[dict[str, Any]]) -> None:
    value = {"rows": rows}
    assert read_yaml(write_yaml(value)).value == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(Broken):
        read_yaml(decode(content))


def test_the_examples_in_the_guide_are_packs() -> None:
    guide = (ROOT / "docs" / "packs.md").read_text()
    reading, layer = (
        re.findall(rf"```{kind}\n(.*?)```", guide, re.DOTALL)[0] for kind in ("markdown", "yaml")
    )
    assert parse_reading("a.md", reading.encode(), READING).senses
    assert parse_layer("b.yml", layer.encode(), LAYER).rulings


def test_the_cases_are_packs_themselves() -> None:
    for path in (CASES / "readings").glob("*.md"):
        parse_reading(str(path), path.read_bytes(), READING)
