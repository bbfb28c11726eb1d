"""Is a text one that is here already, perhaps edited? By the rows of letters both have.

>>> sameness("The police said that a permit is no hukou.", "The police said that it is no hukou.")
0.67
>>> sameness("The police said so.", "Quite another text altogether.")
0.0
"""

from collections.abc import Set
from zlib import crc32

from app.core.importing.removing import words

ROW = 8  # letters: two or three words of English, a clause of Chinese
LIKE = 0.5  # share of the shorter text's rows: half of it, word for word, is no coincidence
SAMPLE = 4  # of so many rows one is kept, always the same ones: a book is compared in a moment


def sameness(one: str, other: str) -> float:
    """0 to 1: the share of the shorter text's rows of letters that the other has."""
    return shared(rows(one), rows(other))


def rows(text: str) -> Set[int]:
    """Rows of letters, as numbers; of long texts a sample that does not depend on the place."""
    letters = words(text)
    found = {crc32(letters[at : at + ROW].encode()) for at in range(max(1, len(letters) - ROW + 1))}
    return {row for row in found if row % SAMPLE == 0} if len(found) > 1_000 else found


def shared(one: Set[int], other: Set[int]) -> float:
    least = min(len(one), len(other))
    return round(len(one & other) / least, 2) if least else 0.0
