"""Dates as newspapers print them, and lines that are nothing but a date.

>>> [found.value for found in dates_in("PUBLISHED : Sunday, 30 September, 2007, 12:00am")]
['2007-09-30']
>>> dates_in("03/04/2011")[0].is_ambiguous
True
"""

import re
from dataclasses import dataclass

from app.core.clippings.wording import HAN
from app.core.dates import is_date

_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?"
    r"|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_FORMS = [
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"(?<!\d){_YEAR}(?P<rule>[-/.])(?P<month>\d{{1,2}})(?P=rule)(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月(?:\s?(?P<day>\d{{1,2}})\s?[日号])?",
        rf"(?<!\d){_DAY}(?:\s+of)?[\s-]+{_MONTH}[\s,-]+{_YEAR}(?!\d)",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}(?!\d)",
        rf"(?<!\d)(?<!\d\s)(?<!st\s|nd\s|rd\s|th\s)\b{_MONTH},?\s+{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<one>\d{{1,2}})(?P<rule>[/.-])(?P<two>\d{{1,2}})(?P=rule){_YEAR}(?!\d)",
    )
]
_YEARLESS = [
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"\b{_MONTH}\s+{_DAY}\b",
        rf"(?<!\d){_DAY}\s+{_MONTH}",
        r"(?<!\d)(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号]",
    )
]
LONGEST_LINE = 160  # characters of a line that gives a date and no story
_ORDER = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_HAN_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}(?=年)")
_HAN_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日号])")
_DIGITS = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))
LABEL = re.compile(
    r"(?P<updated>\b(?:last\s+)?(?:updated|modified|revised)\b(?:\s+(?:on|at))?|更新(?:时间|於"
    r"|于)?|最后更新)"
    r"|(?P<published>\b(?:first\s+)?(?:published|posted|printed|created)\b(?:\s+(?:on|at))?"
    r"|\b(?:publication\s+)?date\b"
    r"|(?:发布|發布|发表|發表|刊登|出版)?(?:时间|時間|日期)|发布于|發佈|发表于|发布)",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"(?:{LABEL.pattern})\s*[:：]?\s*(?=.)", re.IGNORECASE)
_EXTRAS = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|星期[一二三四五六日天]|周[一二三四五六日]|\b(?:GMT|UTC|BST|HKT|CST|EST|EDT|PST|PDT|CET"
    r"|JST)\b"
    r"|[+-]\d{2}:?\d{2}\b|\b(?:page|p)\.?\s*[A-Z]?\d+\b|第\s?[A-Z]?\d+\s?版|\bnews\s+list\b"
    r"|\b\d+\s*min(?:ute)?s?\s+read\b|\b(?:at|on)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    value: str
    start: int
    end: int
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line that gives the date of its document: `published`, `updated`, or just `dated`.
    `rest` is what else it says: a paper's name, a section."""

    role: str
    date: FoundDate | None
    rest: str


def dates_in(text: str) -> list[FoundDate]:
    """All dates with a year, in their order; each place is read once."""
    text = _in_digits(text)
    found: list[FoundDate] = []
    for form in _FORMS:
        for match in form.finditer(text):
            value, is_ambiguous = _value(match)
            free = all(match.end() <= one.start or match.start() >= one.end for one in found)
            if free and is_date(value):
                found.append(FoundDate(value, match.start(), match.end(), is_ambiguous))
    return sorted(found, key=lambda one: one.start)


def day_without_year(text: str) -> str:
    """“09-30” of “Sept. 30”, or nothing."""
    text = _in_digits(text)
    for form in _YEARLESS:
        if match := form.search(text):
            value, _ = _value(match, year="2000")  # a leap year: 29 February is a day
            if is_date(value):
                return value[5:]
    return ""


def datelines(line: str) -> list[Dateline]:
    """What a line says, if it is a date and no more; nothing where it is a sentence."""
    if len(line) > LONGEST_LINE:
        return []
    line = _in_digits(line)
    dates = dates_in(line)
    label = LABEL.match(line)
    labelled = bool(label) and (_says_more(line, label) if label else False)
    if not dates:
        return [Dateline(_role(line), None, "")] if labelled and _is_vague(line) else []
    rest = line
    for date in reversed(dates):
        rest = rest[: date.start] + " " + rest[date.end :]
    rest = " ".join(_EXTRAS.sub(" ", _LABELLED.sub(" ", rest)).split()).strip(
        " ,.;:：|/-–—·•()（）[]【】"
    )
    if not _is_name(rest):
        return []
    return [Dateline(_role(line[: date.start]), date, rest) for date in dates]


def _is_name(rest: str) -> bool:
    """Is what a line says besides its date a paper, a section, a town, and no sentence?"""
    words = rest.split()
    named = all(not word[0].islower() or word in ("of", "and", "the") for word in words)
    han = len(HAN.findall(rest))
    return named and len(words) <= 4 and len(rest) <= 40 and han <= 10 and "，" not in rest


def _says_more(line: str, label: re.Match[str]) -> bool:
    after = line[label.end() :].lstrip()
    return not after or after[0] in ":：" or line[: label.end()].isupper() or bool(dates_in(after))


def _is_vague(line: str) -> bool:
    return bool(re.search(r"\bago\b|yesterday|today|\d{1,2}:\d{2}|[:：]", line)) and len(line) < 60


def _role(before: str) -> str:
    labels = list(LABEL.finditer(before))
    if not labels:
        return "dated"
    return "updated" if labels[-1]["updated"] else "published"


def _value(match: re.Match[str], year: str = "") -> tuple[str, bool]:
    parts = match.groupdict()
    year = year or parts["year"]
    if parts.get("one"):
        one, two = int(parts["one"]), int(parts["two"])
        day, month = (two, one) if two > 12 else (one, two)
        return f"{year}-{month:02}-{day:02}", one <= 12 and two <= 12 and one != two
    month_name = parts["month"].lower()[:3]
    month = int(month_name) if month_name.isdigit() else _ORDER.index(month_name) + 1
    value = f"{year}-{month:02}"
    return (f"{value}-{int(parts['day']):02}" if parts.get("day") else value), False


def _in_digits(text: str) -> str:
    """二〇〇七年九月三十日 with digits, as wide as it was: offsets hold."""
    if "年" not in text and "月" not in text:
        return text
    text = _HAN_YEAR.sub(lambda year: "".join(_DIGITS[sign] for sign in year[0]), text)
    return _HAN_NUMBER.sub(lambda number: _number(number[0]).rjust(len(number[0])), text)


def _number(signs: str) -> str:
    tens, ten, ones = signs.rpartition("十")
    if not ten:
        return _DIGITS.get(signs, signs) if len(signs) == 1 else signs
    return str(int(_DIGITS.get(tens, "1") if tens else 1) * 10 + int(_DIGITS.get(ones, "0")))
