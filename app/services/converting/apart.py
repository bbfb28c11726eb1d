"""A file is read by a process of its own: what it may use is limited, and what it does wrong is
its own affair. The caller gets text, or a sentence about the file."""

import logging
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

from app.core.importing import Converted
from app.services.converting.child import OUT_OF_MEMORY, UNREADABLE
from app.services.converting.formats import Format
from app.services.converting.limits import Limits, as_arguments
from app.services.converting.passing import clean, loaded
from app.services.converting.unreadable import SAVE_AS_TEXT, Unreadable

LIMITS = Limits()
PATIENCE = 2  # times the seconds it may compute: the machine has other things to do
BROKEN = f"This file is damaged, or made in a way that cannot be read. {SAVE_AS_TEXT}"
TOO_SLOW = f"This file takes too long to read. Divide it, or: {SAVE_AS_TEXT.lower()}"
TOO_BIG = (
    f"This file needs more memory than one file may have. Divide it, or: {SAVE_AS_TEXT.lower()}"
)
_ROOT = Path(__file__).parents[3]
_CHILD = "app.services.converting.child"
_log = logging.getLogger(__name__)


def apart(format: Format, name: str, content: bytes, limits: Limits = LIMITS) -> Converted:
    """Read a file by the converter of its format. Raises `Unreadable`."""
    command = [sys.executable, "-P", "-m", _CHILD, format, clean(name), *as_arguments(limits)]
    # Files, not pipes: what a process writes waits for nobody, and its size is limited.
    with TemporaryFile() as given, TemporaryFile() as found, TemporaryFile() as said:
        given.write(content)
        given.seek(0)
        try:
            ended = subprocess.run(  # noqa: S603 - our own module, its arguments are no shell's
                command,
                stdin=given,
                stdout=found,
                stderr=said,
                timeout=limits.seconds * PATIENCE,
                env={"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "LANG": "C.UTF-8"},
                cwd="/",
                check=False,
            ).returncode
        except subprocess.TimeoutExpired as fault:
            raise Unreadable(TOO_SLOW) from fault
        found.seek(0)
        said.seek(0)
        return _outcome(ended, found.read(), said.read())


def _outcome(ended: int, found: bytes, said: bytes) -> Converted:
    if ended == UNREADABLE:
        raise Unreadable(clean(found.decode(errors="replace")))
    if ended in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Unreadable(TOO_SLOW)
    if ended == OUT_OF_MEMORY or b"MemoryError" in said[-2_000:]:
        raise Unreadable(TOO_BIG)
    try:
        if ended == 0:
            return loaded(found)
    except (ValueError, KeyError, TypeError):
        _log.exception("A converter's answer cannot be read")
    _log.warning("A converter ended with %s: %s", ended, said[-2_000:].decode(errors="replace"))
    raise Unreadable(BROKEN)
