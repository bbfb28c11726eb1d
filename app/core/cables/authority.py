"""Who classified a telegram, and for which reasons (section 1.4; 1.5 before 2003)."""

import re
from collections.abc import Iterable, Iterator

from app.core.cables.marks import without_mark
from app.core.cables.telegram import Authority

_LABELS = re.compile(  # doubled now and then
    r"(?i)(?:(?:(?:\(u\) ?)?class?[if]{1,4}(?:ied|ed)? ?by|derived from) ?[:;]? ?)+"
)
_REASONS = re.compile(
    r"(?i)(?:for\s+)?(?:e\.?o\.?\s*1\d{4}\s*,?\s*)?reas[o0]ns?\b[\s:;,]*(?:e\.?o\.?\s*1\d{4}[\s,:;]*)?"
    r"(?P<list>.*)|(?P<bare>\b1\s?[.,]\s?[45]\b.*)",
    re.DOTALL,
)
_SECTION = re.compile(r"(?<!\d)1\s?[.,]\s?([45])")
_LIST = re.compile(r"(?i)\.?(?:[\s(),/&-]|and\b|[a-h]\b)*")
_LETTERS = re.compile(r"\b([a-h])\b(?:\)?\s?-\s?\(?([a-h])\b)?")
_JOINING = re.compile(r"(?i)\b(?:for|per|under|e\.?o\.? ?1\d{4})$")
LETTERS = "abcdefgh"


def authority_of(words: str) -> Authority | None:
    """None where the telegram names nobody and nothing."""
    text = " ".join(words.split())
    if not text:
        return None
    label = _LABELS.match(text)
    rest = text[label.end() :] if label else text
    found = _REASONS.search(rest)
    name = rest[: found.start()] if found else rest
    reasons = _reasons((found["list"] or found["bare"] or "") if found else "")
    name = _JOINING.sub("", name.rstrip(" ,;:.(")).strip(" ,;:.")
    return Authority(text, name, reasons)


def authority_in(paragraphs: Iterable[str]) -> Authority | None:
    """That of the first paragraph that names one: some telegrams number it, too."""
    found = (without_mark(words) for words in paragraphs)
    return next((authority_of(words) for words in found if _LABELS.match(words)), None)


def _reasons(words: str) -> tuple[str, ...]:
    """ "1.4 (b/d)", "1.4(b) and (d)", "1.4 B,D" alike; "1.4 (b-d)" has (c), too."""
    found = [
        f"1.{section[1]}({letter})"
        for section in _SECTION.finditer(words)
        for letter in _letters(_LIST.match(words, section.end()))
    ]
    return tuple(dict.fromkeys(found))


def _letters(listed: re.Match[str] | None) -> Iterator[str]:
    for first, last in _LETTERS.findall(listed[0].lower() if listed else ""):
        yield from LETTERS[LETTERS.index(first) : LETTERS.index(last or first) + 1]
