"""Is a telegram of one piece? What its parts say of one another, a sentence each.

Where everything agrees there is nothing to find. What is printed stays as it is: a finding is
for the reader to judge.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from app.core.cables.codes import CLASSIFICATIONS
from app.core.cables.lines import plain
from app.core.cables.marks import portion_name
from app.core.cables.telegram import Telegram

LONGEST_TERM = 25  # years of secrecy that an order gives without an exemption
SHOWN = 40  # characters of what is quoted
_DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}")
_LEVELS = {"U": 0, "SBU": 1, "LOU": 2, "C": 3, "S": 4, "TS": 5}
_CLASSES = {"UNCLASSIFIED": 1, "UNCLASSIFIED EFTO": 1, "LIMITED OFFICIAL USE": 2} | {
    "CONFIDENTIAL": 3,
    "SECRET": 4,
    "TOP SECRET": 5,
}  # the highest mark that a class may hold: SBU is unclassified


def findings(telegram: Telegram) -> tuple[str, ...]:
    """What does not agree in a telegram."""
    return (
        *_of_dates(telegram),
        *_of_time(telegram),
        *_of_numbers(telegram),
        *_of_class(telegram),
        *_of_term(telegram),
        *_of_paragraphs(telegram),
        *_of_sections(telegram),
    )


def day_of(telegram: Telegram) -> date | None:
    """The day on which it was sent."""
    return date.fromisoformat(telegram.sent[:10]) if telegram.sent else None


def _of_dates(telegram: Telegram) -> Iterator[str]:
    """What is written as a day, and is none of the calendar."""
    group = next((plain(line.text) for line in telegram.lines if line.part == "time"), "")
    if group and not telegram.sent:
        yield f"Its date-time group, {group[:SHOWN]}, is no time of the calendar."
    told = telegram.declassification
    if told and not told.date and _DAY.search(told.text):
        yield f"Its end of secrecy, {told.text[:SHOWN]}, is no day of the calendar."


def _of_time(telegram: Telegram) -> Iterator[str]:
    sent, station = day_of(telegram), telegram.station
    if sent is None or station.day is None:
        return
    if not 1 <= station.day <= 366 or sent != date(sent.year, 1, 1) + timedelta(station.day - 1):
        yield (
            f"The DE line names day {station.day} of the year; its date-time group,"
            f" {sent:%d %B %Y}, is day {sent.timetuple().tm_yday}."
        )
    hour = telegram.sent[11:16].replace(":", "")
    if station.time and station.time != hour:
        yield f"The DE line has the time {station.time}, the date-time group {hour}."


def _of_numbers(telegram: Telegram) -> Iterator[str]:
    number = telegram.message.rpartition(" ")[2]
    serial = telegram.station.serial
    if number and serial and int(number) != int(serial):
        yield f"The DE line has the number {int(serial)}, the line of its class {int(number)}."


def _of_class(telegram: Telegram) -> Iterator[str]:
    level = telegram.classification
    letter = CLASSIFICATIONS[level][0] if level else ""
    signal = telegram.security.split()
    if letter and len(signal) > 1 and len(set(signal[1])) == 1 and signal[1][0] != letter:
        yield f"The security line says {signal[1]}, the line of its class {level}."
    marks = {p.mark for p in telegram.paragraphs if p.mark} | {telegram.subject_mark or "U"}
    highest = max(marks, key=lambda mark: _LEVELS[mark.split("/")[0]])
    height = _LEVELS[highest.split("/")[0]]
    if level and height > _CLASSES[level]:
        yield f"A portion is marked {_named(highest)}, above its class, {level}."
    has_marks = any(paragraph.mark for paragraph in telegram.paragraphs)
    if level in ("CONFIDENTIAL", "SECRET", "TOP SECRET") and has_marks and height < _CLASSES[level]:
        yield f"It is {level}; its highest portion mark is {_named(highest)}."


def _named(mark: str) -> str:
    words = portion_name(mark)
    return words[:1].lower() + words[1:]


def _of_term(telegram: Telegram) -> Iterator[str]:
    sent, told = day_of(telegram), telegram.declassification
    is_secret = telegram.classification in ("CONFIDENTIAL", "SECRET", "TOP SECRET")
    if is_secret and told is None:
        yield "It is classified, and does not say until when."
    if sent is None or told is None or not told.date:
        return
    year, rest = int(told.date[:4]), told.date[4:]
    years = year - sent.year - (rest < f"{sent:-%m-%d}")
    if told.date <= sent.isoformat():
        yield f"Its secrecy would end on {told.date}, before it was sent."
    elif years >= LONGEST_TERM and told.date > f"{sent.year + LONGEST_TERM}{sent:-%m-%d}":
        yield f"Its secrecy lasts until {told.date}, longer than {LONGEST_TERM} years."


def _of_paragraphs(telegram: Telegram) -> Iterator[str]:
    numbers = [p.number for p in telegram.paragraphs if p.number is not None]
    expected = list(range(1, len(numbers) + 1))
    if numbers == expected:
        return
    at = next(at for at, (one, two) in enumerate(zip(numbers, expected, strict=True)) if one != two)
    if [int(str(number)[1:] or -1) for number in numbers[at:]] == expected[at:] and all(
        str(number).startswith("1") for number in numbers[at:]
    ):
        yield (
            f"Its paragraphs are numbered {_listed(numbers)}: the last {len(numbers) - at} are"
            f" most likely {expected[at]} to {expected[-1]}, a paragraph sign (¶) having been read"
            " as a 1."
        )
    else:
        yield f"Its paragraphs are numbered {_listed(numbers)}."


def _of_sections(telegram: Telegram) -> Iterator[str]:
    if telegram.section is None or telegram.section[1] < 2 or not telegram.sections:
        return
    total = telegram.section[1]
    pages = {int(page.split()[-3].split(".")[0]) for page in telegram.pages if " OF " in page}
    there = {*telegram.sections, *pages}
    missing = [number for number in range(1, total + 1) if number not in there]
    if missing:
        yield f"It is of {total} sections; missing: {', '.join(map(str, missing))}."


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:20]))
    return f"{shown} …" if len(numbers) > 20 else shown
