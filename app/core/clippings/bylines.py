"""Who wrote a story: “By Ada Lam and Tom Reed / Reuters”, “Ada Lam in Beijing”, “记者 张三”.

>>> byline("By Ada Lam and Tom Reed  /  Reuters")
Byline(authors='Ada Lam and Tom Reed', publisher='Reuters')
>>> byline("By noon the queue was a mile long")
"""

import re
from dataclasses import dataclass

from app.core.clippings.publishers import publisher_in

LONGEST = 30  # words
_NAME = (
    r"(?:[A-Z][\w’'.-]*|de|van|von|der|la|bin|al-\w+)(?:[ ](?:[A-Z][\w’'.-]*|de|van|von|der"
    r"|la|bin))*"
)
_ROLE = (
    r"(?:(?:[\w-]+ )?(?:staff|senior|chief|foreign|china|asia|economics|political|special)?\s*"
    r"(?:writer|reporters?|correspondent|editor|contributor|columnist)s?|special to .{1,40}"
    r"|for .{1,40})"
)
_BY = re.compile(
    r"^(?:(?:story|words|text|written|reported|report|analysis|commentary|opinion"
    r"|interview)\s+)?by\s*:?\s+(?P<names>[^.!?]{2,160}?(?:\b[A-Z]\.[^.!?]{2,80})?)$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:authors?|writer|reporter)\s*[:：]\s*(?P<names>.{2,120})$", re.IGNORECASE)
_PLACED = re.compile(
    rf"^(?P<names>{_NAME}) in [A-Z][\w ’'-]{{1,30}}"
    rf"(?:,? (?:and )?{_NAME} in [A-Z][\w ’'-]{{1,30}})*$"
)
_PLACE = r"\s+in\s+[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*"
_IN = re.compile(rf"{_PLACE}\s?(?=,|$| and\b|;)|,?{_PLACE}\s?$")
_HAN_NAME = r"[\u3400-\u9fff·]{2,8}(?:[\s、，,]+[\u3400-\u9fff·]{2,8}){0,5}"
_HAN = [
    re.compile(form)
    for form in (
        rf"^[□■◎●\s(（【\[]*(?P<paper>新华社|中新社|中新网|人民网|新京报|本报|本刊|本网)?(?:实习"
        rf"|特约|首席|驻\w{{2,4}})?(?:记者|通讯员"
        rf"|記者)\s*[:：]?\s*(?P<names>{_HAN_NAME}?)(?:\s*(?:报道|報導|发自.{{2,6}}|文|编译"
        rf"|北京报道|\w{{2,3}}报道))?[)）】\]]*$",
        rf"^[(（【\[]*(?:作者|撰文|撰稿|文|采写|编译|文字|記者)\s*[:：/／"
        rf"|｜]\s*(?P<names>{_HAN_NAME}|[A-Z][\w .’'-]{{1,40}})[)）】\]]*$",
    )
]
_AGENCY_OPENING = re.compile(
    r"^(?P<paper>新华社|中新社|中新网|人民网|新華社|本报"
    r"|本報)\s*[\u3400-\u9fff]{2,8}\s*(?P<day>(?:\d{4}年)?\s?(?:\d{1,2}月)?\s?\d{1,2}日)?\s*(?:电"
    r"|電|讯|訊)\s*[(（]?(?:(?:记者|記者"
    r"|通讯员)\s*(?P<names>[\u3400-\u9fff·、，, ]{2,40}))?[)）]?"
)
_ENGLISH_OPENING = re.compile(
    r"^[(—–-]*\s*(?:[A-Z][A-Z’'. -]+(?:, [A-Z][A-Za-z. -]+)?"
    r"|[A-Z][\w ’'-]{2,25}),?\s*(?P<day>(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}"
    r"|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s+\d{4})?)?,?\s*"
    r"[(（](?P<paper>[A-Z][\w ’']{1,30})[)）]\s*(?:[-—–:]+"
    r"|\s)\s*\S"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """`publisher` is the paper or agency that the line names, or nothing."""

    authors: str
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """How an agency's story begins: its name, a day, perhaps its reporters."""

    publisher: str
    day: str
    authors: str


def byline(line: str) -> Byline | None:
    """Read a line that says who wrote the story; None where it is none."""
    if len(line.split()) > LONGEST or len(line) > 200:
        return None
    for form in _HAN:
        if match := form.match(line):
            paper = match.groupdict().get("paper") or ""
            return Byline("、".join(re.split(r"[\s、，,]+", match["names"].strip())), _paper(paper))
    match = _BY.match(line) or _LABEL.match(line)
    if match:
        return _english(match["names"])
    return _english(line) if _PLACED.match(line) and len(line.split()) <= 14 else None


def is_name(line: str) -> bool:
    """Is it as a person's name is written, two to four words, and no paper's?"""
    words = line.split()
    shaped = 2 <= len(words) <= 4 and all(re.fullmatch(r"[A-Z][\w’'.-]*", word) for word in words)
    return shaped and not line.isupper() and publisher_in(line) is None


def opening(text: str) -> Opening | None:
    """“新华社北京9月30日电（记者张三）”, “BEIJING, Sept. 30 (Xinhua) --”."""
    start = text[:160]
    match = _AGENCY_OPENING.match(start) or _ENGLISH_OPENING.match(start)
    if not match or not (publisher := _paper(match["paper"])):
        return None
    names = match.groupdict().get("names") or ""
    return Opening(publisher, match["day"] or "", "、".join(re.split(r"[\s、，,]+", names.strip())))


def _paper(name: str) -> str:
    found = publisher_in(name) if name else None
    return found.name if found and found.is_known else ""


def _english(names: str) -> Byline | None:
    parts = re.split(r"\s*[/|／｜]\s*|\s+[–—]\s+", names.strip())
    parts += re.split(r",\s*", parts[0])[1:] if "," in parts[0] else []
    named = [publisher_in(part) for part in parts[1:]]
    publisher = next((each.name for each in named if each), "")
    authors = re.split(r"\s*[/|／｜]\s*|\s+[–—]\s+", names.strip())[0]
    pieces = [
        piece
        for piece in re.split(r",\s*", authors)
        if not re.fullmatch(_ROLE, piece, re.IGNORECASE) and publisher_in(piece) is None
    ]
    authors = _IN.sub("", ", ".join(pieces)).strip(" ,")
    if authors.isupper():
        authors = authors.title().replace(" And ", " and ")
    people = [
        name for name in re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|with)\s+", authors) if name
    ]
    if not people or not all(
        re.fullmatch(_NAME, name) and len(name.split()) <= 6 for name in people
    ):
        return None
    return Byline(authors, publisher)
