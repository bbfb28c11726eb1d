"""What a diplomatic telegram's own marks say.

>>> portion_mark("14. (SBU/NF) Contacts said …")
'SBU/NF'
>>> portion_name("SBU/NF")
'Sensitive but unclassified, not for foreign nationals'
"""

import re

_PORTION = re.compile(r"[¶\s]*(?:\d{1,3}[.)]?|[A-Za-z]\.)?\s*\(([A-Z]{1,3}(?://?[A-Z]{1,3})*)\)")
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
    return found[1] if found and _level(found[1]) in _LEVELS else None


def portion_name(mark: str) -> str:
    """A portion mark in words."""
    level, *caveats = filter(None, mark.split("/"))
    return ", ".join([_LEVELS[level], *(_CAVEATS.get(caveat, caveat) for caveat in caveats)])


def _level(mark: str) -> str:
    return mark.split("/")[0]
