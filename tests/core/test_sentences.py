"""Sentences: every character but white space is in exactly one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.sentences import sentences
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


def cut(text: str) -> list[str]:
    out, at = [], 0
    for start, end in sentences(text):
        out += [text[at:start], f"«{text[start:end]}»"]
        at = end
    return [*out, text[at:]]
