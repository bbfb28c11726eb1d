"""Pictures of a text, each with its size: so that nothing moves on the page when one comes.

>>> sized(f"![A map](/pictures/{0:064})", {"0" * 64: (640, 480)})[-30:]
'){: width="640" height="480" }'
"""

import re
from collections.abc import Mapping

_PICTURE = re.compile(r"(!\[[^\]\n]*\]\(/pictures/([0-9a-f]{64})(?:\s+\"[^\"\n]*\")?\))(?!\{)")


def sized(markdown: str, sizes: Mapping[str, tuple[int, int]]) -> str:
    """Write the width and height (pixels) of each picture behind it; `sizes` are by digest."""

    def behind(found: re.Match[str]) -> str:
        if found[2] not in sizes:
            return found[0]
        width, height = sizes[found[2]]
        return f'{found[1]}{{: width="{width}" height="{height}" }}'

    return _PICTURE.sub(behind, markdown)


def pictured(markdown: str) -> set[str]:
    """The digests of the pictures that a text shows."""
    return set(re.findall(r"/pictures/([0-9a-f]{64})", markdown))
