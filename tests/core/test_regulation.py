"""A regulation is known by its articles, which are cited by their numbers. Both are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.blocks import read_markdown
from app.core.importing import Converted, Fact, Form
from app.core.kinds import prepare
from app.core.kinds.regulation import REGULATION, article_of

MEASURES = """\
例市居住登记办法

例市人民政府

例府发〔2019〕12号

（2019年3月5日市政府常务会议通过）

第一条 为了登记来本市居住的人员，制定本办法。
第二条 在本市居住的人员应当登记。
登记不收费。
第十二条 本办法自2019年5月1日起施行，有效期至2024年4月30日。
"""
RULES = """\
Rules on the port card

Order No. 7, adopted by the Port Council on 4 May 2019

Article 1 Whoever lives in the port may ask for a card.

Article 2 The card is free.

Article 3 These rules take effect on 1 June 2019.
"""


def test_measures_in_chinese_say_who_issued_them_and_from_when_they_hold() -> None:
    found = prepare(Converted("a.txt", Form.PLAIN, MEASURES))
    assert found.kind == "regulation"
    facts = {name: fact.value for name, fact in found.facts.items()}
    assert facts["title"] == "例市居住登记办法"
    assert facts["author"] == "例市人民政府"
    assert facts["date"] == "2019-03-05"
    assert facts["voice"] == "regulation"
    assert facts["subtitle"] == "例府发〔2019〕12号, in force from 1 May 2019, until 30 April 2024"
    assert "It has 3 articles; each is cited by its number, as art. 1." in found.told
    assert "Missing among its articles: 3, 4, 5, 6, 7, 8, 9, 10, 11." in found.told
    assert not [said for said in found.told if "date is still" in said]


def test_rules_in_english_too() -> None:
    found = prepare(Converted("a.txt", Form.PLAIN, RULES))
    facts = {name: fact.value for name, fact in found.facts.items()}
    assert found.kind == "regulation"
    assert (facts["title"], facts["author"]) == ("Rules on the port card", "Port Council")
    assert facts["date"] == "2019-05-04"
    assert facts["subtitle"] == "Order No. 7, in force from 1 June 2019"


def test_each_article_is_a_paragraph_of_its_own() -> None:
    blocks = read_markdown(prepare(Converted("a.txt", Form.PLAIN, MEASURES)).markdown, "zh").blocks
    assert [n for block in blocks if (n := article_of(block.text))] == [1, 2, 12]


def test_what_the_file_says_for_sure_stands() -> None:
    sure = {"author": Fact("Ann Example", "the file", is_guessed=False)}
    found = prepare(Converted("a.txt", Form.PLAIN, RULES, sure))
    assert found.facts["author"].value == "Ann Example"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("第一条 总则", 1),
        ("第十条　费用", 10),
        ("第十二条", 12),
        ("第二十条", 20),
        ("第一百零三条", 103),
        ("第 7 条", 7),
        ("**第七条** 登记", 7),
        ("Article 12. Fees", 12),
        ("ARTICLE 3", 3),
        ("Art. 4 Fees", 4),
        ("Articles of the day", None),
        ("依照第七条", None),
        ("第七章 附则", None),
        ("", None),
    ],
)
def test_an_article_is_known_by_its_number(text: str, number: int | None) -> None:
    assert article_of(text) == number


@pytest.mark.parametrize(
    ("paragraphs", "place"),
    [
        (["第七条 登记"], "art. 7"),
        (["Article 7 Fees", "Article 8 Terms"], "arts. 7–8"),
        (["Article 7 Fees", "They are small."], "art. 7"),
        (["They are small."], ""),
        (["They are small.", "Article 8 Terms"], ""),
        ([], ""),
    ],
)
def test_a_passage_is_cited_by_its_articles(paragraphs: list[str], place: str) -> None:
    assert REGULATION.place(paragraphs) == place


def test_a_regulation_without_articles_says_so() -> None:
    found = prepare(Converted("a.txt", Form.PLAIN, "A notice\n\nIt holds."), "regulation")
    assert "No article was found in it: it is cited by its paragraphs." in found.told


@given(st.text())
def test_nothing_raises(text: str) -> None:
    prepare(Converted("a.txt", Form.PLAIN, text), "regulation")
    prepare(Converted("a.txt", Form.PLAIN, f"第一条 {text}\n第二条 {text}"), "regulation")
