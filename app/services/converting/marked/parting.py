"""The parts of a page: a plain row of blocks, whatever they were packed in.

    parted(<div>loose <div><h2>Head</h2></div></div>) → [<p>loose</p>, <h2>Head</h2>]

After this a quotation holds blocks only, a paragraph, heading or term words only, and an item, a
definition or a cell either one `x-line` of words (with lists below it) or blocks.
"""

from collections.abc import Callable, Iterable, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from app.services.converting.marked.cleaning import BLOCKS

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_SHOWN = ("img", "x-note")
_LETTERED = frozenset("aAiI")
_new = BeautifulSoup("", "html.parser").new_tag


def parted(container: Tag) -> list[Tag]:
    """Its blocks in their order, taken out of it."""
    blocks: list[Tag] = []
    run: list[PageElement] = []
    for child in [*container.children, None]:
        if child is not None and not _is_block(child):
            run.append(child)
            continue
        if any(not isinstance(one, NavigableString) or one.strip() for one in run):
            blocks.append(_with(_new("p", attrs=_said_around(container)), run))
        run = []
        if isinstance(child, Tag):
            blocks += _PARTS.get(child.name, parted)(child)
    return [block.extract() for block in blocks if _is_something(block)]


def _is_something(block: Tag) -> bool:
    return block.name == "hr" or bool(block.get_text(strip=True)) or bool(block.find(_SHOWN))


def _lines_of(tag: Tag) -> Tag:
    """A tag that holds words and nothing else: paragraphs in it are set off by a space."""
    for inner in [one for one in tag.find_all(True) if _is_block(one)]:
        inner.insert_before(" ")
        inner.insert_after(" ")
        inner.unwrap()
    return tag


def _is_block(node: PageElement) -> bool:
    return isinstance(node, Tag) and (node.name in BLOCKS or node.find(BLOCKS) is not None)


def _with(tag: Tag, contents: Iterable[PageElement]) -> Tag:
    tag.extend(list(contents))
    return tag


_SAID = ("lang", "dir")


def _said_around(container: Tag) -> dict[str, str]:
    """The language and direction that words get from what they stand in."""
    around = [tag for tag in (container, *container.parents) if tag.name not in ("html", "body")]
    pairs = ((name, next((tag[name] for tag in around if tag.get(name)), "")) for name in _SAID)
    return {name: str(value) for name, value in pairs if value}


def _paragraph(tag: Tag) -> list[Tag]:
    return parted(tag) if tag.find(BLOCKS) is not None else [tag]


def _heading(tag: Tag) -> list[Tag]:
    return [_lines_of(tag)]


def _quotation(tag: Tag) -> list[Tag]:
    blocks = parted(tag)
    tag.clear()
    return [_with(tag, blocks)] if blocks else []


def _list(tag: Tag) -> list[Tag]:
    """Its items. What stands loose in it is one too; a list in it belongs to the item before."""
    items: list[Tag] = []
    for child in list(tag.children):
        if isinstance(child, Tag) and child.name == "li":
            items.append(child)
        elif isinstance(child, Tag) and child.name in _LISTS and items:
            items[-1].append(child)
        elif isinstance(child, Tag) or str(child).strip():
            items.append(_with(_new("li"), [child]))
    values = list(_values(tag, items))
    tag.clear()
    tag.name = "ol" if tag.name == "ol" else "ul"
    filled = [(item, value) for item, value in zip(items, values, strict=True) if _fill(item)]
    return list(_runs(tag, filled))


def _values(tag: Tag, items: Iterable[Tag]) -> Iterator[int]:
    """The number of each item."""
    step = -1 if tag.has_attr("reversed") else 1
    items = list(items)
    value = _whole(tag.get("start"), 1 if step > 0 else len(items))
    for item in items:
        value = _whole(item.get("value"), value)
        yield value
        value += step


def _whole(said: object, default: int) -> int:
    text = str(said if said is not None else "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


def _runs(tag: Tag, filled: Iterable[tuple[Tag, int]]) -> Iterator[Tag]:
    """One list for each run of numbers: `exact` where Markdown cannot say them."""
    step = -1 if tag.has_attr("reversed") else 1
    runs: list[list[tuple[Tag, int]]] = []
    for item, value in filled:
        if not runs or (tag.name == "ol" and value != runs[-1][-1][1] + step):
            runs.append([])
        runs[-1].append((item, value))
    is_exact = tag.name == "ol" and (
        len(runs) > 1 or step < 0 or str(tag.get("type", "1")) in _LETTERED
    )
    for run in runs:
        attrs = {
            name: str(tag[name]) for name in (*_SAID, "type", "reversed") if tag.has_attr(name)
        }
        attrs |= {"start": str(run[0][1])} if tag.name == "ol" else {}
        attrs |= {"exact": ""} if is_exact else {}
        yield _with(_new(tag.name, attrs=attrs), [item for item, _ in run])


def _definitions(tag: Tag) -> list[Tag]:
    """Terms with what they mean; what has no term, or no meaning, is a paragraph."""
    for group in tag.find_all("div", recursive=False):
        group.unwrap()
    blocks: list[Tag] = []
    pairs: Tag | None = None
    for child in list(tag.children):
        if isinstance(child, Tag) and child.name == "dt" and _lines_of(child).get_text(strip=True):
            if pairs is None:
                pairs = _new("dl", attrs=_said_around(tag))
                blocks.append(pairs)
            pairs.append(child)
        elif isinstance(child, Tag) and child.name == "dd" and pairs is not None:
            if _fill(child):
                pairs.append(child)
        elif isinstance(child, Tag) or str(child).strip():
            pairs = None
            blocks += parted(_with(_new("div", attrs=_said_around(tag)), [child]))
    return [inner for block in blocks for inner in _without_loose_terms(block)]


def _without_loose_terms(block: Tag) -> Iterator[Tag]:
    if block.name != "dl":
        yield block
        return
    terms = [term for term in block.find_all("dt") if term.find_next_sibling("dd") is None]
    for term in terms:
        term.extract()
        term.name = "p"
    if len(block):
        yield block
    yield from terms


def _fill(holder: Tag) -> bool:
    """Settle what an item, a definition or a cell holds; whether that is anything."""
    blocks = parted(holder)
    holder.clear()
    for block in blocks:
        if block.name in _HEADINGS:
            strong = _with(_new("strong"), list(block.contents))
            block.name = "p"
            block.append(strong)
    first, others = (blocks[0], blocks[1:]) if blocks else (None, [])
    if first is not None and first.name == "p" and all(one.name in _LISTS for one in others):
        first.name = "x-line"
        for name in _SAID:
            if first.has_attr(name) and not holder.has_attr(name):
                holder[name] = first[name]
    _with(holder, blocks)
    return bool(blocks)


def _table(tag: Tag) -> list[Tag]:
    """One that only lays a page out is what its cells hold."""
    rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
    cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
    if tag.find("table") or max(map(len, cells), default=0) < 2:
        held = tag.find_all("caption", recursive=False)
        held += [cell for row in cells for cell in row]
        return [block for one in held for block in parted(one)]
    for caption in tag.find_all("caption"):
        _lines_of(caption)
    for row in cells:
        for cell in row:
            _fill(cell)
    return [tag]


def _as_it_is(tag: Tag) -> list[Tag]:
    return [tag]


_PARTS: dict[str, Callable[[Tag], list[Tag]]] = {
    "p": _paragraph,
    "blockquote": _quotation,
    "dl": _definitions,
    "table": _table,
    "pre": _as_it_is,
    "hr": _as_it_is,
    **dict.fromkeys(_HEADINGS, _heading),
    **dict.fromkeys(_LISTS, _list),
}
