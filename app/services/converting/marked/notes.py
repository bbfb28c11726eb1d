"""Notes of a page: a raised number that leads to a note becomes `[^1]`, the note `[^1]: …`."""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag

from app.services.converting.marked.proving import write

_MARK = re.compile(r"\s*[\[(]?\s*(?:\d{1,3}|[*†‡§]{1,3}|[a-z])\s*[\])]?\.?\s*")
_BACK = re.compile(r"[\s\[\]()↑↩^⤴\ufe0e\ufe0f]*")
_OWN_NUMBER = re.compile(  # at the beginning of a note
    r"(?:<sup>\W{0,2}\d{1,3}\W{0,3}</sup>\s*|\\?[\[(]?\d{1,3}(?:\\?[\])]|\\?\.|:)*\s+)"
)
_ROLES = ("noteref", "footnote-ref", "footnote_ref", "endnote-ref")
_HOMES = ["li", "aside", "p", "dd", "div", "td", "section"]
LONGEST = 8_000  # characters of a note: what is longer is a part of the text
_INDENT = " " * 4  # of what follows in a note, as Python-Markdown reads it


def numbered_notes(soup: BeautifulSoup) -> list[Tag]:
    """Write a mark where a note is referred to; the notes, taken out of the page, in the order of
    their numbers from 1."""
    targets = {str(tag["id"]): tag for tag in soup.find_all(id=True)}
    targets |= {str(tag["name"]): tag for tag in soup.find_all("a", attrs={"name": True})}
    numbers: dict[int, int] = {}
    notes: list[Tag] = []
    for link in soup.find_all("a", href=re.compile("^#.")):
        target = targets.get(str(link["href"])[1:])
        note = _note_of(target) if target is not None and _is_reference(link) else None
        if (
            note is None
            or any(parent is note for parent in link.parents)
            or link.find_parent("table")
        ):
            continue
        if id(note) not in numbers:
            notes.append(note)
            numbers[id(note)] = len(notes)
        mark = soup.new_tag("x-note", n=str(numbers[id(note)]))
        raised = link.find_parent("sup")
        (raised if raised is not None and _only(raised, link) else link).replace_with(mark)
    for note in notes:
        _take_out(note)
    return notes


def written_notes(notes: Iterable[Tag]) -> str:
    return "".join(f"\n\n[^{number}]: {_words(note)}" for number, note in enumerate(notes, 1))


def _is_reference(link: Tag) -> bool:
    """Is it a raised number, or said to be a reference?"""
    if not _MARK.fullmatch(link.get_text() or " "):
        return False
    said = " ".join(str(link.get(name, "")) for name in ("epub:type", "role", "class", "rel"))
    is_raised = link.find_parent("sup") is not None or link.find("sup") is not None
    return is_raised or any(role in said for role in _ROLES)


def _note_of(target: Tag) -> Tag | None:
    home = target if target.name in _HOMES else target.find_parent(_HOMES)
    is_reference = target.find_parent("sup") is not None or target.name == "sup"
    if is_reference or home is None or len(home.get_text()) > LONGEST:
        return None
    return home


def _only(raised: Tag, link: Tag) -> bool:
    return raised.get_text(strip=True) == link.get_text(strip=True)


def _take_out(note: Tag) -> None:
    """With the list or section that held nothing but notes, and the way back."""
    for link in note.find_all("a", href=re.compile("^#")):
        if _BACK.fullmatch(link.get_text()) or link.get("role") == "doc-backlink":
            link.decompose()
    home = note.parent
    note.extract()
    while home is not None and home.name in ("ol", "ul", "aside", "section", "div", "dl"):
        outer = home.parent
        if home.get_text(strip=True) or home.find("img"):
            break
        home.extract()
        home = outer


def _words(note: Tag) -> str:
    text = write(note).strip()
    if note.name != "li":
        text = _OWN_NUMBER.sub("", text)
    return text.replace("\n", f"\n{_INDENT}").replace(f"\n{_INDENT}\n", "\n\n") or "…"
