"""Dates as documents give them: a year, a month or a day.

>>> is_date("2014"), is_date("2014-07"), is_date("2014-02-30")
(True, True, False)
"""

import re
from datetime import date

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
