"""Ids of blocks, over edits."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.blocks import Document, read_markdown
from app.core.identities import keep_identities

FIRST = "The police said that a residence permit is not a hukou, and nobody asked why."
SECOND = "In the second year the office moved to the market, where the queue was shorter."


def after(old: Document, source: str) -> Document:
    return keep_identities(read_markdown(source), old.blocks)


def idents(document: Document) -> list[str]:
    return [block.ident for block in document.blocks]


def test_a_block_keeps_its_id_where_it_is_unchanged_or_only_edited() -> None:
    old = read_markdown(f"{FIRST}\n\n{SECOND}")
    new = after(old, f"A new one.\n\n{FIRST}\n\n{SECOND.replace('shorter', 'longer')}")
    assert idents(new)[1:] == idents(old)
    assert [block.number for block in new.blocks] == [1, 2, 3]


def test_a_block_that_was_carried_elsewhere_keeps_its_id() -> None:
    old = read_markdown(f"{FIRST}\n\n{SECOND}")
    assert idents(after(old, f"{SECOND}\n\n{FIRST}")) == idents(old)[::-1]


def test_words_that_come_back_get_an_id_of_their_own() -> None:
    old = read_markdown(FIRST)
    edited = after(old, FIRST.replace("hukou", "household registration"))
    assert idents(edited) == idents(old)
    both = after(edited, f"{FIRST.replace('hukou', 'household registration')}\n\n{FIRST}")
    assert idents(both) == [idents(old)[0], f"{idents(old)[0]}-2"]


PARAGRAPHS = st.lists(st.sampled_from([FIRST, SECOND, "Short.", "户口", "- item", "## Title"]))


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_no_two_blocks_have_one_id(one: list[str], two: list[str], three: list[str]) -> None:
    document = read_markdown("\n\n".join(one))
    for paragraphs in (two, three):
        document = after(document, "\n\n".join(paragraphs))
        assert len(set(idents(document))) == len(document.blocks)


@given(PARAGRAPHS)
def test_the_same_text_keeps_all_ids(paragraphs: list[str]) -> None:
    document = read_markdown("\n\n".join(paragraphs))
    assert idents(keep_identities(document, document.blocks)) == idents(document)
