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
_HANDLING = re.compile(r"^\s*//?[A-Z]{2,9}(?:/[A-Z]{2,9})*")  # as in SECRET//NOFORN
_MESSAGE = re.compile(r"([A-Z][A-Z .']{1,30}?)\s+0*(\d{1,8})(?!\d)(?: .*)?$")
_ORDER = re.compile(r"E\.?\s?[O0]\.?:?\s?(1\d{4})")
_DATE = re.compile(r"(?<!\d)(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?!\d)")
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_NAMED = rf"(?:{'|'.join(_MONTHS)})[A-Z]{{0,6}}"
_WORDED = re.compile(
    rf"(?i)\b(?:(?P<day>\d{{1,2}})\s+(?P<month>{_NAMED})|(?P<first>{_NAMED})\.?\s+(?P<second>\d{{1,2}}))"
    r"[.,]?\s+(?P<year>\d{4})\b"
)
_FIGURES = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_EXEMPTION = re.compile(r"(?:\b|(?<=1\.[56]))(?:25)?X\d{1,2}(?:-HUMAN)?\b|\bMR\b|\bOADR\b")
_TAGS_LABEL = re.compile(r"(?:TAGS|(?i:tags?|tages|tabs|tas|tgs|ags)\b)\s*[:;]?\s*")
_PERSONS = re.compile(r"([A-Z]{4})\s*((?:\([^()]{2,60}\)[\s,]*)+)")
_PERSON = re.compile(r"\(([^()]{2,60})\)")
_WORD = re.compile(r"[A-Z][A-Z0-9&'/-]*")


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
    rest = _SECTION.sub(" ", _HANDLING.sub("", words)).strip(" /,;.")
    for caption in CAPTIONS:
        rest = re.sub(rf"\b{caption}\b[\s,/]*", "", rest)
    found = _MESSAGE.search(rest)
    return (found[1].strip(), found[2]) if found else ("", "")


def order_of(words: str) -> str:
    found = _ORDER.search(words)
    return f"E.O. {found[1]}" if found else ""


def declassification_of(words: str) -> Declassification | None:
    """What the line of the order says about the end of secrecy; None where it says nothing."""
    text = re.sub(
        r"^[\s:;,.]*(?:DECL(?:AS)?[\s:;,.]*)?", "", _ORDER.sub("", words, count=1)
    ).strip()
    if not text or text.strip(".").upper() in ("N/A", "NA", "NONE"):
        return None
    return Declassification(text, _day_in(text), tuple(_EXEMPTION.findall(text)))


def _day_in(text: str) -> str:
    """The first date in figures, else in words."""
    if found := _DATE.search(text):
        return _iso(*found.groups())
    if found := _WORDED.search(text):
        month = _MONTHS.index((found["month"] or found["first"])[:3].upper()) + 1
        return _iso(found["year"], str(month), found["day"] or found["second"])
    if found := _FIGURES.search(text):
        return _iso(*found.groups())
    return ""


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
    for persons in _PERSONS.finditer(rest):
        for name in _PERSON.findall(persons[2]):
            found.append(Tag(persons[1], "person", person=" ".join(name.split())))
    for chunk in re.split(r"[,;]", _PERSONS.sub(" ", rest)):
        name = " ".join(chunk.split())
        for word in [name] if " " in name and name in known_tags() else _WORD.findall(name):
            found += _tags_in(word)
    return tuple(dict.fromkeys(found))


def _tags_in(word: str) -> Iterator[Tag]:
    """One code, or several that were run together; what is no code is a term."""
    known = known_tags()
    if word in known or (len(word) < 5 and "/" not in word):
        yield _tag(word)
        return
    if "/" in word:
        for part in filter(None, word.split("/")):
            yield from _tags_in(part)
        return
    parts = _taken_apart(word)
    is_run = any(len(part) == 4 for part in parts)  # names fall apart into countries, too
    for part in parts if is_run else [word]:
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
