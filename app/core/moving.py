"""Find a quote again in another revision, and refuse where too little speaks for a place.

`anchoring.match` takes the best place there is. After an edit the best may still be wrong: the
passage is gone, and the same two words stand elsewhere. So a short quote must bring some of its
context along.

    >>> from app.core.anchoring import Quote
    >>> find("His permit was renewed.", Quote("permit", "His ", " was renewed"))
    (4, 10)
    >>> find("No permit for dogs.", Quote("permit", "His ", " was renewed")) is None
    True
"""

from app.core.anchoring import Quote, Unanchored, describe, match

EVIDENCE = 32  # code points that must agree, quote and context together: about five words


def find(text: str, quote: Quote) -> tuple[int, int] | None:
    """The place of a quote, (start, end) in code points, or None where it is gone or doubtful.

    A quote without any context is taken at its word where it stands once.
    """
    try:
        start, end = match(text, quote)
    except Unanchored:
        return None
    given = len(quote.exact) + len(quote.prefix) + len(quote.suffix)
    return (start, end) if _agreeing(text, start, end, quote) >= min(given, EVIDENCE) else None


def _agreeing(text: str, start: int, end: int, quote: Quote) -> int:
    here = describe(text, start, end)
    before = _common(here.prefix[::-1], quote.prefix[::-1])
    return before + len(quote.exact) + _common(here.suffix, quote.suffix)


def _common(left: str, right: str) -> int:
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return length
