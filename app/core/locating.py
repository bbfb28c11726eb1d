"""Where a quote stands, when its words are all that is known: W3C `TextQuoteSelector`.

    >>> index = Index("A permit to stay. No permit, no stay.")
    >>> outcome = index.locate(Quote("permit", "No ", ", no stay"))
    >>> outcome.kind, outcome.start, outcome.end
    ('same', 21, 27)

One index of a text serves thousands of quotes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import Indel, LCSseq

from app.core.aligning import TOKENS
from app.core.anchoring import Quote
from app.core.following import Outcome

EVIDENCE = 32  # code points that must agree, quote and context together: about five words
_PLACES = 200  # of the same words: more are told apart by their context only
_LIKE = 0.6  # of a quote that is found in other words
_AHEAD = 0.08  # by which the best place must lead


class Index:
    """Of one text; built once for any number of quotes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for token in TOKENS.finditer(text):
            word = token.group()
            if not word.isspace():
                self._places[word.casefold()].append(len(self._starts))
                self._starts.append(token.start())

    def locate(self, quote: Quote, near: int | None = None) -> Outcome:
        """The place of a quote; `near` is where it is thought to start, in code points."""
        if not quote.exact:
            return _lost()
        ranked = sorted(self._ranked(quote, near), reverse=True)
        if not ranked:
            return _lost()
        (score, evidence, start, end), *others = ranked
        rivals = [other for other in others if other[2] >= end or other[3] <= start]
        is_ahead = not rivals or score - rivals[0][0] >= _AHEAD
        given = len(quote.exact) + len(quote.prefix) + len(quote.suffix)
        exact = self.text[start:end] == quote.exact
        if is_ahead and evidence >= min(given, EVIDENCE):
            said = "the same words" if exact else "like words"
            return Outcome("same" if exact else "edited", start, end, round(score, 3), said)
        said = "several places are alike" if not is_ahead else "too little speaks for this place"
        return Outcome("doubtful", start, end, round(score, 3), said)

    def _ranked(self, quote: Quote, near: int | None) -> Iterator[tuple[float, int, int, int]]:
        for start, end in {*self._exactly(quote), *self._alike(quote)}:
            here = self.text[start:end]
            like = Indel.normalized_similarity(quote.exact, here)
            if like < _LIKE:
                continue
            before = self.text[max(0, start - len(quote.prefix)) : start]
            after = self.text[end : end + len(quote.suffix)]
            agreeing = sum(
                LCSseq.similarity(one, other)
                for one, other in ((quote.prefix, before), (quote.suffix, after))
                if _likeness(one, other) >= _LIKE
            )
            context = (_likeness(quote.prefix, before) + _likeness(quote.suffix, after)) / 2
            nearness = 0 if near is None else 1 - min(1, abs(near - start) / len(self.text))
            score = 0.6 * like + 0.35 * context + 0.05 * nearness
            yield score, int(like * len(quote.exact)) + agreeing, start, end

    def _exactly(self, quote: Quote) -> Iterator[tuple[int, int]]:
        at = self.text.find(quote.exact)
        for _ in range(_PLACES):
            if at < 0:
                return
            yield at, at + len(quote.exact)
            at = self.text.find(quote.exact, at + 1)

    def _alike(self, quote: Quote) -> Iterator[tuple[int, int]]:
        """Where rare words of the quote and its context stand as far apart as in the quote."""
        around = quote.prefix + quote.exact + quote.suffix
        words = [
            (token.group().casefold(), token.start())
            for token in TOKENS.finditer(around)
            if not token.group().isspace()
        ]
        votes: Counter[int] = Counter()
        rarest = sorted((len(self._places.get(word, ())), at, word) for word, at in words)
        for count, at, word in rarest[:16]:
            if 0 < count <= _PLACES:
                for place in self._places[word]:
                    votes[(self._starts[place] - at) // 16] += 1
        for bucket, _ in votes.most_common(6):
            window = max(0, bucket * 16 - 16)
            yield from self._cut(quote, window, window + len(around) + 64)

    def _cut(self, quote: Quote, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The part of a window that is the quote, by the longest common row of letters."""
        around = quote.prefix + quote.exact + quote.suffix
        first, last = len(quote.prefix), len(quote.prefix) + len(quote.exact)
        blocks = LCSseq.opcodes(around, self.text[start:end]).as_matching_blocks()
        inner = [block for block in blocks if block.a < last and block.a + block.size > first]
        if inner:
            begins = inner[0].b + max(0, first - inner[0].a)
            ends = inner[-1].b + min(last - inner[-1].a, inner[-1].size)
            if begins < ends:
                yield start + begins, start + ends


def locate_all(text: str, quotes: Iterable[Quote]) -> list[Outcome]:
    """Locate quotes in one text, over one index."""
    index = Index(text)
    return [index.locate(quote) for quote in quotes]


def _likeness(one: str, other: str) -> float:
    return Indel.normalized_similarity(one, other) if one else 1.0


def _lost() -> Outcome:
    return Outcome("lost", None, None, 0.0, "its words do not occur")
