"""Which kind a text is, and what its kind makes of it. The telegram is ours, and invented."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.blocks import read_markdown
from app.core.importing import Converted, Form
from app.core.kinds import KINDS, kind_of, prepare

TELEGRAM = """\
VZCZCXRO0042
PP RUEHC
DE RUEHBJ #0815/01 0300915
ZNR UUUUU ZZH
P 300915Z JAN 08
FM AMEMBASSY BEIJING
TO RUEHC/SECSTATE WASHDC PRIORITY 0101

UNCLAS SECTION 01 OF 02 BEIJING 000815

SIPDIS

E.O. 12958: N/A
TAGS: [PGOV](#) [SOCI](#) [CH](#)
SUBJECT: A CARD FOR EVERYBODY WHO
LIVES IN THE PORT
REF: 07 BEIJING 11

Summary

1. (U) The port gives a card to each newcomer. It costs *nothing*.

BEIJING 00000815 002 OF 002

2. (U) Nobody whom we asked had seen one.

EXAMPLE
"""


def test_a_telegram_is_known_and_says_what_it_is() -> None:
    found = prepare(Converted("t.txt", Form.PLAIN, TELEGRAM))
    assert found.kind == "cable"
    assert {name: fact.value for name, fact in found.facts.items()} == {
        "title": "A CARD FOR EVERYBODY WHO LIVES IN THE PORT",
        "date": "2008-01-30",
        "author": "US Embassy Beijing",
        "language": "en",
        "voice": "embassy",
    }


def test_its_heading_is_set_by_lines_and_its_paragraphs_as_printed() -> None:
    found = prepare(Converted("t.txt", Form.PLAIN, TELEGRAM))
    blocks = read_markdown(found.markdown, "en").blocks
    assert [block.kind for block in blocks[:4]] == ["telegram"] * 4
    assert "TAGS: PGOV SOCI CH" in blocks[3].text.split("\n")
    assert [block.text for block in blocks[4:]] == [
        "Summary",
        "1. (U) The port gives a card to each newcomer. It costs *nothing*.",
        "BEIJING 00000815 002 OF 002",
        "2. (U) Nobody whom we asked had seen one.",
        "EXAMPLE",
    ]
    assert blocks[4].kind == "heading"


def test_the_marker_of_a_page_is_proposed_for_removal() -> None:
    found = prepare(Converted("t.txt", Form.PLAIN, TELEGRAM))
    [removal] = found.removals
    assert removal.text == TELEGRAM.split("\n")[removal.line - 1]
    assert removal.text == found.markdown.split("\n")[removal.place - 1]


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    text = TELEGRAM.replace("300915Z JAN", "310915Z FEB")
    assert "date" not in prepare(Converted("t.txt", Form.PLAIN, text)).facts


def test_a_story_is_an_article() -> None:
    assert kind_of("The embassy sent a cable.\n\nTAGS were on it.").name == "article"


@given(st.lists(st.sampled_from([*TELEGRAM.split("\n"), "", "¶4. (C) x", "SUBJECT:"]), max_size=40))
def test_no_word_of_a_telegram_is_lost_whatever_its_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = KINDS["cable"].prepare(Converted("t.txt", Form.PLAIN, text))
    shown = read_markdown(found.markdown, "en").text if text.strip() else ""
    assert shown.split() == text.replace("[", "").replace("](#)", "").split()


def test_a_chapter_is_read_as_an_article_and_never_guessed() -> None:
    text = "A card\n\nThe city gives a card to whoever has stayed for half a year."
    assert kind_of(text).name == "article"
    assert kind_of("").name == "article"
    found = prepare(Converted("t.txt", Form.PLAIN, text), "chapter")
    assert found.kind == "chapter"
    assert found.markdown == prepare(Converted("t.txt", Form.PLAIN, text)).markdown
