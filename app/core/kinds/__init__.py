"""The kinds of documents, and how one is made a reading of its kind.

>>> from app.core.importing import Converted, Form
>>> prepare(Converted("card.md", Form.MARKDOWN, "A card for migrants.")).kind
'article'
"""

from app.core.importing import Converted, Prepared
from app.core.kinds.article import ARTICLE, CHAPTER
from app.core.kinds.cable import CABLE
from app.core.kinds.kind import Kind
from app.core.kinds.points_scheme import POINTS_SCHEME
from app.core.kinds.regulation import REGULATION

__all__ = ["KINDS", "Kind", "kind_named", "kind_of", "prepare"]

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (ARTICLE, CHAPTER, CABLE, REGULATION, POINTS_SCHEME)
}


def kind_named(name: str) -> Kind:
    """The kind of a reading; one that is of none that we know is cited as an article is."""
    return KINDS.get(name, ARTICLE)


def kind_of(text: str) -> Kind:
    """The kind that a text is most likely of; an article where no other knows it."""
    return max(KINDS.values(), key=lambda kind: kind.likeness(text))


def prepare(converted: Converted, kind: str | None = None) -> Prepared:
    """Make a converted file a reading of the kind given, or of the one its text is like."""
    chosen = KINDS[kind] if kind else kind_of(converted.text)
    return chosen.prepare(converted)
