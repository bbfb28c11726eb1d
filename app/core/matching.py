"""Find the forms of a glossary in a text, and say where in the original they stand.

A glossary writes `dang'an`; the text says “Dang’an’s”, with a capital and a curly apostrophe.
Both are folded, all forms are looked for at once, and each hit is judged before one is chosen:

    >>> matcher = Matcher([Form("New York"), Form("new york cit"), Form("户口")])
    >>> matcher.find("New York City 户口簿")
    [Match(start=0, end=8, forms=(0,)), Match(start=14, end=16, forms=(2,))]

The order matters. A search that keeps only the longest hit would choose `new york cit`, throw it
away because the word goes on, and never see `New York`. So a sieve (`app.core.sieve`) reports every
hit, overlapping ones too; those at no boundary, in the wrong case or in an excluded span are
dropped; the leftmost-longest of the rest stay. All offsets that enter or leave this module are
code points of the original text.

A newline counts as a space, so that a line break hides no term: give each block by itself when a
form must not run from one block into the next.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, repeat
from operator import itemgetter
from typing import NamedTuple

from app.core.edges import AFTER, BEFORE, EXTENDS, FREE, WORD, bears_after, bears_before
from app.core.folding import Offsets, encode_rare, fold, fold_kinds, fold_with_offsets
from app.core.sieve import Hit, Judge, Sieve, Sought

__all__ = ["Form", "Match", "Matcher", "Span", "fold"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Form:
    """One way a term is written.

    `case_exact`: capitals must agree, so that US is not us. `whole_word`: not inside a longer
    word; it asks nothing of an edge in Han, kana or Hangul, where words have no such edges, nor
    of one that is punctuation.
    """

    text: str
    case_exact: bool = False
    whole_word: bool = True


class Match(NamedTuple):
    """A place in the text, code points `start` to `end`, and the indexes of the forms found there.

    There are several when terms share a spelling, as false friends do. A tuple, because C makes
    thousands of them in the time in which Python makes hundreds of another class.
    """

    start: int
    end: int
    forms: tuple[int, ...]


class Matcher:
    """Forms compiled once, for any number of texts and threads.

    Raises ValueError for a form that is empty or blank.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        merged: dict[_Pattern, list[int]] = {}
        for index, form in enumerate(forms):
            merged.setdefault(_pattern(form), []).append(index)
        self._patterns = {tuple(indexes): pattern for pattern, indexes in merged.items()}
        self._any_exact = any(pattern.exact is not None for pattern in merged)
        self._any_shared = len({pattern.folded for pattern in merged}) < len(merged)
        self._sieve = Sieve(
            [
                Sought(indexes, pattern.folded, pattern.before == FREE, pattern.after == FREE)
                for indexes, pattern in self._patterns.items()
            ]
        )

    def find(self, text: str, excluded: Sequence[Span] = ()) -> list[Match]:
        """The forms in a text in NFC: sorted, apart from each other, leftmost-longest.

        A hit that shares a code point with an `excluded` span is none, and hides no other.
        """
        encoded, rare = encode_rare(text)
        if all(map(_is_simple, rare)):
            hits = self._sieve.hits(text, encoded, rare, self._judge(text))
        else:
            folded, offsets = fold_with_offsets(text)
            hits = self._sieve.hits(folded, *encode_rare(folded), self._judge(folded))
            if offsets is not None:
                hits = _in_original(offsets, hits)
        if self._any_exact:
            hits = self._in_right_case(text, hits)
        if excluded:
            hits = _outside(excluded, hits)
        return self._leftmost_longest(hits)

    def _judge(self, text: str) -> Judge:
        """What tells whether a form stands at a place and cuts no word, no letter from its marks.

        Neighbours are taken by slices, which are empty at either end of the text.
        """
        patterns = self._patterns

        def stands(start: int, end: int, forms: tuple[int, ...]) -> bool:
            piece, pattern = text[start:end], patterns[forms]
            return (
                BEFORE[text[start - 1 : start]] <= pattern.before
                and AFTER[text[end : end + 1]] <= pattern.after
                and (
                    piece.lower() == pattern.folded
                    or fold_kinds(piece).casefold() == pattern.folded
                )
            )

        return stands

    def _in_right_case(self, text: str, hits: list[Hit]) -> list[Hit]:
        return [
            (start, end, forms)
            for start, end, forms in hits
            if (exact := self._patterns[forms].exact) is None
            or exact == fold_kinds(text[start:end])
        ]

    def _leftmost_longest(self, hits: list[Hit]) -> list[Match]:
        hits.sort(key=itemgetter(1), reverse=True)
        hits.sort(key=itemgetter(0))
        reached = 0
        chosen = [hit for hit in hits if hit[0] >= reached and (reached := hit[1])]
        if self._any_shared:
            chosen = _with_all_forms(chosen, hits)
        return list(map(tuple.__new__, repeat(Match), chosen))  # in C: twice as fast as Match(...)


class _Pattern(NamedTuple):
    """What to look for and what else must hold. Forms that agree in all share one."""

    folded: str
    exact: str | None
    before: int  # the highest rank of a neighbour that it bears (see edges)
    after: int


def _pattern(form: Form) -> _Pattern:
    folded = fold(form.text)
    if not folded.strip():
        raise ValueError(f"a form needs text: {form.text!r}")
    return _Pattern(
        folded,
        exact=fold_kinds(form.text) if form.case_exact else None,
        before=bears_before(folded) if form.whole_word else EXTENDS,
        after=bears_after(folded) if form.whole_word else WORD,
    )


@cache
def _is_simple(char: str) -> bool:
    """Whether a text may be searched as it is: folding makes one character of it, like in rank.

    Others are ß, a soft hyphen, the Kelvin sign (which folds to an ASCII letter) or \u02bc (a
    letter by rank, but a kind of apostrophe).
    """
    folded = fold(char)
    return (
        len(folded) == 1
        and (BEFORE[folded], AFTER[folded]) == (BEFORE[char], AFTER[char])
        and not (folded.isascii() and folded.isalnum())
    )


def _with_all_forms(chosen: list[Hit], hits: list[Hit]) -> list[Hit]:
    """The chosen with the forms of all hits at their places: forms that differ only in case."""
    found: defaultdict[Span, list[int]] = defaultdict(list)
    for start, end, forms in hits:
        found[start, end] += forms
    return [(start, end, tuple(sorted(found[start, end]))) for start, end, _ in chosen]


def _in_original(offsets: Offsets, hits: list[Hit]) -> list[Hit]:
    """Hits at their original places, without those that hold a part of a character."""
    places = [(offsets.original(start, end), forms) for start, end, forms in hits]
    return [(*place, forms) for place, forms in places if place]


def _outside(excluded: Sequence[Span], hits: list[Hit]) -> list[Hit]:
    """Hits that no excluded span reaches; spans may be in any order, nested or empty."""
    spans = sorted(span for span in excluded if span[0] < span[1])
    starts = [start for start, _ in spans]
    reaches = [0, *accumulate((end for _, end in spans), max)]
    return [hit for hit in hits if reaches[bisect_left(starts, hit[1])] <= hit[0]]
