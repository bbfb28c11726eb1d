"""A file becomes text: `convert.convert`.

Documents are read by libraries that were not written for strangers' files, so each is read by a
process of its own, which can do nothing but that (docs/decisions/0012).
"""

from app.services.converting.unreadable import Unreadable

__all__ = ["Unreadable"]
