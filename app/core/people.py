"""Names of people, as they are written and as they sign in.

>>> clean_name("  Li\\u00a0 Ming ")
'Li Ming'
>>> username_from("Zoë O’Brien"), username_from("李明")
('zoe-obrien', None)
"""

import re
import unicodedata

LONGEST_NAME = 120  # characters; the column's width
USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,30})[a-z0-9]")  # 3 to 32; no @: never an address
FORMULA_SIGNS = "=+-@"  # what makes a spreadsheet run a cell
STROKED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
JOINERS = "\u200c\u200d"  # Persian and Indian names need them; all else invisible is dropped


class UnfitNameError(ValueError):
    """The text cannot stand as somebody's name; the message says why."""


def clean_name(text: str) -> str:
    """Bring a name into the form it is kept in: NFC, single spaces, nothing invisible. Raises
    `UnfitNameError`."""
    spaced = " ".join(text.split())  # a line break is a space, and not visible
    seen = "".join(sign for sign in spaced if sign in JOINERS or _is_visible(sign))
    name = " ".join(unicodedata.normalize("NFC", seen).split())  # what was between is gone
    if not any(unicodedata.category(sign)[0] in "LN" for sign in name):
        raise UnfitNameError("Write a name.")
    if name[0] in FORMULA_SIGNS:
        raise UnfitNameError(f"A name does not begin with “{name[0]}”.")
    if len(name) > LONGEST_NAME:
        raise UnfitNameError(f"A name has at most {LONGEST_NAME} characters.")
    return name


def username_from(name: str) -> str | None:
    """Make a user name out of a name in Latin letters; None where too little is left of it.

    No pinyin for Chinese names: it would often be wrong, and people mind.
    """
    bare = unicodedata.normalize("NFKD", name).casefold().translate(STROKED)
    kept = re.sub(r"[’'`]|[\u0300-\u036f]", "", bare)
    if any(sign.isalpha() and not sign.isascii() for sign in kept):
        return None
    username = re.sub(r"[^a-z0-9]+", "-", kept)[:28].strip("-")
    return username if USERNAME.fullmatch(username) else None


def _is_visible(sign: str) -> bool:
    return sign == " " or unicodedata.category(sign)[0] not in "CZ"
