"""References: nothing is said that is not known, and no place of a quotation is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.citing import LONGEST_QUOTE, Cited, Work, as_published, references, shortened
from tests.core.text import texts

URL = "https://interleaf.example/courses/hukou/readings/queue#page-1f"
QUEUE = Work("The queue", "Ann Li", "2016-10-03", "The Post")
RETOLD = Work("Half a year", "Interleaf editors", "2016-10-03")
CABLE = Work("REFORM: “OLD WINE”", "US Embassy Beijing", "2007-04-13", form="telegram")


def three(work: Work, source: Work | None = None, quote: str = "") -> list[str]:
    work, after = as_published(work, source)
    return list(references(Cited(work, URL, 7, 7, quote, after)).values())


def test_each_style_has_its_order_and_its_stops() -> None:
    assert three(QUEUE) == [
        f"Ann Li, “The queue,” The Post, October 3, 2016, ¶ 7, {URL}.",
        f"Ann Li. “The queue.” The Post, 3 Oct. 2016, par. 7, {URL}.",
        f"The queue, ¶ 7 · Ann Li, The Post, 3 October 2016 · {URL}",
    ]


def test_without_an_author_the_title_comes_first() -> None:
    assert three(Work("The queue")) == [
        f"“The queue,” ¶ 7, {URL}.",
        f"“The queue.” Par. 7, {URL}.",
        f"The queue, ¶ 7 · {URL}",
    ]


def test_a_text_that_retells_its_source_is_not_said_to_be_by_its_publisher() -> None:
    assert three(RETOLD, QUEUE) == [
        f"Interleaf editors, “Half a year,” ¶ 7, {URL}, after Ann Li, “The queue,” The Post, "
        "October 3, 2016.",
        f"Interleaf editors. “Half a year.” Par. 7, {URL}. After Ann Li, “The queue,” The Post, "
        "3 Oct. 2016.",
        f"Half a year, ¶ 7 · Interleaf editors · after Ann Li, “The queue,” The Post, "
        f"3 October 2016 · {URL}",
    ]


def test_a_text_under_its_sources_title_is_what_was_published_there() -> None:
    source = Work("the  Queue", publisher="The Post", date="undated")
    assert three(Work("The queue", "Ann Li", "2016-10-03"), source) == three(QUEUE)


def test_a_cable_is_by_its_office_which_is_named_once() -> None:
    source = Work(CABLE.title, publisher="US Embassy Beijing, via WikiLeaks")
    chicago, mla, _ = three(CABLE, source)
    assert chicago == (
        "US Embassy Beijing, “REFORM: ‘OLD WINE’,” telegram, via WikiLeaks, April 13, 2007, ¶ 7, "
        f"{URL}."
    )
    assert mla.startswith("US Embassy Beijing. “REFORM: ‘OLD WINE’.” Telegram, via WikiLeaks, 13 ")


def test_a_chinese_title_has_chinese_marks() -> None:
    chicago, mla, plain = three(Work("读《户口》", "李明", "2014"))
    assert chicago == f"李明, 《读〈户口〉》, 2014, ¶ 7, {URL}."
    assert mla == f"李明. 《读〈户口〉》. 2014, par. 7, {URL}."
    assert plain.startswith("读《户口》, ¶ 7 · 李明, 2014")


def test_a_title_with_a_stop_of_its_own_gets_no_other() -> None:
    _, mla, _ = three(Work("Who queues?", "Li M."))
    assert mla == f"Li M. “Who queues?” Par. 7, {URL}."


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2016", "2016"),
        ("2016-10", "October 2016"),
        ("2016-10-03", "October 3, 2016"),
        ("spring 2016", "spring 2016"),
        ("2016-13", "2016-13"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(date: str, said: str) -> None:
    assert three(Work("The queue", date=date))[0] == f"“The queue,” {said}, ¶ 7, {URL}."


@pytest.mark.parametrize(
    ("first", "last", "said"), [(7, 7, "¶ 7, "), (7, 9, "¶¶ 7–9, "), (None, None, "")]
)
def test_paragraphs_are_named_where_they_have_numbers(
    first: int | None, last: int | None, said: str
) -> None:
    chicago = references(Cited(Work("The queue"), URL, first, last))["Chicago note"]
    assert chicago == f"“The queue,” {said}{URL}."


def test_what_is_quoted_stands_before_with_its_own_marks_within() -> None:
    for reference in three(QUEUE, quote="He said “no”\nand  left."):
        assert reference.startswith("“He said ‘no’ and left.”\n")


@given(texts | st.text(max_size=2 * LONGEST_QUOTE))
def test_a_quotation_is_whole_or_says_that_it_is_cut(quote: str) -> None:
    found = shortened(quote)
    if len(quote) <= LONGEST_QUOTE:
        assert found == quote
    else:
        assert len(found) <= LONGEST_QUOTE
        head, _, tail = found.partition(" […] ")
        assert quote.startswith(head)
        assert quote.endswith(tail)


@given(st.builds(Work, texts, texts, texts, texts, texts))
def test_every_reference_has_its_address(work: Work) -> None:
    for reference in three(work):
        assert URL in reference


def test_mla_has_its_own_words_for_paragraphs() -> None:
    assert "pars. 7–9, " in references(Cited(QUEUE, URL, 7, 9))["MLA"]
    assert "par" not in references(Cited(QUEUE, URL))["MLA"]
