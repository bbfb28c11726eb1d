"""What is wrong in a pack, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["fault", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """`path:line: message`. A fault stops a load; a warning is for the author to judge; a note
    is only worth knowing."""

    path: str
    line: int
    message: str
    level: Level = "fault"

    def __str__(self) -> str:
        prefix = "" if self.level == "fault" else f"{self.level}: "
        return f"{self.path}:{self.line}: {prefix}{self.message}"


class PackFaults(ValueError):
    """A pack cannot be read. `faults` say why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)
