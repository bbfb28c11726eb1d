"""Where a pack's quote stands: the one rule for loading and for linting.

>>> index = Index("A permit, and a permit to stay.")
>>> place(index, Quote("permit")).kind
'doubtful'
>>> place(index, Quote("permit", "A permit, and a ", " to stay.")).kind
'same'
"""

from app.core.anchoring import Quote
from app.core.locating import Index
from app.core.outcomes import Outcome


def place(index: Index, quote: Quote) -> Outcome:
    """Locate a quote. One that gives no context must be the only place that has its words."""
    if not quote.prefix and not quote.suffix:
        first = index.text.find(quote.exact)
        if index.text.find(quote.exact, first + 1) >= 0 <= first:
            end = first + len(quote.exact)
            return Outcome("doubtful", first, end, 0.5, "several places have these words")
    return index.locate(quote)
