"""Telegrams are read as they are: the cases are data, and two rules hold for any text."""

import re
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from app.core.cables import Telegram, decode
from app.core.cables.codes import meaning_of
from app.core.cables.findings import findings
from app.core.cables.lines import plain
from app.core.cables.telegram import Addressee, Reference
from app.core.cables.words import in_words, name_of

FOLDER = Path("tests/cases/cables")
FILES = sorted(FOLDER.glob("*.yml"))
CASES = [
    pytest.param(case, id=f"{file.stem}-{number}")
    for file in FILES
    for number, case in enumerate(YAML(typ="safe").load(file.read_text(encoding="utf-8")), 1)
    if file.stem != "findings"
]
FOUND = YAML(typ="safe").load((FOLDER / "findings.yml").read_text(encoding="utf-8"))


def address(one: Addressee) -> str:
    return " / ".join(part or "-" for part in (one.routing, one.name, one.precedence, one.number))


def reference(one: Reference) -> str:
    bullet = f"{one.bullet}:" if one.bullet else ""
    return bullet + (one.id or one.kind)


SAID: dict[str, Callable[[Telegram], str]] = {
    "stations": lambda t: " ".join(t.stations),
    "station": lambda t: " ".join(
        str(part if part not in ("", None) else "-")
        for part in (
            t.station.routing,
            t.station.serial,
            t.station.section,
            t.station.day,
            t.station.time,
        )
    ),
    "action": lambda t: "; ".join(map(address, t.action)),
    "info": lambda t: "; ".join(map(address, t.info)),
    "exempt": lambda t: "; ".join(map(address, t.exempt)),
    "section": lambda t: "{} of {}".format(*t.section) if t.section else "",
    "captions": lambda t: " ".join(t.captions),
    "declassification": lambda t: (
        " ".join((t.declassification.date, *t.declassification.exemptions))
        if t.declassification
        else "none"
    ),
    "tags": lambda t: " ".join(
        f"{tag.code}({tag.person})" if tag.person else tag.code for tag in t.tags
    ),
    "tag_kinds": lambda t: " ".join(tag.kind for tag in t.tags),
    "references": lambda t: " ".join(map(reference, t.references)),
    "name": lambda t: t.authority.name if t.authority else "",
    "reasons": lambda t: " ".join(t.authority.reasons) if t.authority else "",
    "paragraphs": lambda t: " ".join(
        f"{'-' if p.number is None else p.number}{p.mark or '-'}" for p in t.paragraphs
    ),
    "headings": lambda t: ", ".join(t.headings),
    "protected": lambda t: ", ".join(t.protected),
    "pages": lambda t: ", ".join(t.pages),
    "comment": lambda t: " ".join(t.comment.split("\n")),
}


@pytest.mark.parametrize("case", CASES)
def test_a_telegram_says_what_stands_in_it(case: dict[str, Any]) -> None:
    text = f"SUBJECT: A CARD\n\n{case['body']}" if "body" in case else case["text"]
    if "references" in case:
        text = f"O 130738Z APR {case.get('year', '07')}\n{text}"
    telegram = decode(text)
    for name in case.keys() - {"text", "body", "year"}:
        said = SAID[name](telegram) if name in SAID else getattr(telegram, name)
        assert said == case[name], name


def test_there_are_enough_cases() -> None:
    assert len(CASES) + len(FOUND) >= 150


@pytest.mark.parametrize("case", FOUND, ids=range(len(FOUND)))
def test_what_does_not_agree_is_found(case: dict[str, Any]) -> None:
    found = findings(decode(case["text"]))
    if "says" in case:
        assert any(case["says"] in finding for finding in found), found
    else:
        assert found == ()


def test_a_heading_is_told_in_plain_words() -> None:
    text = (
        "O P 300915Z JAN 08\nFM AMCONSUL SHANGHAI\nTO RUEHC/SECSTATE WASHDC IMMEDIATE 1\n"
        "INFO RUEHOO/CHINA POSTS COLLECTIVE\nRHEHNSC/NSC WASHDC\nRUEHGZ/AMCONSUL GUANGZHOU\n"
        "RUEHSH/AMCONSUL SHENYANG\n"
        "C O N F I D E N T I A L SHANGHAI 000007\nE.O. 12958: DECL: 01/30/2018\n"
    )
    assert in_words(decode(text)) == (
        "Immediate, from Consulate Shanghai, 30 January 2008, 09:15 UTC, to the Secretary of "
        "State, Washington, for information to the posts in China, the National Security "
        "Council, Consulate Guangzhou and 1 other; confidential until 30 January 2018."
    )
    assert in_words(decode("UNCLAS BEIJING 1\nSENSITIVE")) == "Sensitive but unclassified."
    assert in_words(decode("")) == ""


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [
        ("OO", "Immediate", "precedence"),
        ("z", "Flash", "precedence"),
        ("CH", "China", "country tag"),
        ("CN", "Comoros", "country tag"),
        ("PGOV", "Internal Governmental Affairs", "subject tag"),
        ("RUEHBJ", "AMEMBASSY BEIJING", "station"),
        ("SIPDIS", "SIPRNet", "caption"),
        ("ZNY", "encrypted", "operating signal"),
        ("Niact Immediate", "Niact immediate", "precedence"),
        ("CONFIDENTIAL", "Confidential", "classification"),
        ("(C/NF)", "Confidential, not for foreign nationals", "portion mark"),
        ("1.4(d)", "foreign relations", "reason"),
        ("1.5 (b)", "foreign government", "reason"),
    ],
)
def test_a_code_has_its_meaning(code: str, words: str, kind: str) -> None:
    found = meaning_of(code)
    assert found is not None
    assert words in found.words
    assert found.kind == kind


def test_what_is_no_code_has_none() -> None:
    assert meaning_of("nothing at all") is None
    assert meaning_of("") is None
    assert meaning_of("1.5(h)") is None
    assert meaning_of("(MPS)") is None


PIECES = st.sampled_from(
    [
        *("VZCZCXRO0042", "PP RUEHC", "DE RUEHBJ #0815/01 0300915", "ZNY CCCCC ZZH", "SIPDIS"),
        *("P 300915Z JAN 08", "FM AMEMBASSY BEIJING", "TO RUEHC/SECSTATE WASHDC", "INFO A/B"),
        *("C O N F I D E N T I A L SECTION 01 OF 02 BEIJING 000815", "E.O. 12958: DECL: 1/1/9999"),
        *("TAGS: PGOV", "SUBJECT: A", "REF: A. BEIJING 1", "Classified By: A. Reasons 1.4 (b)"),
        *("BEIJING 00000815 002 OF 002", "1. (C) One.", "SUMMARY", "EXAMPLE", "", "NNNN", "¶", "("),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=30), max_size=25).map("\n".join)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_nothing_raises_and_no_text_is_lost(text: str) -> None:
    telegram = decode(text)
    findings(telegram)
    in_words(telegram)
    lines = re.split(r"\r\n|\r|\n", text)
    kept = {line.number: line.text for line in telegram.lines}
    assert kept == {at: line for at, line in enumerate(lines, 1) if plain(line)}
    body = " ".join(plain(line.text) for line in telegram.lines if line.part == "body")
    said = " ".join([telegram.signed_by, *(paragraph.text for paragraph in telegram.paragraphs)])
    assert set(re.findall(r"[A-Z]\w+", body)) <= set(re.findall(r"[A-Z]\w+", said))


@pytest.mark.parametrize(
    "text",
    [
        "SUBJECT: " + "A " * 200_000,
        "SUBJECT: A\n\n" + "1. (C) One. " * 50_000,
        "SUBJECT: A\n\n" + "summary " * 50_000,
        "SUBJECT: A\n\n" + "comment: " * 50_000,
        "SUBJECT: A\n\n" + "A" * 500_000,
        "SUBJECT: A\n\n" + "Ann Bo " * 50_000,
        "TAGS: " + "PGOV" * 50_000,
        "TAGS: " + "A(" * 50_000,
        "REF: " + "A. " * 50_000,
        "REF: " + "BEIJING " * 50_000,
        "REF: " + "1 " * 50_000,
        "Classified By: " + "reasons " * 50_000,
        "Classified By: " * 50_000,
        "Classified By: A " + "." * 200_000,
        "Reason 1.4 " + "1.4 a-" * 50_000,
        "REF: " + "A: " * 50_000,
        "REF: " + "20Ann " * 100_000,
        "REF: BEIJING 1" + ", 1" * 50_000,
        "TAGS: OVIP " + "(A, B) " * 50_000,
        "TAGS: " + "SUBJECT: TAGS: " * 30_000,
        "SIPDIS " * 50_000,
        "PP " + "RUEHC " * 50_000,
        "TO " + "A " * 100_000,
        "INFO RUEHC/A\n" + "A" * 500_000,
        "INFO RUEHC/A\n" + "AAA\n" * 50_000,
        "C O N F I D E N T I A L\n" + "BEIJING 000815\n" * 20_000,
        "UNCLAS //" + "A/" * 100_000,
        "[" * 100_000,
        "C O N F " * 50_000,
        "E.O. 12958: " + "1/" * 100_000,
        "\n" * 500_000,
        "1. (C) One.\n\n" * 50_000,
    ],
    ids=range(32),
)
def test_a_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    began = process_time()
    telegram = decode(text)
    findings(telegram)
    in_words(telegram)
    assert process_time() - began < 10


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("AMEMBASSY BEIJING", "Embassy Beijing"),
        ("AIT TAIPEI", "the American Institute in Taiwan, Taipei"),
        ("USUN NEW YORK", "the US Mission to the United Nations, New York"),
        ("DEPT OF HHS WASHINGTON DC", "Dept of HHS Washington DC"),
    ],
)
def test_an_address_is_named_as_one_calls_it(address: str, name: str) -> None:
    assert name_of(address) == name
