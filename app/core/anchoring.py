"""Quotes and the places they stand: W3C `TextQuoteSelector` and `TextPositionSelector`.

>>> text = "a permit, and a permit to stay"
>>> describe(text, 16, 22)
Quote(exact='permit', prefix='a permit, and a ', suffix=' to stay')
>>> match(text, describe(text, 16, 22))
(16, 22)
"""

from dataclasses import dataclass

CONTEXT_LENGTH = 32  # code points; enough to tell repeats apart, as the W3C note suggests


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage by its words, with up to `CONTEXT_LENGTH` code points on either side."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Unanchored(ValueError):
    """The quote stands nowhere in the text, or in several places alike."""


def describe(text: str, start: int, end: int) -> Quote:
    """Quote `text[start:end]` with its context."""
    return Quote(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT_LENGTH) : start],
        suffix=text[end : end + CONTEXT_LENGTH],
    )


def match(text: str, quote: Quote) -> tuple[int, int]:
    """Find the one place of a quote: (start, end) in code points.

    Words that occur once are found by themselves; repeats only where prefix and suffix decide. A
    wrong place is worse than none, so a tie raises.

    Raises:
        Unanchored: it stands nowhere, or its context fits several places equally.
    """
    places = _places(text, quote.exact)
    if not places:
        raise Unanchored(f"“{quote.exact}” does not occur")
    scored = sorted(((_fit(text, at, quote), at) for at in places), reverse=True)
    if len(scored) > 1 and scored[0][0] == scored[1][0]:
        raise Unanchored(f"“{quote.exact}” occurs {len(places)} times; give prefix and suffix")
    at = scored[0][1]
    return at, at + len(quote.exact)


def _places(text: str, exact: str) -> list[int]:
    if not exact:
        return []
    found = []
    at = text.find(exact)
    while at >= 0:
        found.append(at)
        at = text.find(exact, at + 1)
    return found


def _fit(text: str, at: int, quote: Quote) -> int:
    """Count the context characters that agree, outwards from the quote."""
    here = describe(text, at, at + len(quote.exact))
    return _common(here.prefix[::-1], quote.prefix[::-1]) + _common(here.suffix, quote.suffix)


def _common(left: str, right: str) -> int:
    """Length of the common beginning."""
    return next(
        (at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )
