"""What the codes of telegrams mean, each with how surely that is known.

>>> meaning_of("OO").words, meaning_of("CH").words, meaning_of("RUEHBJ").words
('Immediate', 'China', 'AMEMBASSY BEIJING')

From 5 FAH-1 H-220 and H-240, 5 FAH-2 H-220 to H-320, 5 FAH-3, ACP 117, and what peers that read
telegrams have in common; the status says which. Many are from no document that we have seen.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.core.cables.marks import portion_mark, portion_name

VERIFIED, PARTLY, UNVERIFIED = "verified", "partly verified", "unverified"
PRECEDENCES = {  # prosign -> in words, the highest first
    "Z": "Flash",
    "Y": "Niact immediate",
    "O": "Immediate",
    "P": "Priority",
    "R": "Routine",
}
WORDS = {"FLASH": "Flash", "NIACT IMMEDIATE": "Niact immediate", "IMMEDIATE": "Immediate"} | {
    "NIACT": "Niact immediate",
    "PRIORITY": "Priority",
    "ROUTINE": "Routine",
}
CLASSIFICATIONS = {  # in the order of their secrecy -> letter of format line 4, in words
    "UNCLASSIFIED": ("U", "Unclassified"),
    "UNCLASSIFIED EFTO": ("E", "Unclassified, encrypted for transmission only"),
    "LIMITED OFFICIAL USE": ("L", "Limited official use"),
    "CONFIDENTIAL": ("C", "Confidential"),
    "SECRET": ("S", "Secret"),
    "TOP SECRET": ("T", "Top secret"),
}
CAPTIONS = {
    "SIPDIS": ("To be shared on a network for secret-level sites (SIPRNet)", VERIFIED),
    "NODIS": ("No distribution beyond the addressees", VERIFIED),
    "EXDIS": ("Exclusive distribution, extremely limited", VERIFIED),
    "LIMDIS": ("Limited distribution", VERIFIED),
    "STADIS": ("Distribution within the State Department only", VERIFIED),
    "ROGER": ("Roger channel: matters of intelligence", UNVERIFIED),
    "CHEROKEE": ("For the Secretary and senior White House officials", VERIFIED),
    "AGREMENT": ("On the naming of ambassadors", VERIFIED),
    "NOFORN": ("Not for foreign nationals", VERIFIED),
    "SENSITIVE": ("With UNCLAS: sensitive but unclassified", VERIFIED),
}
REASONS = {  # of section 1.4 as of 2003; before, section 1.5 had (a) to (g)
    "a": "military plans, weapons systems or operations",
    "b": "foreign government information",
    "c": "intelligence activities, sources or methods, or cryptology",
    "d": "foreign relations or foreign activities of the United States, with confidential sources",
    "e": "scientific, technological or economic matters of national security",
    "f": "programmes for safeguarding nuclear materials or facilities",
    "g": "vulnerabilities or capabilities of systems, installations, projects or plans",
    "h": "weapons of mass destruction",
}
_REASON = re.compile(r"1\.([45]) ?\(?([A-H])\)?")
_SIGNALS = {
    "ZNR": ("Sent in the clear: unclassified", UNVERIFIED),
    "ZNY": ("Sent encrypted: classified", UNVERIFIED),
    "DE": ("From the station that follows", PARTLY),
    "FM": ("From", PARTLY),
    "INFO": ("For information to", PARTLY),
    "XMT": ("Exempt: posts of a collective address that do not get it", VERIFIED),
}
RUEHOO = "collective address, known from telegrams alone"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`kind` is precedence, caption, tag, station and the like."""

    words: str
    kind: str
    status: str


def meaning_of(code: str) -> Meaning | None:
    """What a code means, if it is known at all; capitals do not matter."""
    name = code.strip().upper()
    if found := _of_secrecy(name):
        return found
    if name in WORDS:
        return Meaning(WORDS[name], "precedence", VERIFIED)
    if set(name) <= set("ZYOPR") and 0 < len(name) <= 2 and len(set(name)) == 1:
        return Meaning(PRECEDENCES[name[0]], "precedence", VERIFIED)
    if name in CAPTIONS:
        return Meaning(CAPTIONS[name][0], "caption", CAPTIONS[name][1])
    if name in _SIGNALS:
        return Meaning(_SIGNALS[name][0], "operating signal", _SIGNALS[name][1])
    if name in tags() and tags()[name][1]:
        kind, words, status = tags()[name]
        return Meaning(words, f"{kind} tag", status)
    if name in stations():
        status = PARTLY if name == "RUEHOO" else VERIFIED
        return Meaning(stations()[name], "station", status)
    return None


def _of_secrecy(name: str) -> Meaning | None:
    """A class, a portion mark in its brackets, or a reason, as in 1.4(b)."""
    if name in CLASSIFICATIONS:
        return Meaning(CLASSIFICATIONS[name][1], "classification", VERIFIED)
    if name.startswith("(") and (mark := portion_mark(name)):
        return Meaning(portion_name(mark), "portion mark", VERIFIED)
    found = _REASON.fullmatch(name)
    if found is None or (found[1] == "5" and found[2] == "H"):  # which came in 2003, with 1.4
        return None
    return Meaning(REASONS[found[2].lower()], "reason", VERIFIED)


@lru_cache(maxsize=1)
def tags() -> dict[str, tuple[str, str, str]]:
    """(kind, meaning, status) of each code of TAGS; the meaning may be empty."""
    rows: dict[str, list[str]] = _read("tags")
    return {code: (kind, words, status) for code, (kind, words, status) in rows.items()}


@lru_cache(maxsize=1)
def stations() -> dict[str, str]:
    """The name of each station by its routing indicator."""
    names: dict[str, str] = _read("stations")
    return {**names, "RUEHOO": RUEHOO}


def _read(name: str) -> Any:
    return json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))
