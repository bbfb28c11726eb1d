"""The process that reads one file: `python -m app.services.converting.child FORMAT NAME LIMITS…`.

The file comes on standard input; what was found goes to standard output (`passing`). It ends with
UNREADABLE and a sentence on standard output where the file is at fault, or OUT_OF_MEMORY.
"""

import sys
from importlib import import_module

from app.services.converting.limits import from_arguments, keep_within
from app.services.converting.passing import dumped
from app.services.converting.unreadable import Unreadable

UNREADABLE, OUT_OF_MEMORY = 3, 4  # how the process ends; 1 and 2 are Python's own


def main(format: str, name: str, *limits: str) -> int:
    """Read what comes on standard input as a format; how it went, as the process ends with it."""
    content = sys.stdin.buffer.read()
    converter = getattr(import_module(f"app.services.converting.{format}"), format)
    keep_within(from_arguments(list(limits)))
    try:
        found = dumped(converter(name, content))
    except Unreadable as fault:
        sys.stdout.write(str(fault))
        return UNREADABLE
    except (MemoryError, RecursionError):
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
