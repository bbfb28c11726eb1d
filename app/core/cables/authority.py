"""Who classified a telegram, and for which reasons (section 1.4; 1.5 before 2003)."""

import re

from app.core.cables.telegram import Authority

_LABEL = re.compile(r"(?i)(?:classif(?:ied|ed)?\s?by|derived from)\s*[:;]?\s*")
_REASONS = re.compile(
    r"(?i)(?:for\s+)?(?:e\.?o\.?\s*1\d{4}\s*,?\s*)?reas[o0]ns?\b[\s:;,]*(?:e\.?o\.?\s*1\d{4}[\s,:;]*)?"
    r"(?P<list>.*)|(?P<bare>\b1\s?[.,]\s?[45]\b.*)",
    re.DOTALL,
)
_SECTION = re.compile(r"1\s?[.,]\s?([45])")
_LETTERS = re.compile(r"(?i)(?<![a-z])([a-h])(?![a-z])")


def authority_of(words: str) -> Authority | None:
    """None where the telegram names nobody and nothing."""
    text = " ".join(words.split())
    if not text:
        return None
    rest = text
    while _LABEL.match(rest):  # the label is doubled now and then
        rest = _LABEL.sub("", rest, count=1)
    found = _REASONS.search(rest)
    name = rest[: found.start()] if found else rest
    reasons = _reasons((found["list"] or found["bare"] or "") if found else "")
    return Authority(text, name.strip(" ,;:.").removesuffix(" for").strip(), reasons)


def _reasons(words: str) -> tuple[str, ...]:
    """ "1.4 (b/d)", "1.4(b) and (d)", "1.4 B,D" alike."""
    section = _SECTION.search(words)
    if section is None:
        return ()
    letters = re.sub(r"(?i)\band\b|&", " ", words[section.end() :])
    letters = re.split(r"[.;]\s|\.$", letters)[0]
    return tuple(
        dict.fromkeys(f"1.{section[1]}({letter.lower()})" for letter in _LETTERS.findall(letters))
    )
