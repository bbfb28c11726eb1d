"""How alike two texts are: RapidFuzz, behind what is asked of it here.

>>> round(likeness("permit", "permits"), 2)
0.92
>>> common_rows([1, 2, 3, 4], [1, 3, 4])
[(0, 0, 1), (2, 1, 2)]
"""

from collections.abc import Hashable, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq, Levenshtein


def likeness(one: str, other: str) -> float:
    """0 to 1: twice the longest common row of letters, by the length of both."""
    return Indel.normalized_similarity(one, other)


def best_likeness(short: str, long: str) -> float:
    """How alike a text is to the part of a longer one, as long as itself, that is most like it."""
    return fuzz.partial_ratio(short, long) / 100


def unedited(passage: str, place: str, vicinity: str) -> float:
    """The share of a passage that needs no edit to become its place, or the best part near it."""
    best = fuzz.partial_ratio_alignment(passage, vicinity)
    parts = [place, vicinity[best.dest_start : best.dest_end]] if best else [place]
    edits = min(Levenshtein.distance(passage, part) for part in parts)
    return 1 - edits / len(passage)


def common(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """The length of the longest common row."""
    return LCSseq.similarity(one, other)


def common_rows(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int, int]]:
    """The longest common row, as stretches: place in one, place in the other, length.

    Takes the product of both lengths, by sixty-four, in steps; an eighth of it in bytes.
    """
    blocks = LCSseq.opcodes(one, other).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]
