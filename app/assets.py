"""What pages ask for besides themselves: style, scripts, fonts. Each at an address of its content.

`static/css/interleaf.css` names its parts, `static/js/interleaf.js` its modules; a browser that met
them so would ask for one after another. Here they become one sheet and one script (`app/bundling`),
which say the same without their comments.

Everything is compressed once, at the start, and kept in memory: it is some hundred kilobytes, and
the folder that it comes from may be read-only.
"""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from app.bundling import one_script, one_sheet

SHEET = "css/interleaf.css"
SCRIPT = "js/interleaf.js"
DIGEST_LENGTH = 16  # hexadecimal digits; 64 bits tell any two releases apart
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".woff2": "font/woff2",
}
COMPRESSED = frozenset({".woff2"})  # as they are

_URL = re.compile(r'url\("\.\./([^"]+)"\)')


@dataclass(frozen=True, slots=True)
class Asset:
    """A file below static/, as it is sent."""

    kind: str  # media type
    digest: str  # what its address says of its content
    body: bytes
    zipped: bytes  # the same by gzip; empty where that gains nothing


@cache
def gathered(folder: Path) -> Mapping[str, Asset]:
    """What pages may ask for, by its path below `folder`; read once."""
    bodies = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in KINDS
    }
    parts = {
        path: bodies.pop(path).decode() for path in [*bodies] if path.startswith(("css/", "js/"))
    }
    digests = {path: digest_of(body) for path, body in bodies.items()}
    sheet = one_sheet(parts[SHEET], lambda name: parts.get(f"css/{name}"))
    bodies[SHEET] = _URL.sub(lambda url: f'url("../../{digests[url[1]]}/{url[1]}")', sheet).encode()
    bodies[SCRIPT] = one_script(parts[SCRIPT], lambda name: parts.get(f"js/{name}")).encode()
    return {path: _asset(path, body) for path, body in bodies.items()}


def digest_of(body: bytes) -> str:
    return sha256(body).hexdigest()[:DIGEST_LENGTH]


def is_digest(text: str) -> bool:
    return re.fullmatch(rf"[0-9a-f]{{{DIGEST_LENGTH}}}", text) is not None


def _asset(path: str, body: bytes) -> Asset:
    suffix = Path(path).suffix
    zipped = b"" if suffix in COMPRESSED else gzip.compress(body, mtime=0)
    return Asset(KINDS[suffix], digest_of(body), body, zipped)
