"""Every line of a telegram, with the part that it belongs to.

A label begins a part; lines after it go on with it until an empty line or the next label. The
material is as it is: labels are misspelt, captions doubled, fields cut by the head of a page. So
a line is never refused: what nothing claims is "unread".
"""

import re
from collections.abc import Iterator

from app.core.cables.marks import portion_mark
from app.core.cables.telegram import Line

MOST = 400  # characters of a line that may be a label's; longer ones are text
_LINK = re.compile(r"\[([^\]\n]{0,80})\]\([^)\n]{0,200}\)")
_PAGE = re.compile(r"[A-Z][A-Z .'-]{2,40} \d{6,8} {1,4}\d{3}(?:\.\d{1,3})? OF \d{3}")
_PAGE_FIELD = re.compile(r"PAGE \d{1,3} +RU[A-Z]{3,6} .{0,40}")
_END = re.compile(r"#\d{3,6}|N{4}|BT|(?i:end (?:of )?cable(?: text)?)")
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
        r"(?:[ /].*)?",
    ),
    ("order", r"E\.? ?[O0]\.?:? ?1\d{4}.*"),
    (
        "tags",
        r"TAGS.*|(?i:tags?|tages|tabs|tas|tgs|ags)(?: ?[:;].*| [A-Z]{2,5}(?:[ ,]+[A-Z]{2,5})*)",
    ),
    ("subject", r"S?UBJ(?:ECT|ECF|ET)?\b ?[:;]?.*|(?i:subject|subj) ?:.*"),
    (
        "references",
        r"REF(?:S|ERENCES?|TELS?)?\b ?(?:\([A-Z]\))?[:;]?.*|(?i:ref(?:s|erences?|tels?)?) ?:.*",
    ),
    (
        "authority",
        r"(?i:(?:\(u\) ?)?class?[if]{1,4}(?:ied|ed)? ?by|derived from|reas[o0]n).*",
    ),
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
_ADDRESS = re.compile(r"(?:R[A-Z]{4,7}/?|[A-Z]{3,})\b[^a-z]*|\d{1,5}")
_MESSAGE = re.compile(r"(?:SECTION\s*\d+\s*OF\s*\d+\s*)?[A-Z][A-Z .'-]{1,30} \d{3,8}|SECTION .*")
_TAG_WORDS = re.compile(r"[A-Z]{2,5}(?:[ ,;/]+(?:[A-Z]{2,5}|\([A-Z ,.]+\)))*[ ,;]*")
_TAG_LINE = re.compile(r"[A-Z0-9 ,;/()&'.-]+")
_INNER = re.compile(  # labels that were joined to the line before
    r"(?<=\s)(?:(?P<tags>TAGS)|(?P<subject>SUBJ(?:ECT)?)|(?P<references>REFS?)"
    r"|(?P<authority>(?i:classified by))) ?:"
)
_JOINED = {"order", "tags", "subject", "references"}
_RUNNING_ON = {"routing", "action", "info", "exempt", "origin"}
_HEADER = {"transmission", "routing", "station", "security", "time", "origin"}
# Parts whose label is a word of plain English or a rank: FM is a foreign minister, too. After the
# subject they are only read in the heading of a next section.
_WORDLIKE = {"origin", "action", "info", "exempt"}
_LATE = {"order", "tags", "references", "authority"}
_ROUTED = _HEADER | _WORDLIKE
_NEXT_SECTION = re.compile(r"SECTION\s*\d+\s*OF\s*\d+")
_IS_LABEL = re.compile(r"[^:;]{2,30}[:;]|[^:;]*\d")  # not a word with which a subject goes on


def lines_of(text: str) -> list[Line]:
    """Each line that is not empty. Never raises."""
    return list(_labelled(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


def plain(line: str) -> str:
    """A line as it was sent: without pilcrows, backslashes at its end, links to nowhere."""
    return _LINK.sub(r"\1", line).replace("¶", " ").strip().rstrip("\\").strip()


def is_page_head(words: str) -> bool:
    """Is it what the head of a new page says, in the middle of the text?"""
    return bool(_PAGE.fullmatch(words) or _PAGE_FIELD.fullmatch(words))


def pieces_of(words: str, part: str) -> list[tuple[str, str]]:
    """(part, words) of a line, which is several where lines of the heading were joined."""
    marks = list(_INNER.finditer(words)) if part in _JOINED else []
    pieces = [(part, words[: marks[0].start()].strip() if marks else words)]
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        end = after.start() if after else len(words)
        pieces.append((mark.lastgroup or part, words[mark.start() : end].strip()))
    return pieces


def _labelled(lines: list[str]) -> Iterator[Line]:
    part, is_after_gap, has_subject, has_numbers = "unread", False, False, False
    for number, text in enumerate(lines, 1):
        words = plain(text)
        if not words:
            is_after_gap = True
            continue
        here = _part(words[:MOST], part, is_after_gap, has_subject)
        if here == "body" and not has_numbers and is_after_gap:
            here = _late_label(words[:MOST])
        has_numbers = has_numbers or (here == "body" and words[0].isdigit())
        if here in ("page", "end"):
            yield Line(number, text, here)
            continue
        parts = [piece for piece, _ in pieces_of(words, here)]
        has_subject = has_subject or "subject" in parts
        part = parts[-1]
        is_after_gap = False
        yield Line(number, text, here)


def _part(words: str, before: str, is_after_gap: bool, has_subject: bool) -> str:
    if is_page_head(words):
        return "page"
    if _END.fullmatch(words):
        return "end"
    label = _label(words)
    if before == "body":
        return label if _begins_section(words, label) else "body"
    if label and (not has_subject or _may_follow_subject(words, label, before, is_after_gap)):
        return label
    is_marked = words[0].isdigit() and portion_mark(words) is not None
    if is_marked or (has_subject and BODY.match(words)):
        return "body"
    return _going_on(words, before, is_after_gap, has_subject)


def _late_label(words: str) -> str:
    """Between the subject and the first numbered paragraph the heading may still go on."""
    label = _label(words)
    return label if label in _LATE and _IS_LABEL.match(words) else "body"


def _going_on(words: str, before: str, is_after_gap: bool, has_subject: bool) -> str:
    """The part of a line that no label begins."""
    if _CAPTION.fullmatch(words):
        return "caption"
    if not is_after_gap and before in _RUNNING_ON and _ADDRESS.fullmatch(words):
        return before
    if before == "classification" and not is_after_gap and _MESSAGE.fullmatch(words):
        return before
    if before == "tags" and (_TAG_LINE if not is_after_gap else _TAG_WORDS).fullmatch(words):
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


def _begins_section(words: str, label: str) -> bool:
    """Does the heading of a next section begin here, in the middle of the text?"""
    if label == "classification":
        return _NEXT_SECTION.search(words) is not None
    return label in _HEADER - _WORDLIKE


def _may_follow_subject(words: str, label: str, before: str, is_after_gap: bool) -> bool:
    """Is it a label, or do the words of a subject go on in what looks like one?"""
    if before in _ROUTED:
        return True
    if label in _LATE:
        return is_after_gap or _IS_LABEL.match(words) is not None
    if label == "subject":
        return before != "subject" or is_after_gap
    return _begins_section(words, label)
