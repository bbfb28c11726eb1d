"""The heading of a telegram: classification, captions, order, TAGS (5 FAH-1 H-240, 5 FAH-3)."""

import re
from collections.abc import Iterator
from datetime import date

from app.core.cables.codes import CLASSIFICATIONS
from app.core.cables.codes import tags as known_tags
from app.core.cables.lines import CAPTIONS
from app.core.cables.telegram import Declassification, Tag

LONGEST_RUN = 80  # letters of codes that were run together
_SECTION = re.compile(r"SECTION\s*(\d{1,3})\s*OF\s*(\d{1,3})")
_MESSAGE = re.compile(r"([A-Z][A-Z .']{1,30}?)\s+0*(\d{1,8})(?!\d)(?: .*)?$")
_ORDER = re.compile(r"E\.?\s?O\.?:?\s?(1\d{4})")
_DATE = re.compile(r"(?<!\d)(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?!\d)")
_EXEMPTION = re.compile(r"\b(?:25)?X\d{1,2}(?:-HUMAN)?\b|\bMR\b|\bOADR\b")
_TAGS_LABEL = re.compile(r"(?i:tags?|tages|tabs|tas|tgs|ags)\b\s*[:;]?\s*")
_PERSON = re.compile(r"([A-Z]{4})\s*\(([^()]{2,60})\)")
_WORD = re.compile(r"[A-Z]+(?:-\d+)?")


def classification_of(line: str) -> tuple[str, str]:
    """(classification, what stands behind it): letters that are set apart are one word."""
    letters = "".join(line.split())
    for name in sorted(CLASSIFICATIONS, key=len, reverse=True):
        bare = name.replace(" ", "")
        for written in (bare, bare.replace("UNCLASSIFIED", "UNCLAS")):
            if letters.upper().startswith(written):
                rest = _behind(line, len(written))
                if not rest or not rest[0].isalpha() or line[:1] != line[:2].strip():
                    return name, rest.strip()
    return "", line.strip()


def _behind(line: str, count: int) -> str:
    """What follows so many letters."""
    for at, character in enumerate(line):
        if count == 0:
            return line[at:]
        count -= not character.isspace()
    return ""


def section_of(words: str) -> tuple[int, int] | None:
    found = _SECTION.search(words)
    return (int(found[1]), int(found[2])) if found else None


def message_of(words: str) -> tuple[str, str]:
    """(post, number) of a message's reference, as in SECTION 01 OF 02 BEIJING 002459."""
    rest = _SECTION.sub(" ", words).strip(" /,;.")
    for caption in CAPTIONS:
        rest = re.sub(rf"\b{caption}\b[\s,/]*", "", rest)
    found = _MESSAGE.search(rest)
    return (found[1].strip(), found[2]) if found else ("", "")


def order_of(words: str) -> str:
    found = _ORDER.search(words)
    return f"E.O. {found[1]}" if found else ""


def declassification_of(words: str) -> Declassification | None:
    """What the line of the order says about the end of secrecy; None where it says nothing."""
    text = re.sub(r"^\W*(?:DECL(?:AS)?\W*)?", "", _ORDER.sub("", words, count=1)).strip()
    if not text or text.strip(".").upper() in ("N/A", "NA", "NONE"):
        return None
    found = _DATE.search(text)
    day = _iso(*found.groups()) if found else ""
    return Declassification(text, day, tuple(_EXEMPTION.findall(text)))


def _iso(first: str, second: str, third: str) -> str:
    """A date in either order: 2032/04/13, 04/13/2032, 6/30/08; a month over 12 is a day."""
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    else:
        month, day, year = int(first), int(second), int(third)
        year += 2000 if year < 100 else 0
    if month > 12:
        month, day = day, month
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def tags_of(words: str) -> tuple[Tag, ...]:
    """TAGS in their order, each once: with commas or without, run together, with persons."""
    rest = _TAGS_LABEL.sub("", words, count=1)
    found: list[Tag] = []
    for person in _PERSON.finditer(rest):
        found.append(Tag(person[1], "person", person=" ".join(person[2].split())))
    for word in _WORD.findall(_PERSON.sub(" ", rest)):
        found += _tags_in(word)
    return tuple(dict.fromkeys(found))


def _tags_in(word: str) -> Iterator[Tag]:
    """One code, or several that were run together; what is no code is a term."""
    known = known_tags()
    if word in known or len(word) < 5:
        yield _tag(word)
        return
    parts = _taken_apart(word)
    for part in parts or [word]:
        yield _tag(part)


def _taken_apart(word: str) -> list[str]:
    """Codes that make up a word, those of four letters first; nothing where some letter is over."""
    if len(word) > LONGEST_RUN:
        return []
    known = known_tags()
    best: dict[int, list[str]] = {len(word): []}
    for at in range(len(word) - 2, -1, -1):
        for length in (4, 2, 3, 5):
            part = word[at : at + length]
            if len(part) == length and part in known and at + length in best:
                best[at] = [part, *best[at + length]]
                break
    return best.get(0, [])


def _tag(code: str) -> Tag:
    kind, meaning, _ = known_tags().get(code, ("term", "", ""))
    return Tag(code, kind, meaning)
