"""Sentences: every character but white space is in exactly one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.sentences import parted, sentence_at, sentences
from tests.core.text import texts


@given(texts | st.text("ab.!?。！”） \n\xa0AMr1"))
def test_sentences_cover_every_character_once(text: str) -> None:
    found = sentences(text)
    covered = [offset for start, end in found for offset in range(start, end)]
    assert covered == sorted(set(covered))
    missed = set(range(len(text))) - set(covered)
    assert all(text[offset].isspace() for offset in missed)
    for start, end in found:
        assert text[start:end] == text[start:end].strip() != ""


@pytest.mark.parametrize(
    "marked",
    [
        "«One.» «Two!» «Three?»",
        "«“Why?”» «he asked.»",
        "«Mr. Li and Dr. Wu met at No. 5.»",
        "«It cost 3.50 yuan, i.e. little.»",
        "«没有人回答。»«沉默。»",
        "«他说：“走吧！”»«走了。»",
        "«1. The first point.»",
        "«The U.S. embassy wrote.»",
        "«No stop»",
        "«One…» «two»",
        "«one»\n«two»",
        "«😀 smiles.» «𠮷 stays.»",
        "«(All of it.)» «Yes.»",
        "«Was it 2007?!» «It was.»",
    ],
)
def test_sentences_end_where_a_reader_would_say(marked: str) -> None:
    text = marked.replace("«", "").replace("»", "")
    assert "".join(cut(text)) == marked


@pytest.mark.parametrize(
    ("marked", "longest", "expected"),
    [
        ("One. The «hukou» is old. Two.", 99, "The hukou is old."),
        ("他说。«户口»是什么？没人知道。", 99, "户口是什么？"),
        ("One of «them. Two» of us. Three.", 99, "One of them. Two of us."),
        ("aaaaaaaaaa «hukou» bbbbbbbbbb", 9, "a hukou b"),
        ("aaaaaaaaaa «hukou» bbbbbbbbbb", 3, "hukou"),
    ],
)
def test_a_passage_stands_in_its_sentence(marked: str, longest: int, expected: str) -> None:
    before, inside, after = re.split("[«»]", marked)
    text = before + inside + after
    start, end = sentence_at(text, len(before), len(before + inside), longest)
    assert text[start:end] == expected


@given(texts, st.integers(0, 60), st.integers(0, 60), st.integers(1, 30))
def test_a_passage_is_within_its_sentence(text: str, one: int, other: int, longest: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    begins, ends = sentence_at(text, start, end, longest)
    assert 0 <= begins <= start <= end <= ends <= len(text)
    assert ends - begins <= max(longest, end - start)


@pytest.mark.parametrize(
    ("sentence", "exact", "before"),
    [
        ("A card in a cardboard box", "card", "A "),
        ("Cardboard, card", "card", "Cardboard, "),
        ("他们的户口簿", "户口", "他们的"),
        ("No such word", "card", "No such word"),
        ("No word", "", "No word"),
        ("A (card)", "(card)", "A "),
    ],
)
def test_a_sentence_is_parted_at_its_words(sentence: str, exact: str, before: str) -> None:
    found = parted(sentence, exact)
    assert found[0] == before
    assert "".join(found) == sentence


def cut(text: str) -> list[str]:
    out, at = [], 0
    for start, end in sentences(text):
        out += [text[at:start], f"«{text[start:end]}»"]
        at = end
    return [*out, text[at:]]
