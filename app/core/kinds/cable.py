"""A diplomatic telegram: its heading set line by line, its paragraphs numbered as printed.

>>> CABLE.likeness("VZCZCXRO1\\nDE RUEHBJ #1/01 1030738\\nTAGS: PGOV CH\\nSUBJECT: A card") > 0.5
True

What its heading says for certain is read: subject, date-time group, sender (5 FAH-2 H-320). The
codes themselves are left to the layer that explains them.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from app.core.clippings.escaping import escaped
from app.core.importing import Converted, Fact, Form, Prepared, Removal

# Lines that no other document has.
_LINES = (
    r"^\W*V?ZCZC\w+",
    r"^\W*DE RUE\w+ #",
    r"^\W*[OPRZ]{1,2}(?: [OPRZ])? \d{6}Z [A-Z]{3} \d\d",
    r"^\W*E\.?O\.? ?1\d{4}",
    r"^\W*TAGS\b",
    r"^\W*SUBJECT:",
)
_ENOUGH = 3  # such lines
_DTG = re.compile(r"^\W*[OPRZ]{1,2}(?: [OPRZ])? (\d{6}Z [A-Z]{3} \d\d)\b", re.MULTILINE)
_FROM = re.compile(r"^FM (.+)$", re.MULTILINE)
_SUBJECT = re.compile(r"^SUBJ(?:ECT)?:[ \t]*(.+(?:\n(?![A-Z.]+(?: [A-Z]+)?:).+)*)", re.MULTILINE)
_LINK = re.compile(r"\[([^\]\n]*)\]\(#?\)")  # codes come as links to nowhere
LONGEST_HEADING = 60  # characters
_BODY = re.compile(r"^\W*(?:SUMMARY\b|\d{1,2}\\?\.\s*\()", re.IGNORECASE)
_BODY_NUMBER = re.compile(r"^\W*\d")
_PAGE = re.compile(r"^[A-Z]{3,}(?: [A-Z]+)* \d{8} \d{3}(?:\.\d)? OF \d{3}$")
_POSTS = {"AMEMBASSY": "US Embassy", "AMCONSUL": "US Consulate", "USMISSION": "US Mission"}


class Cable:
    name = "cable"

    def likeness(self, text: str) -> float:
        found = sum(bool(re.search(line, text, re.MULTILINE)) for line in _LINES)
        return found / len(_LINES) if found >= _ENOUGH else 0.0

    def prepare(self, converted: Converted) -> Prepared:
        text = _LINK.sub(r"\1", converted.text)
        facts = {**_facts(text), **converted.facts}
        if converted.form is Form.MARKDOWN:
            return Prepared(self.name, text, facts, told=converted.told)
        blocks = list(_blocks(text.split("\n")))
        markdown, removals = _set(blocks)
        return Prepared(self.name, markdown, facts, removals, converted.told)


CABLE = Cable()


def _facts(text: str) -> dict[str, Fact]:
    facts = {
        "language": Fact("en", "telegrams are in English"),
        "voice": Fact("embassy", "it is a telegram"),
    }
    if found := _SUBJECT.search(text):
        subject = " ".join(found[1].split())
        facts["title"] = Fact(subject, "the SUBJECT line", is_guessed=False)
    if found := _DTG.search(text):
        try:
            sent = datetime.strptime(found[1], "%d%H%MZ %b %y")
            facts["date"] = Fact(f"{sent:%Y-%m-%d}", "the date-time group", is_guessed=False)
        except ValueError:
            pass  # no day of the calendar: the date is to be filled in
    if found := _FROM.search(text):
        kind, _, place = found[1].strip().partition(" ")
        author = f"{_POSTS.get(kind, kind)} {place.title()}".strip()
        facts["author"] = Fact(author, f"the line “{found[0].strip()}”")
    return facts


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str], bool]]:
    """(first line, lines, whether it is heading) of each group of lines between empty ones."""
    group: list[str] = []
    is_heading = True
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            group.append(line.strip())
            continue
        if group:
            is_heading = is_heading and not _BODY.match(group[0])
            yield number - len(group), group, is_heading
        group = []


def _set(blocks: Sequence[tuple[int, list[str], bool]]) -> tuple[str, tuple[Removal, ...]]:
    """The Markdown, and the markers of pages, which do not belong to the text."""
    out: list[str] = []
    removals: list[Removal] = []
    for line, group, is_heading in blocks:
        if out:
            out.append("")
        if len(group) == 1 and _PAGE.fullmatch(group[0]):
            removals.append(Removal(line, len(out) + 1, group[0], "the marker of a new page"))
        if is_heading:
            out += [*map(escaped, group), "{: .telegram}"]
        elif _is_title(group):
            out.append(f"## {escaped(group[0])}")
        else:
            out.append(escaped(" ".join(group)))
    return "\n".join(out) + "\n", tuple(removals)


def _is_title(group: Sequence[str]) -> bool:
    """Is it a heading between paragraphs? A name in capitals is who signed."""
    line = group[0]
    is_short = len(group) == 1 and len(line) <= LONGEST_HEADING and not _BODY_NUMBER.match(line)
    return is_short and line[-1].isalpha() and not line.isupper()
