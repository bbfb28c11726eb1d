"""What pages ask for besides themselves: style, scripts, fonts. Each at an address of its content.

`static/css/interleaf.css` names its parts; a browser that met it so would ask for them one after
another. Here they become one sheet, which says the same:

    >>> together('@import url("a.css") layer(base) print;', {"a.css": "p { margin: 0; }"}.get)
    '@layer base {\\n@media print {\\np { margin: 0; }\\n}\\n}'

Everything is compressed once, at the start, and kept in memory: it is some hundred kilobytes, and
the folder that it comes from may be read-only.
"""

import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

SHEET = "css/interleaf.css"
DIGEST_LENGTH = 16  # hexadecimal digits; 64 bits tell any two releases apart
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".woff2": "font/woff2",
}
COMPRESSED = frozenset({".woff2"})  # as they are

_IMPORT = re.compile(
    r'^@import url\("(?P<part>[\w-]+\.css)"\) layer\((?P<layer>[\w-]+)\)(?: (?P<media>[^;]+))?;$',
    re.MULTILINE,
)
_URL = re.compile(r'url\("\.\./([^"]+)"\)')
_MODULE = re.compile(r'(?:\bfrom|^import)\s+"\./([\w-]+\.js)"', re.MULTILINE)


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
    parts = {path: bodies.pop(path).decode() for path in [*bodies] if path.startswith("css/")}
    # Modules import one another by name, so all of them have one address below which they lie.
    scripts = digest_of(*(body for path, body in bodies.items() if path.startswith("js/")))
    digests = {
        path: scripts if path.startswith("js/") else digest_of(body)
        for path, body in bodies.items()
    }
    sheet = together(parts[SHEET], lambda part: parts[f"css/{part}"])
    bodies[SHEET] = _URL.sub(lambda url: f'url("../../{digests[url[1]]}/{url[1]}")', sheet).encode()
    digests[SHEET] = digest_of(bodies[SHEET])
    return {path: _asset(path, digests[path], body) for path, body in bodies.items()}


def together(sheet: str, read: Callable[[str], str | None]) -> str:
    """Put each part that a sheet imports in the place of its import, in the same layer and for
    the same medium. Raises `ValueError` for an import of another shape."""
    whole = _IMPORT.sub(lambda found: _layered(read(found["part"]), found), sheet)
    if "@import" in whole:
        raise ValueError('an import in a sheet reads: @import url("part.css") layer(name);')
    return whole


def modules(folder: Path, entry: str) -> list[str]:
    """The paths below `folder` of a module and of all that it imports, in the order met."""
    found = [entry]
    for path in found:
        for name in _MODULE.findall((folder / path).read_text()):
            imported = str(Path(path).parent / name)
            if imported not in found:
                found.append(imported)
    return found


def digest_of(*bodies: bytes) -> str:
    return sha256(b"\0".join(bodies)).hexdigest()[:DIGEST_LENGTH]


def is_digest(text: str) -> bool:
    return re.fullmatch(rf"[0-9a-f]{{{DIGEST_LENGTH}}}", text) is not None


def _layered(part: str | None, found: re.Match[str]) -> str:
    if part is None:
        raise ValueError(f"there is no {found['part']}")
    body = f"@media {found['media']} {{\n{part}\n}}" if found["media"] else part
    return f"@layer {found['layer']} {{\n{body}\n}}"


def _asset(path: str, digest: str, body: bytes) -> Asset:
    suffix = Path(path).suffix
    zipped = b"" if suffix in COMPRESSED else gzip.compress(body, mtime=0)
    return Asset(KINDS[suffix], digest, body, zipped)
