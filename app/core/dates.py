"""Dates as documents give them: a year, a month or a day.

>>> is_date("2014"), is_date("2014-07"), is_date("2014-02-30")
(True, True, False)
>>> british("2014-07-24"), american("2014-07-24"), short("2014-09"), british("undated")
('24 July 2014', 'July 24, 2014', 'Sept. 2014', 'undated')
"""

import re
from datetime import date

MONTHS = (
    "January February March April May June July August September October November December".split()
)
SHORT_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()  # MLA's
SHAPE = re.compile(r"\d{4}(-\d{2}){0,2}$", re.ASCII)


def is_date(text: str) -> bool:
    """Is it “2014”, “2014-07” or “2014-07-24”, and in the calendar?"""
    if not SHAPE.fullmatch(text):
        return False
    year, month, day = [*map(int, text.split("-")), 1, 1][:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def british(value: str) -> str:
    """“2016-10-03” as 3 October 2016; a month or a year stays one, and what is no date as it is."""
    return _in_words(value, "{day} {month} {year}", MONTHS)


def american(value: str) -> str:
    return _in_words(value, "{month} {day}, {year}", MONTHS)


def short(value: str) -> str:
    return _in_words(value, "{day} {month} {year}", SHORT_MONTHS)


def _in_words(value: str, order: str, months: list[str]) -> str:
    if not is_date(value):
        return value
    year, month, day = [*value.split("-"), "", ""][:3]
    if not month:
        return year
    name = months[int(month) - 1]
    return order.format(day=int(day), month=name, year=year) if day else f"{name} {year}"
