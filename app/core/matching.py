"""Find the forms of a glossary in a text, and say where in the original they stand.

A glossary writes `dang'an`; the text says “Dang’an’s”, with a capital and a curly apostrophe.
Both are folded, all forms are looked for at once, and each hit is judged before one is chosen:

    >>> matcher = Matcher([Form("New York"), Form("new york cit"), Form("户口")])
    >>> matcher.find("New York City 户口簿")
    [Match(start=0, end=8, forms=(0,)), Match(start=14, end=16, forms=(2,))]

The order matters. A search that keeps only the longest hit would choose `new york cit`, throw it
away because the word goes on, and never see `New York`. So the automaton (Aho and Corasick,
"Efficient string matching", CACM 18(6), 1975) reports every hit, overlapping ones too; hits at no
boundary, in the wrong case or in an excluded span are dropped; the leftmost-longest of the rest
stay. So that short forms, such as a cable's codes, are not reported from within every word, the
automaton reads the text with a capital at the head of each word (`_scanned`). All offsets that
enter or leave this module are code points of the original text.

A newline counts as a space, so that a line break hides no term: give each block by itself when a
form must not run from one block into the next.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter

from ahocorasick_rs import AhoCorasick, Implementation

from app.core.edges import AFTER, BEFORE, EXTENDS, WORD, bears_after, bears_before
from app.core.folding import Offsets, fold, fold_kinds, fold_with_offsets

__all__ = ["Form", "Match", "Matcher", "Span", "fold"]

Span = tuple[int, int]
_Hit = tuple[int, int, int]  # pattern, start, end


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


@dataclass(frozen=True, slots=True)
class Match:
    """A place in the text, code points `start` to `end`, and the indexes of the forms found there.

    There are several when terms share a spelling, as false friends do.
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
            for pattern in _patterns(form):
                merged.setdefault(pattern, []).append(index)
        self._forms = [tuple(indexes) for indexes in merged.values()]
        self._exact = [pattern.exact for pattern in merged]
        self._any_exact = any(exact is not None for exact in self._exact)
        self._before = [pattern.before for pattern in merged]
        self._after = [pattern.after for pattern in merged]
        self._automaton = AhoCorasick(
            [pattern.scanned for pattern in merged],
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,  # built ten times as fast as a DFA
        )

    def find(self, text: str, excluded: Sequence[Span] = ()) -> list[Match]:
        """The forms in a text in NFC: sorted, apart from each other, leftmost-longest.

        A hit that shares a code point with an `excluded` span is none, and hides no other.
        """
        folded, offsets = fold_with_offsets(text)
        hits = self._automaton.find_matches_as_indexes(_scanned(folded), overlapping=True)
        hits = self._at_boundaries(folded, hits)
        if offsets is not None:
            hits = _in_original(offsets, hits)
        if self._any_exact:
            hits = self._in_right_case(text, hits)
        if excluded:
            hits = _outside(excluded, hits)
        return self._leftmost_longest(hits)

    def _at_boundaries(self, folded: str, hits: list[_Hit]) -> list[_Hit]:
        """The hits that cut neither a word nor a letter from its marks.

        Neighbours are taken by slices, which are empty at either end of the text.
        """
        before, after = self._before, self._after
        return [
            hit
            for hit in hits
            if BEFORE[folded[hit[1] - 1 : hit[1]]] <= before[hit[0]]
            and AFTER[folded[hit[2] : hit[2] + 1]] <= after[hit[0]]
        ]

    def _in_right_case(self, text: str, hits: list[_Hit]) -> list[_Hit]:
        exact = self._exact
        return [
            (pattern, start, end)
            for pattern, start, end in hits
            if exact[pattern] is None or exact[pattern] == fold_kinds(text[start:end])
        ]

    def _leftmost_longest(self, hits: list[_Hit]) -> list[Match]:
        """Hits come in the order of their ends; so, turned round and sorted, the longest leads."""
        hits.reverse()
        hits.sort(key=itemgetter(1))
        matches: list[Match] = []
        reached = 0
        for pattern, start, end in hits:
            if start >= reached:
                matches.append(Match(start, end, self._forms[pattern]))
                reached = end
            elif end == reached and start == matches[-1].start:
                forms = sorted((*matches[-1].forms, *self._forms[pattern]))
                matches[-1] = Match(start, end, tuple(forms))
        return matches


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What the automaton looks for and what else must hold. Forms that agree in all share one."""

    scanned: str
    exact: str | None
    before: int  # the highest rank of a neighbour that it bears (see edges)
    after: int


def _patterns(form: Form) -> Iterator[_Pattern]:
    """One pattern, or two when the form's first letter may stand within a word too."""
    folded = fold(form.text)
    if not folded.strip():
        raise ValueError(f"a form needs text: {form.text!r}")
    head = _scanned(folded)
    for scanned in {head} if form.whole_word else {head, head[:1].lower() + head[1:]}:
        yield _Pattern(
            scanned,
            exact=fold_kinds(form.text) if form.case_exact else None,
            before=bears_before(folded) if form.whole_word else EXTENDS,
            after=bears_after(folded) if form.whole_word else WORD,
        )


def _scanned(folded: str) -> str:
    """The folded text, but an ASCII letter is a capital unless it follows another.

    A pattern begins with a capital, so it is found only where a word may begin, and within words
    the automaton rests. As bytes: `str.title` takes other letters too, and longer.
    """
    return folded.encode().title().decode()


def _in_original(offsets: Offsets, hits: list[_Hit]) -> list[_Hit]:
    """Hits at their original places, without those that hold a part of a character."""
    places = [(pattern, offsets.original(start, end)) for pattern, start, end in hits]
    return [(pattern, *place) for pattern, place in places if place]


def _outside(excluded: Sequence[Span], hits: list[_Hit]) -> list[_Hit]:
    """Hits that no excluded span reaches; spans may be in any order, nested or empty."""
    spans = sorted(span for span in excluded if span[0] < span[1])
    starts = [start for start, _ in spans]
    reaches = [0, *accumulate((end for _, end in spans), max)]
    return [hit for hit in hits if reaches[bisect_left(starts, hit[2])] <= hit[1]]
