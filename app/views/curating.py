"""What the forms of curators share: the passage they are about, and the words of a sense."""

import re
from dataclasses import dataclass, field
from typing import Any

from flask import Response, abort, render_template
from werkzeug.datastructures import MultiDict

from app.core.dates import is_date
from app.core.markdown import fault_of
from app.core.senses import VOICES
from app.database import db
from app.models import Revision
from app.services.curation import SenseDraft
from app.views.hypermedia import wants_fragment
from app.views.pages import TEXT_CHANGED, in_leaf, still_says
from app.views.readings import Place

STATUSES = ("unverified", "partly verified", "verified")
LONGEST_CARD = 10_000  # characters
LONGEST_REASON = 500
LONGEST_FIELDS = {  # the columns' widths, and a line or two where the column has none
    "headword": 200,
    "chinese": 120,
    "pinyin": 200,
    "title": 200,
    "reason": LONGEST_REASON,
    "source_title": 500,
    "source_publisher": 500,
    "source_date": 100,
    "source_place": 200,
    "source_url": 2_000,
}
_URL = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Passage:
    revision: Revision
    start: int
    end: int

    @property
    def exact(self) -> str:
        return self.revision.text[self.start : self.end]


@dataclass
class SenseForm:
    """The words of a sense or note as typed, with what is wrong by field."""

    values: MultiDict[str, str] = field(default_factory=MultiDict)
    errors: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.values.get(name, "").strip()

    @property
    def reason(self) -> str:
        return self.get("reason")

    @property
    def draft(self) -> SenseDraft:
        source = {
            name: self.get(f"source_{name}")
            for name in ("title", "publisher", "date", "url", "place")
            if self.get(f"source_{name}")
        }
        return SenseDraft(
            voice=self.get("voice") or "editor",
            body=self.get("body"),
            valid_from=self.get("valid_from") or None,
            valid_to=self.get("valid_to") or None,
            status=self.get("status") or "unverified",
            sources=[source] if source else [],
        )


def read_passage(place: Place, form: MultiDict[str, str]) -> Passage:
    """Read the span that a curator chose, or 404 if there are no words in that place."""
    revision = db.session.scalars(Revision.newest_of(place.reading.id)).one()
    start, end = form.get("start", -1, type=int), form.get("end", -1, type=int)
    if not 0 <= start < end <= len(revision.text):
        abort(404)
    passage = Passage(revision, start, end)
    return passage if passage.exact.strip() else abort(404)


def read_sense(form: MultiDict[str, str], passage: Passage) -> SenseForm:
    """Check the words of a sense. The source of what is called verified must be named."""
    found = SenseForm(form)
    if not still_says(form, passage.exact):
        found.errors["passage"] = TEXT_CHANGED
    for name, longest in LONGEST_FIELDS.items():
        if len(found.get(name)) > longest:
            found.errors[name] = f"At most {longest:,} characters."
    if not found.get("body"):
        found.errors["body"] = "Write what readers need to know."
    elif len(found.get("body")) > LONGEST_CARD:
        found.errors["body"] = f"At most {LONGEST_CARD:,} characters."
    elif fault := fault_of(found.get("body")):
        found.errors["body"] = fault
    if found.get("voice") not in (*VOICES, ""):
        found.errors["voice"] = "Choose a voice."
    if found.get("status") not in (*STATUSES, ""):
        found.errors["status"] = "Choose how far it was checked."
    for name in ("valid_from", "valid_to"):
        if found.get(name) and not is_date(found.get(name)):
            found.errors[name] = "A year, month or day: 2014, 2014-07 or 2014-07-24."
    if found.get("source_url") and not _URL.fullmatch(found.get("source_url")):
        found.errors["source_url"] = "An address begins with http:// or https://."
    if found.get("status") in STATUSES[1:] and not found.get("source_title"):
        found.errors["source_title"] = "Name the source it was checked against."
    return found


def in_composer(
    template: str, place: Place, passage: Passage, form: SenseForm, status: int, **context: Any
) -> Response:
    """A curator's form: in the passage's leaf for htmx, else as a page of its own."""
    html = render_template(
        template if wants_fragment() else "curating/show.html",
        partial=template,
        place=place,
        passage=passage,
        form=form,
        voices=VOICES,
        statuses=STATUSES,
        **context,
    )
    return in_leaf(html, status, passage.revision, passage.start)
