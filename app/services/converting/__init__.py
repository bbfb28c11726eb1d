"""A file becomes text: each format has a converter, and each runs within limits."""

from app.core.importing import Converted, Form
from app.core.packs.yaml import Broken, decode


class Unreadable(ValueError):
    """A file that cannot be converted. The message says why and what to do; `line` where that is
    known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def convert(name: str, content: bytes) -> Converted:
    """Read a file by what it is; its name says what it claims to be. Raises `Unreadable`."""
    try:
        return Converted(name, Form.MARKDOWN, decode(content))
    except Broken as broken:
        raise Unreadable(broken.message, broken.line) from broken
