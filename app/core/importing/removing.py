"""Paragraphs that do not seem to belong: where they stand in the text now, and the text without
them.

They are found by their words, not their line alone, for the text may have been edited since.

>>> text = "One.\\n\\nAdvertisement\\n\\nTwo."
>>> without(text, [Removal(3, 3, "Advertisement", "a notice")])
'One.\\n\\nTwo.'
"""

import re
from collections.abc import Iterable

from app.core.importing import Removal

_BREAK = re.compile(r"\n[ \t]*\n")
_WORDS = re.compile(r"\w+")


def without(markdown: str, removals: Iterable[Removal]) -> str:
    """The text without these paragraphs; what is no longer in it is left out of account."""
    gone = {found for removal in removals if (found := _paragraph(markdown, removal))}
    if not gone:
        return markdown
    kept, last = [], 0
    for start, end in sorted(gone):
        kept.append(markdown[last:start].rstrip("\n"))
        last = end
    kept.append(markdown[last:].lstrip("\n"))
    text = "\n\n".join(piece.strip("\n") for piece in kept if piece.strip())
    return text + "\n" if markdown.endswith("\n") and text else text


def is_in(markdown: str, removal: Removal) -> bool:
    """Does the paragraph still stand in the text?"""
    return _paragraph(markdown, removal) is not None


def words(text: str) -> str:
    """A passage by its letters and digits alone: the same for Markdown and for what it shows."""
    return "".join(_WORDS.findall(text)).replace("_", "").casefold()


def _paragraph(markdown: str, removal: Removal) -> tuple[int, int] | None:
    """Where the paragraph stands (code points): of several alike the one nearest to its line."""
    wanted = words(removal.text)
    best: tuple[int, int, int] | None = None
    start = line = 0
    for piece in [*_BREAK.finditer(markdown), None]:
        end = piece.start() if piece else len(markdown)
        text = markdown[start:end]
        far = abs(line + 1 + len(text) - len(text.lstrip("\n")) - removal.place)
        if wanted and words(text) == wanted and (best is None or far < best[0]):
            best = far, start, end
        if piece:
            line += markdown.count("\n", start, piece.end())
            start = piece.end()
    return best[1:] if best else None
