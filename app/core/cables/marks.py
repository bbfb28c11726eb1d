"""What a diplomatic telegram's own marks say.

>>> portion_mark("14. (SBU/NF) Contacts said …")
'SBU/NF'
>>> portion_name("SBU/NF")
'Sensitive but unclassified, not for foreign nationals'
"""

import re

_MARK = r"\(\s?([A-Z]{1,3}(?:(?:/{1,2}|-)[A-Z]{1,3}(?: [A-Z, ]{1,60})?){0,4})\s?\)"
_PORTION = re.compile(rf"[¶\s]*(?:\d{{1,3}}[.)]?|[A-Za-z]\.)?\s*{_MARK}")
_LEADING = re.compile(rf"\s*{_MARK}\s*")
_LEVELS = {
    "U": "Unclassified",
    "SBU": "Sensitive but unclassified",
    "LOU": "Limited official use",
    "C": "Confidential",
    "S": "Secret",
    "TS": "Top secret",
}
_CAVEATS = {
    "NF": "not for foreign nationals",
    "N": "not for foreign nationals",
    "REL": "releasable to those named",
}


def portion_mark(paragraph: str) -> str | None:
    """The classification mark that a paragraph or subject line begins with, without its brackets;
    None where there is none. The marks are those of 5 FAH-1 H-246.2."""
    found = _PORTION.match(paragraph)
    mark = found[1].rstrip().replace("-", "/") if found else ""
    return mark if level_of(mark) in _LEVELS else None


def without_mark(words: str) -> str:
    """A subject or paragraph behind its mark."""
    return _LEADING.sub("", words, count=1) if portion_mark(words) else words


def portion_name(mark: str) -> str:
    """A portion mark in words."""
    level, *caveats = filter(None, mark.split("/"))
    return ", ".join([_LEVELS[level], *map(_caveat, caveats)])


def level_of(mark: str) -> str:
    """The level alone: S of S//NF."""
    return mark.split("/")[0]


def _caveat(caveat: str) -> str:
    name, _, nations = caveat.partition(" ")
    if name == "REL" and nations:
        return f"releasable to {nations.removeprefix('TO ')}"
    return _CAVEATS.get(caveat, caveat)
