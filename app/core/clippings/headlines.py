"""Which short lines between paragraphs are cross-headings of the story, and which the headlines of
other stories or captions that were left behind.

Nothing tells them for sure. A cross-heading is a few words, or begins as one begins (“How …”,
“The long wait”); a headline says a whole thing, six words or more, and stops without a stop.
"""

import re
from collections import Counter
from collections.abc import Sequence

from app.core.clippings.paragraphs import Paragraph, Shape
from app.core.clippings.wording import count_words, is_chinese, is_closed, is_hanging, words_of

LEAST_PROSE = 12  # words of a paragraph that a heading or a headline may stand between
MOST_HEADING = 5  # words; more are a headline unless they begin as a heading does
MOST_HEADLINE = 34
MOST_LAST = 18  # what stands last and is longer is a story cut short
SHARED = 0.6  # of a headline's long words stand in the story too: it may be its own
_BEGINS = re.compile(
    r"^(?:how|why|what|who|where|when|whether|part|step|chapter|section|lesson|case|box|table"
    r"|figure|note)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?:\(?\d{1,2}[.)、:]|[IVX]{1,5}[.)]|[A-H][.)] |[一二三四五六七八九十]{1,3}、"
    r"|[(（][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}[章节條条部])"
)
_PHRASE = re.compile(
    r"^(?:The|A|An|In|On|At|From|After|Before|Beyond|Behind|Under|Inside|No|Not|Still|Of|Into"
    r"|Towards?)\b"
)
MOST_PHRASE = 8
_SENTENCES = re.compile(r"[.!?。！？][\"'”’」』]*\s*(?=[A-Z\u3400-\u9fff“‘\"'])")
_OWN = re.compile(
    r"^[(\[]?(?:additional |further )?(?:reporting|report|research|editing|edited|translated"
    r"|translation|written|contributions?) (?:by|from)\b|^[(\[]?(?:with|correction|clarification"
    r"|update|editor[’']s note|note)\b|^[(\[]?[\w .,’'-]{2,60} contributed to this"
    r"|^[(（]?(?:记者|编译|更正|注)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W_]")


def heading_or_headline(
    parts: Sequence[Paragraph], at: int, before: int | None, after: int | None
) -> str:
    """“heading”, “headline”, or nothing for what is prose. `before` and `after` are the places of
    the story's own paragraphs around it."""
    part = parts[at]
    text, words = part.text, count_words(part.text)
    if part.shape is not Shape.PROSE or is_closed(text) or not _LETTER.search(text):
        return ""
    if _OWN.match(text):
        return ""
    if before is None or words > MOST_HEADLINE or is_hanging(text) or _SENTENCES.search(text[:-1]):
        return ""
    if after is None:
        return "headline" if _is_long(text, words) and words <= MOST_LAST else ""
    if not _is_prose(parts[before]) or count_words(parts[after].text) < MOST_HEADING:
        return ""
    if _NUMBERED.match(text):
        return "heading" if words <= MOST_PHRASE * 2 else ""
    return "headline" if _is_long(text, words) else "heading"


def how_sure(text: str, counts: Counter[str]) -> str:
    """A reason for a headline, by how many of its long words the rest of the story has."""
    long_words = {word for word in words_of(text) if len(word) > 3 or is_chinese(word)}
    own = Counter(words_of(text))
    shared = sum(counts[word] > own[word] for word in long_words)
    if long_words and shared < SHARED * len(long_words):
        return "looks like the headline of another story, or a caption: it ends without a stop"
    return (
        "may be the headline of another story, or a caption; it shares words with this one, "
        "so it may be a heading of its own"
    )


def _is_long(text: str, words: int) -> bool:
    if _BEGINS.match(text) and not is_chinese(text):
        return words > MOST_PHRASE * 1.5
    if _PHRASE.match(text):
        return words > MOST_PHRASE
    return words > MOST_HEADING


def _is_prose(part: Paragraph) -> bool:
    return part.shape is not Shape.PROSE or (
        is_closed(part.text) and count_words(part.text) >= LEAST_PROSE
    )
