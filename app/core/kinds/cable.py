"""A diplomatic telegram: its heading set line by line, its paragraphs numbered as printed.

>>> CABLE.likeness("VZCZCXRO1\\nDE RUEHBJ #1/01 1030738\\nTAGS: PGOV CH\\nSUBJECT: A card") > 0.5
True

What its heading says is read by `core.cables`: subject, date-time group, sender, and whether its
parts agree. Its text stays as it was printed.
"""

import re
from collections.abc import Iterator, Sequence

from app.core.cables import Telegram, decode
from app.core.cables.findings import findings
from app.core.cables.lines import is_page_head
from app.core.cables.words import in_words, name_of
from app.core.clippings.escaping import escaped
from app.core.importing import Converted, Fact, Form, Prepared, Removal
from app.core.kinds.kind import Kind

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
_LINK = re.compile(r"\[([^\]\n]*)\]\(#?\)")  # codes come as links to nowhere
LONGEST_HEADING = 60  # characters
MOST_UNREAD = 5  # lines that are named
_BODY = re.compile(r"^\W*(?:SUMMARY\b|\d{1,2}\\?\.\s*\()", re.IGNORECASE)
_BODY_NUMBER = re.compile(r"^\W*\d")


class Cable(Kind):
    name = "cable"
    form = "telegram"

    def likeness(self, text: str) -> float:
        found = sum(bool(re.search(line, text, re.MULTILINE)) for line in _LINES)
        return found / len(_LINES) if found >= _ENOUGH else 0.0

    def prepare(self, converted: Converted) -> Prepared:
        text = _LINK.sub(r"\1", converted.text)
        telegram = decode(text)
        facts = {**_facts(telegram), **converted.facts}
        told = (*converted.told, *_told(telegram))
        if converted.form is Form.MARKDOWN:
            return Prepared(self.name, text, facts, told=told)
        markdown, removals = _set(list(_blocks(text.split("\n"))))
        return Prepared(self.name, markdown, facts, removals, told)


CABLE = Cable()


def _facts(telegram: Telegram) -> dict[str, Fact]:
    facts = {
        "language": Fact("en", "telegrams are in English"),
        "voice": Fact("embassy", "it is a telegram"),
    }
    if telegram.subject:
        facts["title"] = Fact(telegram.subject, "the SUBJECT line", is_guessed=False)
    if telegram.sent:
        facts["date"] = Fact(telegram.sent[:10], "the date-time group", is_guessed=False)
    if telegram.origin:
        name = name_of(telegram.origin)
        is_post = name.startswith(("Embassy", "Consulate"))
        author = f"US {name}" if is_post else name.removeprefix("the ")
        facts["author"] = Fact(author, f"the line “FM {telegram.origin}”")
    return facts


def _told(telegram: Telegram) -> tuple[str, ...]:
    """Its heading in words, what does not agree in it, and what could not be read."""
    words = in_words(telegram)
    unread = [
        f"Line {line.number} could not be read, and stays: “{line.text.strip()[:LONGEST_HEADING]}”"
        for line in telegram.unread[:MOST_UNREAD]
    ]
    return (*([f"In words: {words}"] if words else []), *findings(telegram), *unread)


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
        if len(group) == 1 and is_page_head(group[0]):
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
