"""What a converting process may use and do. Set once, before the file is looked at.

The system counts time, memory and written bytes. Python's audit hook refuses what no converter
has to do: reach the network, start a process, remove or rename a file. It is a net under code
that means well, not a wall against code that runs already.
"""

import resource
import sys
from dataclasses import asdict, dataclass
from typing import Any

_REFUSED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "shutil.",
    "urllib.",
    "http.client.",
    "ftplib.",
    "smtplib.",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes that one file may cost."""

    seconds: int = 60  # a PDF of 500 pages takes two to four
    memory: int = 2 * 1024**3  # bytes of address space
    written: int = 128 * 1024**2  # bytes: what comes out, with its pictures


def keep_within(limits: Limits) -> None:
    """Hold this process to limits, for good."""
    for which, most in (
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.written),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(which, (most, most))
    sys.addaudithook(_refuse)


def as_arguments(limits: Limits) -> list[str]:
    return [str(value) for value in asdict(limits).values()]


def from_arguments(arguments: list[str]) -> Limits:
    return Limits(*map(int, arguments))


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"a converter may not: {event}")
