"""A web page becomes its text: the article that it carries, not what stands around it.

trafilatura finds which words are the article's; the part of the page that holds them is then
taken as it is, so that notes, tables, language and direction stay.
"""

import re
from base64 import b64decode
from collections import Counter

import trafilatura
from bs4 import BeautifulSoup, Tag
from selectolax.lexbor import LexborHTMLParser

from app.core.importing import Converted, Form, Picture
from app.services.converting.marked import marked
from app.services.converting.marked.notes import WITHIN, note_for, targets_in
from app.services.converting.page_facts import facts_of
from app.services.converting.pictures import NoPicture, picture
from app.services.converting.texts import text_in
from app.services.converting.unreadable import SAVE_AS_TEXT, Unreadable

ENOUGH = 0.9  # of the article's words: the part that holds so many is the article
LEAST_WORDS = 25  # trafilatura has found: with fewer the whole page is taken
LONG_LINE = 40  # characters, Chinese ones counted twice: no shorter line is told from a menu's
AROUND = "nav,aside,footer,menu,[role=navigation],[role=complementary],[role=contentinfo]"
_AROUND = re.compile(
    r"(?:^|[-_ ])(?:share|social|related|recommend\w*|newsletter|promo|footer|cookie|breadcrumbs?"
    r"|sidebar|advert\w*|ads?|comments?|subscribe|masthead|menu|navbar|skip-?link)(?:$|[-_ ])",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.I)
_LABELS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_WESTERN = frozenset({"iso-8859-1", "latin1", "us-ascii", "ascii"})  # browsers read windows-1252
_WORD = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")  # Chinese has no spaces between words
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)
_HEAD = 4_096  # bytes in which a page says its encoding
LEFT = "What stands around the text was left out: menus, links to other pages, notices."
NO_TEXT = f"There is no text in this page; it may be put together by a script. {SAVE_AS_TEXT}"


def html(name: str, content: bytes) -> Converted:
    """Read a saved web page. Raises `Unreadable`."""
    source, told = _decoded(content)
    source = LexborHTMLParser(source).html or ""
    soup = BeautifulSoup(source, "html.parser")
    facts = facts_of(soup)
    text = trafilatura.extract(source, include_comments=False, favor_recall=True) or ""
    part = _article(soup, text)
    _bring_notes(soup, part)
    is_less = _without_what_is_around(part, text)
    found = marked(str(part), _load)
    if not found.markdown.strip():
        raise Unreadable(NO_TEXT)
    told += (LEFT,) if is_less or part.name not in ("body", "[document]") else ()
    return Converted(
        name, Form.MARKDOWN, found.markdown, facts, found.pictures, (*told, *found.told)
    )


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    said = _CHARSET.search(content[:_HEAD])
    has_mark = content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if said and not has_mark:
        label = said[1].decode().lower()
        try:
            return content.decode("cp1252" if label in _WESTERN else _LABELS.get(label, label)), ()
        except (LookupError, ValueError):
            pass  # it says wrongly
    return text_in(content)


def _article(soup: BeautifulSoup, text: str) -> Tag:
    """The smallest part of the page that holds nearly all of the article's words."""
    part: Tag = soup.body or soup
    wanted = Counter(_WORD.findall(text))
    if wanted.total() < LEAST_WORDS:
        return part
    enough = wanted.total() * ENOUGH
    while True:
        inner = next((tag for tag in _parts(part) if _held(tag, wanted) >= enough), None)
        if inner is None:
            return part
        part = inner


def _bring_notes(soup: BeautifulSoup, part: Tag) -> None:
    """Notes that stand below the article come with it."""
    targets = targets_in(soup)
    around = {id(part), *map(id, part.parents)}
    for link in part.find_all("a", href=WITHIN):
        note = note_for(link, targets)
        if note and id(note) not in around and not any(above is part for above in note.parents):
            part.append(note.extract())


def _parts(part: Tag) -> list[Tag]:
    names = ("div", "main", "article", "section", "form", "td", "tr", "tbody", "table", "center")
    return part.find_all(names, recursive=False)


def _held(tag: Tag, wanted: Counter[str]) -> int:
    return (wanted & Counter(_WORD.findall(tag.get_text(" ")))).total()


def _without_what_is_around(part: Tag, text: str) -> bool:
    """Take out menus and the like, but nothing that has a sentence of the article; whether there
    was any."""
    lines = {"".join(line.strip("-#|>* ").split()) for line in text.splitlines()}
    lines = {line for line in lines if len(_WORD.findall(line)) + len(line) > LONG_LINE}
    found = [*part.select(AROUND), *part.find_all(_is_named_so)]
    around = [tag for tag in found if not _has_one(tag, lines)]
    for tag in around:
        if not tag.decomposed:
            tag.decompose()
    return bool(around)


def _is_named_so(tag: Tag) -> bool:
    names = [*(tag.get("class") or ()), str(tag.get("id") or "")]
    return any(_AROUND.search(name) for name in names)


def _has_one(tag: Tag, lines: set[str]) -> bool:
    words = "".join(tag.get_text().split())
    return bool(words) and any(line[:50] in words for line in lines)


def _load(source: str) -> Picture | None:
    """A picture that is written into the page itself."""
    begun = _DATA.match(source)
    if begun is None:
        return None
    try:
        content = b64decode(source[begun.end() :])
    except ValueError as fault:
        raise NoPicture("damaged, or of an unknown format") from fault
    return picture(content)
