"""The routing lines of a telegram: who sent it to whom, how fast (5 FAH-2 H-321)."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from app.core.cables.codes import PRECEDENCES, WORDS
from app.core.cables.telegram import Addressee, Station

MOST_LINES = 3  # of one addressee
_ROUTING = re.compile(r"R[A-Z]{4,7}")
_STATION = re.compile(
    r"DE (?P<routing>RU[A-Z]{3,6})\s*#?\s*(?P<serial>\d{3,6})?\s*(?:/\s*(?P<section>\d{1,3}))?"
    r"\s*(?P<day>\d{3})?(?P<time>\d{4})?"
)
_TIME = re.compile(
    r"(?P<first>[ZOPRY])(?: ?(?P<second>[ZOPRY]))? +(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)Z?"
    r" (?P<month>[A-Z]{3})[A-Z]{0,6} (?P<year>\d\d(?:\d\d)?)"
)
_ADDRESSEE = re.compile(
    r"(?:(?P<routing>R[A-Z]{4,7})\s*/\s*)?(?P<name>.+?)"
    r"(?:\s+(?P<precedence>FLASH|NIACT IMMEDIATE|NIACT|IMMEDIATE|PRIORITY|ROUTINE))?"
    r"(?:\s+(?P<number>\d{1,5}))?"
)
_GOES_ON = re.compile(  # with the end of a name, a precedence or a number
    r"(?!AM(?:EMBASSY|CONSUL)|SEC(?:STATE|DEF)|NSC|CIA|US|DEPT|DIA|CDR|JOINT)"
    r"(?:[A-Z]+(?: [A-Z]+){0,2} ?)?\d{0,5}"
)
_PLACELESS = re.compile(r"(?:(?:NIACT )?IMMEDIATE|FLASH|PRIORITY|ROUTINE|NIACT)? ?\d{0,5}")
_LABEL = re.compile(r"(?:TO|INFO|XMT)\b\s*[:;]?\s*")
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


def precedence_of(line: str) -> tuple[str, tuple[str, ...]]:
    """Format line 2: (precedence in words, the stations to be reached)."""
    words = line.split()
    prosign = words[0][:1] if words and not _ROUTING.fullmatch(words[0]) else ""
    return PRECEDENCES.get(prosign, ""), tuple(word for word in words if _ROUTING.fullmatch(word))


def station_of(line: str) -> Station:
    """Format line 3."""
    found = _STATION.match(line)
    if found is None:
        return Station()
    section, day = found["section"], found["day"]
    return Station(
        found["routing"],
        found["serial"] or "",
        int(section) if section else None,
        int(day) if day else None,
        found["time"] or "",
    )


def time_of(line: str) -> tuple[str, str, str]:
    """Format line 5: (time in UTC, precedence for action, for information); the time is empty
    where no calendar has it."""
    found = _TIME.match(line)
    if found is None:
        return "", "", ""
    action = PRECEDENCES[found["first"]]
    info = PRECEDENCES.get(found["second"] or found["first"], "")
    return _stamp(found), action, info


def addressees(lines: Sequence[str]) -> tuple[Addressee, ...]:
    """Format lines 7 to 9: one a line; no precedence is that of the line above."""
    found: list[Addressee] = []
    for line in _whole(_LABEL.sub("", line, count=1).strip() for line in lines):
        match = _ADDRESSEE.fullmatch(line)
        if match is None:
            continue
        said = WORDS.get(match["precedence"] or "", "")
        before = found[-1].precedence if found else ""
        found.append(
            Addressee(match["routing"] or "", match["name"], said or before, match["number"] or "")
        )
    return tuple(found)


def _whole(lines: Iterable[str]) -> list[str]:
    """Addressees whose lines were broken in the middle, each on one line again."""
    whole: list[list[str]] = []
    for line in lines:
        is_routed = bool(whole) and "/" in whole[-1][0].split(" ")[0]
        goes_on = _GOES_ON if is_routed else _PLACELESS
        if whole and len(whole[-1]) < MOST_LINES and goes_on.fullmatch(line):
            whole[-1].append(line)
        else:
            whole.append([line])
    return [" ".join(pieces) for pieces in whole]


def _stamp(found: re.Match[str]) -> str:
    """A date-time group as ISO; a year of two digits is of 1969 to 2068."""
    year = int(found["year"])
    if year < 100:
        year += 1900 if year >= 69 else 2000
    try:
        month = _MONTHS.index(found["month"]) + 1
        day, hour, minute = (int(found[name]) for name in ("day", "hour", "minute"))
        sent = datetime(year, month, day, hour, minute)
    except ValueError:
        return ""
    return f"{sent:%Y-%m-%dT%H:%MZ}"
