"""How often a term is marked: each time, or at its first place in a paragraph, section, reading,
or at its first meeting in the course.

    >>> firsts([("hukou", 1, 0), ("hukou", 1, 0), ("hukou", 2, 0)])
    ['course', 'every', 'paragraph']
"""

from collections.abc import Hashable, Sequence
from typing import Literal

Limit = Literal["every", "paragraph", "section", "reading", "course"]
LIMITS: tuple[Limit, ...] = ("every", "paragraph", "section", "reading", "course")


def firsts(places: Sequence[tuple[Hashable, int, int]]) -> list[Limit]:
    """Tell for each place the tightest limit under which it is still marked.

    `places` are (term, block, section) in reading order. The first in the reading is "course":
    whether it is the first in the course too depends on the syllabus, which is not known here.
    """
    blocks: set[tuple[Hashable, int]] = set()
    sections: set[tuple[Hashable, int]] = set()
    terms: set[Hashable] = set()
    found: list[Limit] = []
    for term, block, section in places:
        if term not in terms:
            found.append("course")
        elif (term, section) not in sections:
            found.append("section")
        elif (term, block) not in blocks:
            found.append("paragraph")
        else:
            found.append("every")
        terms.add(term)
        sections.add((term, section))
        blocks.add((term, block))
    return found


def allows(limit: Limit, first: Limit) -> bool:
    """Is a place that is `first` in its stretch marked under a limit?"""
    return LIMITS.index(first) >= LIMITS.index(limit)
