"""Two texts compared, block by block."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.blocks import Block, read_markdown
from app.core.differing import count_changed, differences
from app.core.identities import keep_identities

FIRST = "The police said that a residence permit is not a hukou, and nobody asked why."
SECOND = "In the second year the office moved to the market, where the queue was shorter."
THIRD = "At the end there was a stamp, a date, and a name that could not be read."


def compared(old: str, new: str) -> tuple[list[Block], list[Block]]:
    before = read_markdown(old)
    return list(before.blocks), list(keep_identities(read_markdown(new), before.blocks).blocks)


def told(old: str, new: str) -> list[str]:
    return [
        f"{change.kind} {change.was or ''}>{change.number or ''}"
        for change in differences(*compared(old, new))
    ]


def test_what_was_kept_is_one_line_however_long() -> None:
    [change] = differences(*compared(f"{FIRST}\n\n{SECOND}", f"{FIRST}\n\n{SECOND}"))
    assert (change.kind, change.count, change.number, change.last) == ("kept", 2, 1, 2)


def test_an_edited_block_says_which_words() -> None:
    [_, change] = differences(
        *compared(f"{FIRST}\n\n{SECOND}", f"{FIRST}\n\n{SECOND.replace('shorter', 'longer')}")
    )
    assert [piece.text for piece in change.pieces if piece.kind != "kept"] == ["shorter", "longer"]


def test_what_is_gone_stands_where_it_was_and_what_is_new_where_it_is() -> None:
    old, new = f"{FIRST}\n\n{SECOND}\n\n{THIRD}", f"{FIRST}\n\nA new line.\n\n{THIRD}"
    assert told(old, new) in (
        ["kept >1", "gone 2>", "new >2", "kept >3"],
        ["kept >1", "new >2", "gone 2>", "kept >3"],
    )


def test_a_block_that_was_carried_elsewhere_has_moved() -> None:
    found = told(f"{FIRST}\n\n{SECOND}\n\n{THIRD}", f"{THIRD}\n\n{FIRST}\n\n{SECOND}")
    assert found == ["moved 3>1", "kept >2"]


def test_the_same_words_set_otherwise_are_restyled() -> None:
    assert told(FIRST, FIRST.replace("hukou", "*hukou*")) == ["restyled 1>1"]


def test_what_changed_is_counted_by_blocks() -> None:
    old, new = compared(f"{FIRST}\n\n{SECOND}", f"{FIRST.replace('why', 'who')}\n\n{THIRD}")
    words = [{block.ident: block.text for block in blocks} for blocks in (old, new)]
    assert count_changed(*words) == 3
    old, new = compared(f"{FIRST}\n\n{SECOND}\n\n{THIRD}", f"{THIRD}\n\n{FIRST}\n\n{SECOND}")
    assert (
        count_changed(*[{block.ident: block.text for block in blocks} for blocks in (old, new)])
        == 1
    )


TEXTS = st.lists(st.sampled_from([FIRST, SECOND, THIRD, "Short.", "户口"]), max_size=6)


@given(TEXTS, TEXTS)
def test_every_block_of_either_text_is_told_of_once(old: list[str], new: list[str]) -> None:
    before, after = compared("\n\n".join(old), "\n\n".join(new))
    changes = differences(before, after)
    gone = sum(change.kind == "gone" for change in changes)
    assert sum(change.count for change in changes) - gone == len(after)
    there = {block.ident for block in after}
    assert gone == sum(block.ident not in there for block in before)
