"""What became of a passage when its text changed."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "moved", "edited", "doubtful", "lost"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a passage.

    same      its words stand where they stood, among what stood around them
    moved     its words stand elsewhere
    edited    enough of its words is left, in one place
    doubtful  a place is proposed; a person must say
    lost      there is no place for it

    `start` and `end` are code points of the new text, None where it is lost. `score`, 0 to 1,
    says how much speaks for the place; `evidence` says in a sentence what was found.
    """

    kind: Kind
    start: int | None
    end: int | None
    score: float
    evidence: str

    @property
    def is_sure(self) -> bool:
        return self.kind in ("same", "moved", "edited")
