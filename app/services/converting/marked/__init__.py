"""HTML of documents becomes the Markdown of a reading.

    marked('<p>A <b>hukou</b><sup><a href="#n1">1</a></sup></p><p id="n1">1. 户口</p>', load)
        → Marked("A **hukou**[^1]\\n\\n[^1]: 户口\\n", (), ())

What is said stays, with headings, lists, tables, notes, emphasis, language and direction; what
acts, embeds or only decorates goes. Text that looks like Markdown is escaped, and what was written
is read back: a block that would read otherwise is kept as HTML (`proving`). The Markdown still
goes through the one renderer and the one sanitiser.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from app.core.importing import Picture
from app.services.converting.marked.cleaning import cleaned
from app.services.converting.marked.notes import numbered_notes, written_notes
from app.services.converting.marked.proving import write
from app.services.converting.marked.showing import shown

Load = Callable[[str], Picture | None]  # a picture by its `src`, if it can be had


@dataclass(frozen=True, slots=True)
class Marked:
    """`told`: what was left out, a sentence each."""

    markdown: str
    pictures: tuple[Picture, ...]
    told: tuple[str, ...]


def marked(html: str, load: Load) -> Marked:
    """Raises `Unreadable` where HTML is nested as no document is."""
    soup = BeautifulSoup(LexborHTMLParser(html).html or "", "html.parser")  # as browsers read it
    told = cleaned(soup)
    pictures, missing = shown(soup, load)
    notes = numbered_notes(soup)
    text = write(soup) + written_notes(notes)
    return Marked(text.strip() + "\n", pictures, (*told, *missing))
