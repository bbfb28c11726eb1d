"""Every line of a telegram, with the part that it belongs to.

A label begins a part; lines after it go on with it until an empty line or the next label. The
material is as it is: labels are misspelt, captions doubled, fields cut by the head of a page. So
a line is never refused: what nothing claims is "unread".
"""

import re
from collections.abc import Iterator

from app.core.cables.telegram import Line

MOST = 400  # characters of a line that may be a label's; longer ones are text
_LINK = re.compile(r"\[([^\]\n]{0,80})\]\([^)\n]{0,200}\)")
_PAGE = re.compile(r"[A-Z][A-Z .]{2,40} \d{6,8} {1,4}\d{3}(?:\.\d{1,3})? OF \d{3}")
_PAGE_FIELD = re.compile(r"PAGE \d{1,3} +RU[A-Z]{3,6} .{0,40}")
_END = re.compile(r"#\d{3,6}|N{4}|BT")
_LABELS = (  # (part, how its first line begins); the first that fits decides
    ("transmission", r"V?ZCZC ?[A-Z]{2,4}\d{3,5}\b"),
    ("station", r"DE RU[A-Z]{3,6}\b.*"),
    ("security", r"ZN[RY]\b.*"),
    ("time", r"[ZOPRY](?: ?[ZOPRY])? +\d{6}Z? [A-Z]{3}[A-Z]{0,6} \d{2}(?:\d\d)?\b.*"),
    ("routing", r"(?:ZZ|OO|PP|RR|YY)(?: RU?[A-Z]{4,7}| RH[A-Z]{4,6})+.*"),
    ("origin", r"FM [A-Z].*"),
    ("action", r"TO (?:RU|RH|[A-Z]{3,}).*"),
    ("info", r"INFO\b.*"),
    ("exempt", r"XMT\b.*"),
    (
        "classification",
        r"(?:U ?N ?C ?L ?A ?S(?: ?S ?I ?F ?I ?E ?D)?|C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L"
        r"|(?:T ?O ?P  ?)?S ?E ?C ?R ?E ?T|L ?I ?M ?I ?T ?E ?D  ?O ?F ?F ?I ?C ?I ?A ?L  ?U ?S ?E)"
        r"(?: .*)?",
    ),
    ("order", r"E\.? ?O\.?:? ?1\d{4}.*"),
    ("tags", r"TAGS\b.*|(?i:tags?|tages|tabs|tas|tgs|ags) ?[:;].*"),
    ("subject", r"S?UBJ(?:ECT|ECF|ET)?\b ?[:;]?.*|(?i:subject|subj) ?:.*"),
    ("references", r"REF(?:S|ERENCES?)?\b ?(?:\([A-Z]\))?[:;]?.*|(?i:ref(?:s|erences?)?) ?:.*"),
    ("authority", r"(?i:classif(?:ied|ed)? ?by|derived from|reasons? ?[:;]? ?1|reas[o0]n).*"),
)
_PATTERNS = [(part, re.compile(pattern)) for part, pattern in _LABELS]
CAPTIONS = (
    "SIPDIS NODIS EXDIS LIMDIS STADIS NOFORN SENSITIVE AGREMENT CHEROKEE ROGER CODEL DIRGEN MED"
    " TERREP EYES INFORM NOCONTRACT"
).split()
_HANDLING = "|".join([*CAPTIONS, "(?:[A-Z]{2} )?CHANNEL", "CORRECTED COPY", "OFFICIAL INFORMAL"])
_CAPTION = re.compile(
    rf"(?:(?:{_HANDLING})[ ,/.]*)+|(?i:C ?O ?R ?R ?E ?C ?T ?E ?D  ?C ?O ?P ?Y.{{0,60}})"
)
_ATTENTION = re.compile(
    r"(?:DEPT?|DEPARTMENT|STATE|NSC|TREASURY|USDOC|PASS|FOR|PLEASE PASS|WHITE HOUSE|PENTAGON|NEA|"
    r"EAP|SECDEF|OSD|COMMERCE|ENERGY|USTR|USAID|JUSTICE|DOJ|DHS|GENEVA|BRUSSELS|PACOM)\b.{0,200}\b"
    r"(?:FOR|PASS|ALSO)\b.*|(?:FOR|PASS) .*"
)
BODY = re.compile(
    r"(?:\d{1,3}\s?[.)]\s?|\d{1,3}\s+(?=\())(?:\(|[A-Z\"'“a-z])"
    r"|(?i:(?:begin )?summary\b|introduction\b)"
)
_BULLET = re.compile(r"\(?\[?[A-Z][.)\]]{1,2} ?.*")
_ADDRESS = re.compile(r"(?:R[A-Z]{4,7}/?|[A-Z]{3,})\b[^a-z]*")
_TAG_WORDS = re.compile(r"[A-Z]{2,5}(?:[ ,;/]+(?:[A-Z]{2,5}|\([A-Z ,.]+\)))*[ ,;]*")
_RUNNING_ON = {"routing", "action", "info", "exempt", "origin"}
_HEADER = {"transmission", "routing", "station", "security", "time", "origin"}


def lines_of(text: str) -> list[Line]:
    """Each line that is not empty. Never raises."""
    return list(_labelled(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


def plain(line: str) -> str:
    """A line as it was sent: without pilcrows, backslashes at its end, links to nowhere."""
    return _LINK.sub(r"\1", line).replace("¶", " ").strip().rstrip("\\").strip()


def _labelled(lines: list[str]) -> Iterator[Line]:
    part, is_after_gap, has_header, has_subject = "unread", False, False, False
    for number, text in enumerate(lines, 1):
        words = plain(text)
        if not words:
            is_after_gap = True
            continue
        short = words[:MOST]
        here = _part(short, part, is_after_gap, has_subject)
        if here in ("page", "end"):
            yield Line(number, text, here)
            continue
        has_header = has_header or here in _HEADER or here == "classification"
        has_subject = has_subject or here == "subject"
        part = here
        is_after_gap = False
        yield Line(number, text, part)


def _part(words: str, before: str, is_after_gap: bool, has_subject: bool) -> str:
    if _PAGE.fullmatch(words) or _PAGE_FIELD.fullmatch(words):
        return "page"
    if _END.fullmatch(words):
        return "end"
    label = _label(words)
    if before == "body":
        return label if label in _HEADER or _is_next_section(words, label) else "body"
    if label and not (label == "subject" and before == "subject" and not is_after_gap):
        return label
    if has_subject and BODY.match(words):
        return "body"
    return _going_on(words, before, is_after_gap, has_subject)


def _going_on(words: str, before: str, is_after_gap: bool, has_subject: bool) -> str:
    """The part of a line that no label begins."""
    if _CAPTION.fullmatch(words):
        return "caption"
    if not is_after_gap and before in _RUNNING_ON and _ADDRESS.fullmatch(words):
        return before
    if before == "tags" and _TAG_WORDS.fullmatch(words):
        return "tags"
    if before in ("order", "attention") and not is_after_gap:
        return before
    if before in ("subject", "references", "authority") and not is_after_gap:
        return before
    if before == "references" and _BULLET.fullmatch(words) and re.search(r"\d", words):
        return "references"
    if not has_subject and _ATTENTION.fullmatch(words):
        return "attention"
    if has_subject:
        return "body"
    return "unread"


def _label(words: str) -> str:
    return next((part for part, pattern in _PATTERNS if pattern.fullmatch(words)), "")


def _is_next_section(words: str, label: str) -> bool:
    return label == "classification" and re.search(r"SECTION \d+ OF \d+", words) is not None
