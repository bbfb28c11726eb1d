"""Blocks written as Markdown: the only module that imports markdownify."""

import re
from typing import Any

from bs4 import Tag
from markdownify import ATX, MarkdownConverter

from app.services.converting.marked.addresses import address
from app.services.converting.marked.as_html import as_html
from app.services.converting.marked.escaping import begun, escaped, in_cell, in_link
from app.services.converting.marked.tables import is_piped, written_table

LONGEST_WORDS = 1_000  # characters of a link; what is longer is a passage, not a link
_INDENT = " " * 4  # of what belongs to an item, as Python-Markdown reads it
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_NEEDLESS = re.compile(r"(?<!\\)\\\](?=\n|$)")  # escapes: nothing follows that makes a link of it
_EMPHASIS = frozenset({"b", "strong", "em", "i"})


def written(block: Tag) -> str:
    """A block that `parting` has made."""
    if _is_beyond(block):
        return as_html(block)
    text = _Writer().process_tag(block, parent_tags=set())
    return _NEEDLESS.sub("]", _BLANK_LINES.sub("\n\n", text)).strip("\n")


def _words(tag: Tag) -> str:
    """What a cell or a caption holds."""
    return "".join(
        str(_Writer().process_element(child, parent_tags={tag.name}))  # type: ignore[attr-defined] # its stubs leave it out
        for child in tag.children
    )


def _is_beyond(block: Tag) -> bool:
    """Does it hold what Markdown cannot say where that stands?"""
    inside = block.find_all(["pre", "table", "ol"])
    return block.has_attr("exact") or any(
        tag.has_attr("exact") or tag.name == "pre" or (tag.name == "table" and not is_piped(tag))
        for tag in inside
    )


class _Writer(MarkdownConverter):
    """markdownify for Python-Markdown: four spaces, no fences, and its own escapes."""

    class Options:
        heading_style = ATX
        bullets = "-"
        sub_symbol = "<sub>"
        sup_symbol = "<sup>"
        autolinks = False

    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        if node.name == "table":  # once: what it holds is written cell by cell
            return f"\n\n{written_table(node, _words)}\n\n"
        return str(super().process_tag(node, parent_tags=parent_tags))  # type: ignore[misc] # its stubs leave it out

    def escape(self, text: str, parent_tags: set[str]) -> str:
        text = escaped(" ".join(text.split("\n")))
        if "a" in parent_tags:
            text = in_link(text)
        return in_cell(text) if parent_tags & {"td", "th"} else text

    def convert_x_note(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        return f"[^{tag['n']}]"

    def convert_p(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        attributes = _attributes(tag)
        return f"\n\n{begun(text.strip())}{chr(10) + attributes if attributes else ''}\n\n"

    def convert_x_line(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        words = _spanned(tag.parent, text.strip())
        return words if parent_tags & {"td", "th"} else begun(words)

    def convert_br(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        return "<br>" if parent_tags & {"td", "th"} else "  \n"

    def convert_blockquote(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        lines = (f"> {line}" if line.strip() else ">" for line in text.strip().split("\n"))
        return "\n\n" + "\n".join(lines) + "\n\n"

    def convert_hN(self, level: int, tag: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - markdownify's name
        words = " ".join(text.split()).replace("#", r"\#")
        attributes = _attributes(tag)
        return f"\n\n{'#' * level} {words}{' ' + attributes if attributes else ''}\n\n"

    def convert_list(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        return (
            f"\n{text.strip()}\n"
            if "li" in parent_tags and not _is_loose(tag)
            else f"\n\n{text.strip()}\n\n"
        )

    convert_ul = convert_ol = convert_list

    def convert_li(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        bullet = f"{_number(tag)}. " if tag.parent and tag.parent.name == "ol" else "- "
        end = "\n\n" if tag.parent and _is_loose(tag.parent) else "\n"
        return f"{bullet:<4}{_indented(text.strip())}{end}"

    def convert_dl(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_dt(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        before = tag.find_previous_sibling()
        gap = "\n" if before is not None and before.name == "dd" else ""
        return f"{gap}{begun(_spanned(tag, ' '.join(text.split())))}\n"

    def convert_dd(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        end = "\n\n" if tag.find(["p", "ul", "ol"]) else "\n"
        return f":   {_indented(text.strip())}{end}"

    def convert_span(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        return _spanned(tag, text)

    convert_bdi = convert_bdo = convert_q = convert_cite = convert_span

    def convert_b(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasised(tag, text, "**")

    def convert_em(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasised(tag, text, "*")

    convert_strong, convert_i = convert_b, convert_em

    def convert_del(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        return f"<del>{text}</del>" if text.strip() else text

    convert_s = convert_strike = convert_del

    def convert_a(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        where = address(str(tag.get("href") or ""))
        words = text.strip()
        if not where or not words or len(words) > LONGEST_WORDS or "_noformat" in parent_tags:
            return text
        before, _, after = text.partition(words)
        return f"{before}[{words}]({where}){after}"

    def convert_img(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        words = in_link(escaped(" ".join(str(tag.get("alt") or "").split())))
        return f"![{words}]({tag['src']})"

    def convert_pre(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        html = as_html(tag)
        return f"\n\n{html}\n\n" if tag.get_text().strip() else ""


def _emphasised(tag: Tag, text: str, sign: str) -> str:
    """With tags where it touches or holds other emphasis, for the stars would be read as one."""
    words = text.strip()
    if not words:
        return text
    around = (tag.previous_sibling, tag.next_sibling, tag.parent)
    is_near = any(isinstance(one, Tag) and one.name in _EMPHASIS for one in around)
    before, _, after = text.partition(words)
    if is_near or tag.find(list(_EMPHASIS)) is not None:
        return f"{before}<{tag.name}>{words}</{tag.name}>{after}"
    return f"{before}{sign}{words}{sign}{after}"


def _attributes(tag: Tag) -> str:
    """Language and direction as an attribute list; nothing where it has none."""
    pairs = (f'{name}="{tag[name]}"' for name in ("lang", "dir") if _is_plain(tag.get(name)))
    said = " ".join(pairs)
    return f"{{: {said} }}" if said else ""


def _spanned(tag: Tag | None, text: str) -> str:
    attributes = _attributes(tag) if tag is not None else ""
    if not attributes or not text.strip():
        return text
    return f"<span {attributes.strip('{: }')}>{text}</span>"


def _is_plain(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9-]{2,35}", value) is not None


def _is_loose(tag: Tag) -> bool:
    """Has a list an item of several blocks?"""
    return any(
        block.name not in ("x-line", "ul", "ol")
        for item in tag.find_all("li", recursive=False)
        for block in item.find_all(True, recursive=False)
    )


def _number(tag: Tag) -> int:
    first = str(tag.parent.get("start", "1")) if tag.parent else "1"
    return int(first) + len(tag.find_previous_siblings("li"))


def _indented(text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([first, *(_INDENT + line if line.strip() else "" for line in others)])
