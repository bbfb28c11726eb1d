"""An article: whatever is of no other kind. A chapter is read as one."""

from app.core.clippings import read_clipping
from app.core.importing import Converted, Prepared
from app.core.kinds.kind import Kind

LEAST = 0.1  # every text may be an article


class Article(Kind):
    name = "article"

    def likeness(self, text: str) -> float:
        return LEAST

    def prepare(self, converted: Converted) -> Prepared:
        return read_clipping(converted, self.name)


class Chapter(Article):
    """Of a book; only somebody who knows it can tell."""

    name = "chapter"

    def likeness(self, text: str) -> float:
        return 0.0


ARTICLE, CHAPTER = Article(), Chapter()
