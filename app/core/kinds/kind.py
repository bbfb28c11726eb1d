"""What a kind of document brings: how it is told from others, read, and cited (docs/kinds.md)."""

from collections.abc import Sequence

from app.core.importing import Converted, Prepared


class Kind:
    """A kind begins as this one: it is nothing in particular, and its paragraphs are cited by
    their printed numbers."""

    name = ""  # as it stands in `Reading.kind`
    form = ""  # what a reference calls it, where its title does not say it

    def likeness(self, text: str) -> float:
        """How surely a text is of this kind, 0 to 1."""
        return 0.0

    def prepare(self, converted: Converted) -> Prepared:
        """Make it a reading. Never raises: what cannot be read is kept, and told."""
        raise NotImplementedError

    def place(self, paragraphs: Sequence[str]) -> str:
        """The place of paragraphs as one cites it: “art. 7”; nothing for their own numbers."""
        return ""
