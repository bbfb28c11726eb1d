"""A place that somebody chooses in a text by hand: selected, by its sentence, or by its words."""

from dataclasses import dataclass, field

from flask import request

from app.core.surroundings import places_of
from app.models import Revision
from app.views.drafts import LONGEST_PASSAGE, quoted
from app.views.pages import TEXT_CHANGED, still_says


@dataclass(slots=True)
class Choice:
    """The words as they were given, where they stand (code points), and what is wrong with them."""

    exact: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)
    error: str = ""


def read_choice(revision: Revision) -> Choice:
    """Read the form. What was selected has its offsets; what was typed is looked for, and must
    stand in one place only."""
    exact = quoted(request.form)
    start, end = request.form.get("start", -1, type=int), request.form.get("end", -1, type=int)
    if 0 <= start < end <= len(revision.text) and revision.text[start:end].strip():
        is_as_chosen = still_says(request.form, revision.text[start:end])
        choice = Choice(exact, [(start, end)], "" if is_as_chosen else TEXT_CHANGED)
    else:
        choice = Choice(exact, places_of(revision.text, exact))
    choice.error = choice.error or _fault(choice)
    return choice


def _fault(choice: Choice) -> str:
    if not choice.exact.strip():
        return "Choose its words in the text, or type them."
    if not choice.places:
        return "These words do not stand in the text as it is now. Nothing was changed."
    if len(choice.places) > 1:
        return f"These words stand in {len(choice.places)} places. Choose one, or type more."
    start, end = choice.places[0]
    if end - start > LONGEST_PASSAGE:
        return f"A passage has at most {LONGEST_PASSAGE:,} characters."
    return ""
