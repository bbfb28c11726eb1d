"""The body of a telegram: paragraphs with their numbers and portion marks, as printed."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.core.cables.lines import plain
from app.core.cables.marks import portion_mark, without_mark
from app.core.cables.telegram import Line, Paragraph

LONGEST_HEADING = 80  # characters
LONGEST_NAME = 40
_NUMBER = re.compile(r"(\d{1,3})(?:\s?[.)]\s*|\s+(?=\())(?=\S)")
_DOT = re.compile(r"\d{1,3}\s?[.)]")
_ENDS = re.compile(r"[.!?:;\"”')]\s*$")
_NAME = re.compile(r"[A-Z][A-Z.'’ /-]*[A-Z]")
_LEVEL = re.compile(r"(?:UNCLAS(?:SIFIED)?|CONFIDENTIAL|(?:TOP )?SECRET)(?:(?: |//?)[A-Z]{4,9})?$")
_SUMMARY = re.compile(
    r"(?i)\bsummary\b(?: and (?:comment|introduction|action request))?[\s:.)-]{0,20}"
)
_END_SUMMARY = re.compile(r"(?i)\bend (?:of )?summary\b")
_COMMENT = re.compile(r"(?i)\bcomment\b\s?[:.)-]{1,5}\s{0,5}")
_END_COMMENT = re.compile(r"(?i)\bend (?:of )?comment\b")
_PROTECT = re.compile(r"\(\s?(?i:(?:strictly )?protect(?:ed)?)\s?\)")
_BEFORE = re.compile(r"((?:[A-Z][\w'’-]{0,30} ){0,4}[A-Z][\w'’-]{0,30})\s{0,2}$")
_LONGEST_PERSON = 170  # characters: five words of a name


def groups_of(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """(first line, words) of each group of lines: what an empty line or the head of a page only
    broke in the middle of a sentence is one."""
    groups: list[tuple[int, list[str]]] = []
    last = 0
    for line in lines:
        words = plain(line.text)
        before = groups[-1][1][-1] if groups else ""
        is_next = line.number == last + 1
        goes_on = words[:1].islower() and not _ENDS.search(before)
        ends = line is lines[-1] and _ENDS.search(before) and _NAME.fullmatch(words)
        if groups and (is_next or goes_on) and not ends and not _begins(words, before):
            groups[-1][1].append(words)
        else:
            groups.append((line.number, [words]))
        last = line.number
    return [(number, " ".join(words)) for number, words in groups]


def number_of(words: str) -> re.Match[str] | None:
    """The number that a paragraph begins with; one without its full stop needs a mark behind it."""
    found = _NUMBER.match(words)
    return found if found and (_DOT.match(words) or portion_mark(words)) else None


def _begins(words: str, before: str) -> bool:
    """Does a paragraph begin, or only a line with a number?"""
    is_marked = portion_mark(words) is not None
    return number_of(words) is not None and (is_marked or _ENDS.search(before) is not None)


def paragraphs_of(groups: Sequence[tuple[int, str]]) -> Iterator[Paragraph]:
    for line, words in groups:
        found = number_of(words)
        yield Paragraph(
            int(found[1]) if found else None,
            portion_mark(words),
            words[found.end() :] if found else words,
            line,
        )


def headings_of(groups: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(
        words
        for _, words in groups
        if len(words) <= LONGEST_HEADING and not number_of(words) and words[-1:].isalnum()
    )


def signed_by(groups: Sequence[tuple[int, str]]) -> tuple[str, int]:
    """(the name in capitals at the end, how many groups from the end it takes); the class of the
    telegram may be repeated after it."""
    for back in (1, 2):
        if len(groups) < back:
            break
        words = _LEVEL.sub("", groups[-back][1]).strip(' "“”')
        if _NAME.fullmatch(words) and len(words) <= LONGEST_NAME:
            return words, back
        if words:
            break
    return "", 0


def summary_of(groups: Sequence[tuple[int, str]]) -> str:
    """What stands between SUMMARY and END SUMMARY; else the paragraph under that heading."""
    text = "\n".join(words for _, words in groups)
    if said := next(_between(text, _SUMMARY, _END_SUMMARY), ""):
        return _plain_summary(said.rstrip(" .\n("))
    for (_, words), (_, after) in pairwise(groups):
        if words.strip(" .:-").lower() in ("summary", "summary and comment"):
            return _plain_summary(after)
    return ""


def comment_of(groups: Sequence[tuple[int, str]]) -> str:
    """What stands between COMMENT and END COMMENT, each time."""
    text = "\n".join(words for _, words in groups)
    found = _between(text, _COMMENT, _END_COMMENT)
    return "\n".join(" ".join(said.rstrip(" (").split()) for said in found)


def protected_in(groups: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """Whom the telegram asks not to name."""
    names = [
        before[1]
        for _, words in groups
        for found in _PROTECT.finditer(words)
        if (
            before := _BEFORE.search(words[max(0, found.start() - _LONGEST_PERSON) : found.start()])
        )
    ]
    return tuple(dict.fromkeys(names))


def _between(text: str, begin: re.Pattern[str], end: re.Pattern[str]) -> Iterator[str]:
    at = 0
    while (first := begin.search(text, at)) and (last := end.search(text, first.end())):
        yield text[first.end() : last.start()]
        at = last.end()


def _without_number(text: str) -> str:
    words = " ".join(text.split())
    return words[found.end() :] if (found := number_of(words)) else words


def _plain_summary(text: str) -> str:
    """Without the number and the mark of its paragraph, and without its own heading."""
    words = without_mark(_without_number(text))
    return re.sub(r"(?i)^summary[\s:.-]+|[\s.]*\bend summary\W*$", "", words)
