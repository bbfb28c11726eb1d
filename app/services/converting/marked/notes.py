"""Notes of a page: a raised number that leads to a note becomes `[^1]`, the note `[^1]: …`."""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag

from app.services.converting.marked.proving import write

_MARK = re.compile(r"\s*[\[(]?\s*(?:\d{1,3}|[*†‡§]{1,3}|[a-z])\s*[\])]?\.?\s*")
_BACK = re.compile(r"[\s\[\]()↑↩^⤴\ufe0e\ufe0f]*")
_OWN_NUMBER = (  # at the beginning of a note, the number that leads to it
    r"\A(?:<sup>\W{{0,2}}{0}\W{{0,3}}</sup>\s*|\\?[\[(]?{0}(?:\\?[\])]|\\?\.|:)*\s+)"
)
_SAVED = re.compile(r"^(?:ftn|edn|sdfootnote|sdendnote)\d+$")  # of Word and LibreOffice
_SHOWN = "x-number"  # the attribute that keeps it until the note is written
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
WITHIN = re.compile("^#.")  # leads to a place in the page
_ROLES = ("noteref", "footnote-ref", "footnote_ref", "endnote-ref")
_HOMES = ["li", "aside", "p", "dd", "div", "td", "section"]
LONGEST = 8_000  # characters of a note: what is longer is a part of the text
_INDENT = " " * 4  # of what follows in a note, as Python-Markdown reads it


def numbered_notes(soup: BeautifulSoup) -> list[Tag]:
    """Write a mark where a note is referred to; the notes, taken out of the page, in the order of
    their numbers from 1."""
    targets = targets_in(soup)
    numbers: dict[int, int] = {}
    notes: list[Tag] = []
    for link in soup.find_all("a", href=WITHIN):
        note = note_for(link, targets)
        if note is None:
            continue
        is_first = id(note) not in numbers
        if is_first:
            notes.append(note)
            numbers[id(note)] = len(notes)
            note[_SHOWN] = "".join(filter(str.isdigit, link.get_text()))
        mark = soup.new_tag("x-note", attrs={"n": str(numbers[id(note)])})
        if is_first:
            mark["first"] = ""
        raised = link.find_parent("sup")
        (raised if raised is not None and _only(raised, link) else link).replace_with(mark)
    for note in notes:
        _take_out(note)
    return notes


def targets_in(soup: BeautifulSoup) -> dict[str, Tag]:
    """What a link within the page can lead to, by its name."""
    named = soup.find_all("a", attrs={"name": True})
    return {str(tag["name"]): tag for tag in named} | {
        str(tag["id"]): tag for tag in soup.find_all(id=True)
    }


def note_for(link: Tag, targets: dict[str, Tag]) -> Tag | None:
    """The note that a link refers to; nothing where it is no mark of a note."""
    target = targets.get(str(link["href"])[1:])
    if target is None or not _MARK.fullmatch(link.get_text() or " "):
        return None
    note = _note_of(target)
    if note is None or any(parent is note for parent in link.parents):
        return None
    return note if _is_said_or_raised(link) or _leads_back(note, link) else None


def written_notes(notes: Iterable[Tag]) -> str:
    return "".join(f"\n\n[^{number}]: {_words(note)}" for number, note in enumerate(notes, 1))


def _is_said_or_raised(link: Tag) -> bool:
    said = " ".join(str(link.get(name, "")) for name in ("epub:type", "role", "class", "rel"))
    is_raised = link.find_parent("sup") is not None or link.find("sup") is not None
    return is_raised or any(role in said for role in _ROLES)


def _leads_back(note: Tag, link: Tag) -> bool:
    """Does a note begin with the same number, which leads to the link? Word and LibreOffice save
    theirs so."""
    own = {str(tag.get(name)) for tag in (link, link.parent) for name in ("id", "name") if tag}
    first = note.find("a", href=WITHIN)
    return (
        first is not None
        and str(first["href"])[1:] in own
        and first.get_text(strip=True) == link.get_text(strip=True)
        and note.get_text().lstrip().startswith(first.get_text(strip=True))
        and note.find(_HEADINGS) is None
    )


def _note_of(target: Tag) -> Tag | None:
    home = target.find_parent("div", id=_SAVED)
    if home is None:
        home = target if target.name in _HOMES else target.find_parent(_HOMES)
    is_reference = target.find_parent("sup") is not None or target.name == "sup"
    if is_reference or home is None or len(home.get_text()) > LONGEST:
        return None
    if home.name == "td" and home.parent and _text(home.parent) != _text(home):
        return None  # a row of a table that says more
    return home


def _text(tag: Tag) -> str:
    return tag.get_text(strip=True)


def _only(raised: Tag, link: Tag) -> bool:
    return _text(raised) == _text(link)


def _take_out(note: Tag) -> None:
    """With the list or section that held nothing but notes, and the way back."""
    for link in note.find_all("a", href=WITHIN):
        words = link.get_text()
        is_own_number = _MARK.fullmatch(words) and note.get_text().lstrip().startswith(
            words.strip()
        )
        if _BACK.fullmatch(words) or is_own_number or link.get("role") == "doc-backlink":
            link.decompose()
            note[_SHOWN] = "" if is_own_number else note[_SHOWN]
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
    if note.name != "li" and note[_SHOWN]:
        text = re.sub(_OWN_NUMBER.format(note[_SHOWN]), "", text)
    return text.replace("\n", f"\n{_INDENT}").replace(f"\n{_INDENT}\n", "\n\n") or "…"
