"""What a reader writes about a passage, as the form has it: checked, and never thrown away."""

from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from app.core.anchoring import Quote
from app.core.markdown import fault_of
from app.core.moving import EVIDENCE, find
from app.core.tags import fault_of as fault_of_tags
from app.core.tags import read_tags
from app.models import Membership, Revision
from app.models.annotation import KINDS, Kind
from app.models.audience import Visibility
from app.views.once import new_nonce, sent_nonce
from app.views.pages import TEXT_CHANGED, still_says

LONGEST_BODY = 20_000  # characters; about ten printed pages
LONGEST_PASSAGE = 5_000  # code points; longer is a chapter, not a passage


@dataclass
class Draft:
    """`start` and `end` are where its quote stands now; a quote that stands nowhere is kept."""

    start: int
    end: int
    kind: Kind
    audience: str
    body: str
    tags: str
    nonce: str
    exact: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def read_draft(
    form: MultiDict[str, str], revision: Revision, member: Membership, evidence: int = EVIDENCE
) -> Draft:
    """Read the form of a passage; what is wrong with it is in `errors`, by field."""
    kind = form.get("kind", "note")
    allowed = [value for value, _ in audiences(member)]
    place = passage_in(form, revision, evidence)
    draft = Draft(
        *(place or (form.get("start", -1, type=int), form.get("end", -1, type=int))),
        kind if kind in KINDS else "note",
        form.get("audience") or allowed[0],
        form.get("body", "").strip(),
        form.get("tags", "").strip(),
        sent_nonce() or new_nonce(),
        revision.text[slice(*place)] if place else quoted(form),
    )
    if place is None:
        draft.errors["passage"] = TEXT_CHANGED
    elif draft.end - draft.start > LONGEST_PASSAGE:
        draft.errors["passage"] = f"A passage has at most {LONGEST_PASSAGE:,} characters."
    if draft.audience not in allowed:
        draft.errors["audience"] = "Choose who may see this."
    if error := read_body(form, draft.kind)[1]:
        draft.errors["body"] = error
    if error := fault_of_tags(read_tags(draft.tags)):
        draft.errors["tags"] = error
    return draft


def passage_in(
    form: MultiDict[str, str], revision: Revision, evidence: int
) -> tuple[int, int] | None:
    """Where the form's passage stands: where the form says, or, if the text has changed since,
    where its quote is found, if that has so many code points."""
    start, end = form.get("start", -1, type=int), form.get("end", -1, type=int)
    if 0 <= start < end <= len(revision.text):
        exact = revision.text[start:end]
        if exact.strip() and still_says(form, exact):
            return start, end
    quote = Quote(quoted(form))
    return find(revision.text, quote) if len(quote.exact) >= evidence else None


def quoted(form: MultiDict[str, str]) -> str:
    """A plain form sends each newline as two characters."""
    return form.get("exact", "").replace("\r\n", "\n")


def read_body(form: MultiDict[str, str], kind: str) -> tuple[str, str]:
    """Return what was written and what is wrong with it."""
    body = form.get("body", "").strip()
    if not body and kind != "highlight":
        return body, "Write something first."
    if len(body) > LONGEST_BODY:
        return body, f"At most {LONGEST_BODY:,} characters; this has {len(body):,}."
    return body, fault_of(body)


def audiences(member: Membership) -> list[tuple[str, str]]:
    """Who may be chosen to see a mark, the usual one first: (value, label)."""
    groups = member.course.groups if member.is_staff else [member.group] if member.group else []
    choices = [
        (
            f"group:{group.id}",
            f"{group.name} (group)" if member.is_staff else f"My group, {group.name}",
        )
        for group in groups
    ]
    course = ("course", "Everybody in the course")
    choices = [course, *choices] if member.is_staff else [*choices, course]
    return [*choices, ("staff", "The staff"), ("private", "Only me")]


def audience_of(draft: Draft) -> tuple[Visibility, int | None]:
    name, _, group = draft.audience.partition(":")
    return name, int(group) if group else None  # type: ignore[return-value] # checked in read_draft
