"""A file is read by what it is."""

from app.core.importing import Converted
from app.services.converting import texts
from app.services.converting.apart import apart
from app.services.converting.formats import Format, format_of


def convert(name: str, content: bytes) -> Converted:
    """Read a file by what it is; its name says what it claims to be. Raises `Unreadable`."""
    match format := format_of(name, content):
        case Format.TEXT:
            return texts.text(name, content)
        case Format.MARKDOWN:
            return texts.markdown(name, content)
        case _:
            return apart(format, name, content)
