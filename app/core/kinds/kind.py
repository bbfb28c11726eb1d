"""What a kind of document has to have."""

from typing import Protocol

from app.core.importing import Converted, Prepared


class Kind(Protocol):
    """A kind of document: how it is told from others, and how it is read."""

    @property
    def name(self) -> str:
        """As it stands in `Reading.kind`."""

    def likeness(self, text: str) -> float:
        """How surely a text is of this kind, 0 to 1."""

    def prepare(self, converted: Converted) -> Prepared:
        """Make it a reading. Never raises: what cannot be read is kept, and told."""
