"""Tags as a reader types them: words between commas.

>>> read_tags("Hukou,  points system , hukou")
['Hukou', 'points system']
"""

import re
import unicodedata

from app.core.folding import fold

MOST_TAGS = 8  # of one annotation; more sort nothing
LONGEST_TAG = 40  # characters, as the column
_COMMAS = re.compile("[,，、\n]")  # Chinese keyboards have two of their own


def read_tags(text: str) -> list[str]:
    """The tags in the order of typing, each once, spaces tidied and a leading # left out."""
    found: dict[str, str] = {}
    for part in _COMMAS.split(unicodedata.normalize("NFC", text)):
        tag = " ".join(part.strip().lstrip("#＃").split())
        if tag:
            found.setdefault(fold(tag), tag)
    return list(found.values())


def fault_of(tags: list[str]) -> str:
    """Say what is wrong with tags, or nothing."""
    if len(tags) > MOST_TAGS:
        return f"At most {MOST_TAGS} tags; these are {len(tags)}."
    for tag in tags:
        if len(tag) > LONGEST_TAG:
            return f"A tag has at most {LONGEST_TAG} characters: “{tag[:LONGEST_TAG]}…” has more."
        if any(unicodedata.category(char) in {"Cc", "Cs"} for char in tag):
            return "A tag has letters and signs only."
    return ""


def spelled_alike(tags: list[str], known: list[str]) -> list[str]:
    """Each tag as it is spelled among the known ones, if it is there but for its capitals."""
    spelling: dict[str, str] = {}
    for tag in known:
        spelling.setdefault(fold(tag), tag)
    return [spelling.get(fold(tag), tag) for tag in tags]
