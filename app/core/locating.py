"""Where a quote stands, when its words are all that is known: W3C `TextQuoteSelector`.

    >>> index = Index("A permit to stay, so far. No permit, no stay.")
    >>> outcome = index.locate(Quote("permit", "to stay, so far. No ", ", no stay."))
    >>> outcome.kind, outcome.start, outcome.end
    ('same', 29, 35)

One index of a text serves thousands of quotes. A quote is looked for as it is written, then by
where its rarer words stand as far from each other as they do in it and its context; what is found
is judged as an edit of the text is (`following`). The same words elsewhere do not beat like words
in the right surroundings. Short quotes must bring some of their surroundings along: a wrong place
is worse than none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, pairwise

from app.core.aligning import Alignment
from app.core.anchoring import Quote
from app.core.following import follow_one
from app.core.likeness import common, likeness
from app.core.outcomes import Kind, Outcome
from app.core.words import TOKENS, weight

EVIDENCE = 32  # code points that must agree, quote and context together: about five words
AHEAD = 0.04  # by which the best place must lead the next, in score
AT_HOME = 24  # code points of context that agree: no like place can be better
CLEAR = 0.85  # a score from which on no second place is looked at
_PLACES = 200  # of the same words: more are no help in finding a place
_COMMON = 60  # places of a word that is asked
_KEYS = 16  # rare words that are asked where they stand
_WINDOWS = 2  # places that are looked at closely, of those the words speak for
_BUCKET = 16  # code points by which words may have come closer or apart
_LIKE_CONTEXT = 0.75  # from here on context counts though not every letter of it agrees


class Index:
    """Of one text; built once for any number of quotes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for key, at in _keys(text):
            self._places[key].append(at)

    def locate(self, quote: Quote, near: int | None = None) -> Outcome:
        """The place of a quote; `near` is where it is thought to start, in code points.

        `same` where its words stand in its surroundings, `moved` where they stand elsewhere,
        `edited`, `doubtful` with the place that is proposed, `lost`.
        """
        if not quote.exact:
            return _LOST
        found = self._whole(quote)
        if found is not None:
            return found
        exact = [self._exactly(quote, at) for at in self._occurrences(quote.exact)]
        at_home = [found for found in exact if found[1] >= len(quote.exact) + AT_HOME]
        alike = [] if len(at_home) == 1 else list(self._alike(quote))
        return self._chosen(quote, _distinct([*exact, *alike]), near)

    def _whole(self, quote: Quote) -> Outcome | None:
        """Where quote and context stand as they are, and only there: the usual case."""
        around = quote.prefix + quote.exact + quote.suffix
        at = self.text.find(around)
        if len(around) < EVIDENCE or at < 0 or self.text.find(around, at + 1) >= 0:
            return None
        start = at + len(quote.prefix)
        return Outcome("same", start, start + len(quote.exact), 1.0, "the same words")

    def _occurrences(self, exact: str) -> list[int]:
        found = list(islice(_find_all(self.text, exact), _PLACES + 1))
        return found if len(found) <= _PLACES else []

    def _exactly(self, quote: Quote, start: int) -> tuple[Outcome, int]:
        agreeing = self._agreeing(quote, start, start + len(quote.exact))
        given = len(quote.prefix) + len(quote.suffix)
        score = 0.8 + 0.2 * (agreeing / given if given else 0.5)
        kind: Kind = "same" if 2 * agreeing >= given else "moved"
        said = "the same words" if kind == "same" else "the same words, in other surroundings"
        outcome = Outcome(kind, start, start + len(quote.exact), round(score, 3), said)
        return outcome, len(quote.exact) + agreeing

    def _agreeing(self, quote: Quote, start: int, end: int) -> int:
        """How many code points of the context agree."""
        before = self.text[max(0, start - len(quote.prefix)) : start]
        after = self.text[end : end + len(quote.suffix)]
        return _shared(quote.prefix[::-1], before[::-1]) + _shared(quote.suffix, after)

    def _alike(self, quote: Quote) -> Iterator[tuple[Outcome, int]]:
        around = quote.prefix + quote.exact + quote.suffix
        first, last = len(quote.prefix), len(quote.prefix) + len(quote.exact)
        for place in self._voted(around):
            start = max(0, place - 2 * _BUCKET)
            window = self.text[start : place + len(around) + len(quote.exact) + 2 * _BUCKET]
            outcome = follow_one(Alignment.in_order(around, window), first, last)
            if outcome.start is None or outcome.end is None:
                continue
            if window[outcome.start : outcome.end] == quote.exact:
                continue  # it is among those that are found as they are written
            found = replace(outcome, start=outcome.start + start, end=outcome.end + start)
            words = common(quote.exact, window[outcome.start : outcome.end])
            yield found, words + self._agreeing(quote, *_place(found))
            if found.score >= CLEAR:
                return

    def _voted(self, around: str) -> list[int]:
        """Where the rarer words of a quote and its context stand in their order."""
        keys = [(self._places[key], at) for key, at in _keys(around) if key in self._places]
        keys.sort(key=lambda key: len(key[0]))
        votes: Counter[int] = Counter()
        for places, at in keys[:_KEYS]:
            if len(places) <= _COMMON:
                votes.update((place - at) // _BUCKET for place in places)
        paired = {bucket: count + votes[bucket + 1] for bucket, count in votes.items()}
        best = sorted(paired, key=lambda bucket: (-paired[bucket], bucket))
        chosen: list[int] = []
        for bucket in best:
            if all(abs(bucket - other) > 2 for other in chosen):
                chosen.append(bucket)
            if len(chosen) == _WINDOWS:
                break
        return [bucket * _BUCKET for bucket in chosen]

    def _chosen(self, quote: Quote, found: list[tuple[Outcome, int]], near: int | None) -> Outcome:
        """The place for which most speaks: its score, and how much of the context agrees."""
        if not found:
            return _LOST
        around = quote.prefix + quote.exact + quote.suffix
        ranks = [(outcome.score + agreeing / len(around)) / 2 for outcome, agreeing in found]
        order = sorted(
            range(len(found)), key=lambda at: (-ranks[at], self._distance(found[at][0], near))
        )
        best, agreeing = found[order[0]]
        if not best.is_sure:
            return best
        if len(order) > 1 and ranks[order[0]] - ranks[order[1]] < AHEAD:
            return replace(best, kind="doubtful", evidence="several places are alike")
        if agreeing * weight(around) < min(len(around), EVIDENCE) * len(around):
            return replace(best, kind="doubtful", evidence="too few words for this place")
        return best

    def _distance(self, outcome: Outcome, near: int | None) -> int:
        return abs((outcome.start or 0) - near) if near is not None else 0


def locate_all(text: str, quotes: Iterable[Quote]) -> list[Outcome]:
    """Locate quotes in one text, over one index."""
    index = Index(text)
    return [index.locate(quote) for quote in quotes]


_LOST = Outcome("lost", None, None, 0.0, "its words do not stand here")


def _keys(text: str) -> Iterator[tuple[str, int]]:
    """Words, and words with their neighbours, which are rarer; in Chinese that is what counts."""
    words = [
        (token.group().casefold(), token.start())
        for token in TOKENS.finditer(text)
        if not token.group().isspace()
    ]
    yield from words
    for (word, at), (neighbour, _) in pairwise(words):
        yield f"{word} {neighbour}", at


def _find_all(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _shared(one: str, other: str) -> int:
    """How much of one context, outwards from the quote, is in the other."""
    straight = 0
    while straight < min(len(one), len(other)) and one[straight] == other[straight]:
        straight += 1
    if one and likeness(one, other) >= _LIKE_CONTEXT:
        return max(straight, common(one, other))
    return straight


def _place(outcome: Outcome) -> tuple[int, int]:
    return outcome.start or 0, outcome.end or 0


def _distinct(found: Iterable[tuple[Outcome, int]]) -> list[tuple[Outcome, int]]:
    """The best of those that share words."""
    kept: list[tuple[Outcome, int]] = []
    for each in sorted(found, key=lambda each: -each[0].score):
        start, end = _place(each[0])
        if all(end <= _place(other)[0] or start >= _place(other)[1] for other, _ in kept):
            kept.append(each)
    return kept
