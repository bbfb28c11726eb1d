"""What templates say points systems with."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask import Flask
from sqlalchemy import Row

from app.core.points import Sheet, sheet_of
from app.core.points.rows import plain
from app.core.points.rows import signed as with_sign
from app.database import db
from app.models import Course, Term
from app.services.cards import priced_beside, titles_in


def register(app: Flask) -> None:
    for function in (
        points_sheet,
        reading_titles,
        priced_neighbours,
        signed,
        plain,
        capitalize_first,
        lower_first,
    ):
        app.add_template_filter(function)


def points_sheet(mapping: dict[str, Any]) -> Sheet:
    """The points of a term card, checked when its pack was loaded, with no case yet."""
    return sheet_of(mapping)


def reading_titles(course: Course) -> dict[str, str]:
    """By slug, for rows that name the reading which says them."""
    return titles_in(db.session, course)


def priced_neighbours(term: Term) -> Sequence[Row[str, str]]:
    """The other points systems of a term's layer."""
    return priced_beside(db.session, term)


def signed(points: Decimal | None) -> str:
    """+20, −5, 0; or that nobody says how many."""
    return "not given" if points is None else with_sign(points)


def capitalize_first(text: str) -> str:
    """“a master’s degree” as the beginning of a line; the rest keeps its capitals."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
