"""References of a telegram to others: "A. 05 BEIJING 20606" is 05BEIJING20606."""

import re
from collections.abc import Iterator

from app.core.cables.telegram import Reference

_LABEL = re.compile(r"(?i:ref(?:s|erences?|tels?)?)\b\s*(?=[:;(\[A-Z0-9]|\d)[:;]?\s*")
_BULLET = re.compile(r"(?:^|(?<=[\s,;)]))[(\[]?([A-Z])(?:[.)\]]{1,2})(?=[\s\dA-Z(])(?:\s*\1\))?\s*")
_NEXT_LABEL = re.compile(r" (?:REF )?([A-Z])(?::| - | – )\s*(?=[A-Z0-9])")  # A: and REF A:
_CABLE = re.compile(
    r"(?:[(\[']?(?P<before>(?:19|20)?\d\d)[)\]]?\s*)?(?P<post>[A-Z][A-Z .']{0,24}[A-Z])\s*"
    r"(?:\(?(?P<year>(?:19|20)\d\d)\)?\s+)?#?(?P<number>[0-9][0-9O]{0,6})(?![0-9/])"
    r"(?:\s*\((?P<after>(?:19|20)?\d\d)\))?"
)
_POSTS = {  # as some are written for short
    "SECSTATE": "STATE",
    "SECSTATE WASHDC": "STATE",
    "HK": "HONG KONG",
    "HCMC": "HO CHI MINH CITY",
    "PORT A": "PORT AU PRINCE",
    "USUN": "USUN NEW YORK",
}
_MAIL = re.compile(r"(?i)\be-?mail")
_CALL = re.compile(r"(?i)\btel(?:con|ephone|cons)\b|\bphone\b")
_LETTER = re.compile(r"(?i)\b(?:letters?|dip(?:lomatic )?notes?|fax|memo(?:randum)?)\b")
_MORE = re.compile(r"\s*(?:,|;|AND\b|&)(?:\s*AND\b)?\s*#?(\d{1,6})(?=\s*(?:[,;.&)]|AND\b|$))")
_REPORT = re.compile(r"(?i)\b(?:iir|tdx?|fbis|report)\b")
_OTHERS = (("mail", _MAIL), ("call", _CALL), ("letter", _LETTER), ("report", _REPORT))
_NO_POST = frozenset("AND OR NOTAL SEPTEL PREVIOUS PARA AT OF IN ON THE REF DATED EO".split())


def references_of(words: str, year: str) -> tuple[Reference, ...]:
    """Each reference with its bullet; `year` (two digits, or empty) is that of the telegram,
    which those that name none are of."""
    text = _NEXT_LABEL.sub(r" \1. ", f" {_LABEL.sub('', words, count=1)}").strip()
    if text.strip(". ").upper() in ("N/A", "NA", "NONE"):
        return ()
    found: list[Reference] = []
    for bullet, part in _parts(text):
        found += _read(bullet, part, year)
    return tuple(found)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    marks = list(_BULLET.finditer(text))
    first = marks[0].start() if marks else len(text)
    if text[:first].strip(" ,;."):
        yield "", text[:first]
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        yield mark[1], text[mark.end() : after.start() if after else len(text)]


def _read(bullet: str, part: str, year: str) -> Iterator[Reference]:
    words = " ".join(part.split()).strip(" ,;")
    for kind, pattern in _OTHERS:
        if pattern.search(words):
            yield Reference(bullet, kind, words)
            return
    capitals = words.upper()
    cables = [found for found in _CABLE.finditer(capitals) if _post(found["post"])]
    for found in cables:
        yield Reference(bullet, "cable", found[0].strip(), _id(found, found["number"], year))
        for number in _numbers_after(capitals, found.end()):
            text = f"{_post(found['post'])} {number}"
            yield Reference(bullet, "cable", text, _id(found, number, year))
    if not cables and words:
        yield Reference(bullet, "other", words)


def _numbers_after(words: str, at: int) -> Iterator[str]:
    """Of BEIJING 11, 12 AND 13 the twelve and thirteen."""
    while found := _MORE.match(words, at):
        yield found[1]
        at = found.end()


def _post(words: str) -> str:
    """The post's name without words that join references; empty where nothing is left."""
    kept = [word for word in words.split() if word.strip(".") not in _NO_POST]
    return " ".join(kept)


def _id(found: re.Match[str], number: str, year: str) -> str:
    said = found["before"] or found["year"] or found["after"] or year
    post = _post(found["post"])
    name = _POSTS.get(post, post).replace(" ", "").replace(".", "").replace("'", "")
    number = number.replace("O", "0").lstrip("0")
    return f"{said[-2:]}{name}{number}" if said and number else ""
