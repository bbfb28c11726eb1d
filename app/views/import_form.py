"""The form of an import: what was typed, what is wrong with it, and whether it is stale."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import request
from sqlalchemy.orm import Session

from app.core.importing.knowing import LONGEST, wrong
from app.core.kinds import KINDS
from app.core.markdown import Tangled
from app.models import Import
from app.services.importing.duplicates import Same
from app.services.importing.publishing import Shelf, free_slug, is_taken, text_of
from app.services.importing.reading_in import LONGEST_TEXT, blocks_of
from app.services.importing.waiting import Mended, mend, prepare_anew
from app.views.numbers import row_number

# name -> what it is called, and a word on it
FORM_FIELDS = {
    "title": ("Title", ""),
    "subtitle": ("Subtitle", ""),
    "author": ("Author", "Who wrote it, or the issuing office. Several: “Ann Li and Bo Chen”."),
    "publisher": ("Publisher", "Where it appeared; the office, for a rule."),
    "date": ("Date of the document", "2014, 2014-07 or 2014-07-24. It decides which senses hold."),
    "language": ("Language", "en, zh-Hans, zh-Hant, fr …"),
    "rights": (
        "Rights",
        "Under which terms it may be read here: “CC BY 4.0”, “© The Post, for teaching”.",
    ),
    "url": ("Address", "Where it can be found, if anywhere."),
}
ON_THE_SHELF = ("slug", "week", "after")
LATEST_WEEK = 60
AGAIN = "You chose another kind. The text is set as one now: look at it, then publish."
IS_HERE = "The course may have this document already: see above, or say here that it is another."


@dataclass(slots=True)
class Typed:
    """What the form has, and `errors` by field. `version` is that of the import as the form was
    opened; `is_change`: it says something new."""

    version: int
    slug: str = ""
    week: str = ""
    after: str = ""
    is_another: bool = False
    is_stale: bool = False
    is_change: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    mended: Mended | None = None
    kind: str = ""
    starts_over: bool = False
    removals: str = ""

    @classmethod
    def of(cls, row: Import) -> "Typed":
        slug, week, after = (str(row.given.get(name, "")) for name in ON_THE_SHELF)
        return cls(row.version, slug, week, after)

    @property
    def is_unfit(self) -> bool:
        """Is something so wrong that it cannot even be kept?"""
        return bool(self.errors.keys() & {"text", "kind"})

    @property
    def shelf(self) -> Shelf:
        after = row_number(self.after) if self.after.isdigit() else None
        return Shelf(after, int(self.week) if self.week else None)

    def values(self, row: Import) -> dict[str, str]:
        """All facts as they will be published."""
        names = (*FORM_FIELDS, "voice", "kind")
        return {name: row.value(name).strip() for name in names} | {"slug": self.slug}

    def take(self, row: Import) -> None:
        """Put what was typed over the import, in memory. Another kind has it prepared anew."""
        before = (row.given, row.markdown, row.removed, row.kind)
        is_untouched = self.mended is not None and self.mended.markdown == row.prepared
        if self.mended is None or self.is_unfit:
            return
        mend(row, self.mended)
        if self.kind != row.kind or self.starts_over:
            prepare_anew(row, self.kind, self.starts_over or is_untouched)
            mend(row, Mended(row.given, row.markdown, ()))  # not the old kind's guesses
        if self.removals:
            everything = range(len(row.removals)) if self.removals == "all" else ()
            row.removed = list(everything)
        self.is_change = before != (row.given, row.markdown, row.removed, row.kind)
        self.is_stale = self.is_change and self.version != row.version
        if before[3] != row.kind:
            self.errors.setdefault("kind_changed", AGAIN)

    def check(self, session: Session, row: Import, same: Sequence[Same]) -> None:
        """Say what stands in the way of publishing."""
        values = self.values(row)
        self.errors |= wrong(values, tuple(KINDS))
        if self.slug and "slug" not in self.errors and is_taken(session, self.slug):
            free = free_slug(session, self.slug)
            self.errors["slug"] = f"Another reading has this address: “{free}” is free."
        if self.week and not (self.week.isdigit() and 1 <= int(self.week) <= LATEST_WEEK):
            self.errors["week"] = f"A week is a number from 1 to {LATEST_WEEK}, or empty."
        if same and not self.is_another:
            self.errors["is_another"] = IS_HERE
        try:
            if not blocks_of(text_of(row), row.known).blocks:
                self.errors["text"] = "Nothing is left of the text that could be shown."
        except Tangled as tangled:
            self.errors["text"] = f"Line {tangled.line}: {tangled}"


def read_typed(row: Import) -> Typed:
    """Read the form. A field that it has not is left as it is."""
    request.max_content_length = request.max_form_memory_size = 4 * LONGEST_TEXT
    form = request.form
    typed = Typed(
        version=form.get("version", 0, type=row_number),
        slug=form.get("slug", "").strip(),
        week=form.get("week", "").strip(),
        after=form.get("after", "").strip(),
        is_another="is_another" in form,
        kind=form.get("kind", row.kind),
        starts_over="starts_over" in form,
        removals=form.get("removals", ""),
    )
    markdown = form.get("text", row.markdown).replace("\r\n", "\n").replace("\0", "")
    if len(markdown) > LONGEST_TEXT:
        typed.errors["text"] = f"At most {LONGEST_TEXT:,} characters."
    if typed.kind not in KINDS:
        typed.errors["kind"] = "Choose one of the kinds."
    names = (*FORM_FIELDS, "voice", *ON_THE_SHELF)
    given = {name: _cut(name, form.get(name, row.value(name))) for name in names}
    removed = form.getlist("removed", type=row_number) if "version" in form else row.removed
    typed.mended = Mended(given, markdown, removed)
    return typed


def _cut(name: str, value: str) -> str:
    """What was typed, without what no field holds; far too much is cut."""
    return " ".join(value.replace("\0", "").split())[: 2 * LONGEST.get(name, 100)]
