"""Cleaned HTML written as Markdown: the only module that imports markdownify."""

import re
from typing import Any
from urllib.parse import urlsplit

from bs4 import Tag
from markdownify import ATX, MarkdownConverter

from app.services.converting.marked.cleaning import BLOCKS
from app.services.converting.marked.escaping import begun, escaped
from app.services.converting.marked.tables import written_table

LONGEST_WORDS = 1_000  # characters of a link; what is longer is a passage, not a link
_INDENT = " " * 4  # of what belongs to an item, as Python-Markdown reads it
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")

_NEEDLESS = re.compile(r"(?<!\\)\\\](?=\n|$)")  # escapes: nothing follows that makes a link of it


def write(tag: Tag) -> str:
    """What a tag holds, as Markdown."""
    name, tag.name = tag.name, "x-whole"  # only what it holds is asked for
    text = _Writer().convert_soup(tag)
    tag.name = name
    return _NEEDLESS.sub("]", _BLANK_LINES.sub("\n\n", text)).strip("\n")


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
            return f"\n\n{written_table(node, write)}\n\n"
        return str(super().process_tag(node, parent_tags=parent_tags))  # type: ignore[misc] # its stubs leave it out

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return escaped(" ".join(text.split("\n")))

    def convert_x_note(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        return f"[^{tag['n']}]"

    def convert_p(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.strip()
        if not text or "_inline" in parent_tags:
            return f" {text} "
        attributes = _attributes(tag)
        return f"\n\n{begun(text)}{chr(10) + attributes if attributes else ''}\n\n"

    convert_figcaption = convert_p

    def convert_figure(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        return f" {text.strip()} " if "_inline" in parent_tags else f"\n\n{text.strip()}\n\n"

    convert_div = convert_section = convert_article = convert_main = convert_header = convert_figure
    convert_footer = convert_aside = convert_nav = convert_form = convert_center = convert_figure
    convert_address = convert_details = convert_fieldset = convert_hgroup = convert_figure

    def convert_blockquote(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        if "_inline" in parent_tags or not text.strip():
            return f" {text.strip()} "
        lines = begun(text.strip()) if not tag.find(BLOCKS) else text.strip()
        return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines.split("\n")) + "\n\n"

    def convert_hN(self, level: int, tag: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - markdownify's name
        words = " ".join(text.split()).replace("#", r"\#")
        if not words or "_inline" in parent_tags:
            return f" {words} "
        attributes = _attributes(tag)
        return f"\n\n{'#' * level} {words}{' ' + attributes if attributes else ''}\n\n"

    def convert_li(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        text = _spanned(tag, text.strip())
        if not text:
            return "\n"
        bullet = f"{_number(tag)}." if tag.parent and tag.parent.name == "ol" else "-"
        return f"{bullet:<4}{_indented(text)}\n"

    def convert_dd(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        text = _spanned(tag, text.strip())
        return f":   {_indented(text)}\n" if text else "\n"

    def convert_span(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        return _spanned(tag, text)

    convert_bdi = convert_bdo = convert_q = convert_cite = convert_span

    def convert_del(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        return f"<del>{text}</del>" if text.strip() else text

    convert_s = convert_strike = convert_del

    def convert_a(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        address = _address(str(tag.get("href") or ""))
        words = text.strip()
        if not address or not words or len(words) > LONGEST_WORDS or "_noformat" in parent_tags:
            return text
        before, _, after = text.partition(words)
        return f"{before}[{words}]({address}){after}"

    def convert_img(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        words = " ".join(str(tag.get("alt") or "").split())
        words = escaped(words).replace("[", r"\[").replace("]", r"\]").replace(r"\\]", r"\]")
        return f"![{words}]({tag['src']})"

    def convert_pre(self, tag: Tag, text: str, parent_tags: set[str]) -> str:
        words = tag.get_text().strip("\n")
        words = words.replace("&", "&amp;").replace("<", "&lt;")
        return f"\n\n<pre>{words}</pre>\n\n" if words.strip() else ""


def _attributes(tag: Tag) -> str:
    """Language and direction as an attribute list; nothing where it has none."""
    pairs = (f'{name}="{tag[name]}"' for name in ("lang", "dir") if _is_plain(tag.get(name)))
    said = " ".join(pairs)
    return f"{{: {said} }}" if said else ""


def _spanned(tag: Tag, text: str) -> str:
    attributes = _attributes(tag)
    if not attributes or not text.strip() or "\n" in text:
        return text
    return f"<span {attributes.strip('{: }')}>{text}</span>"


def _is_plain(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9-]{2,35}", value) is not None


def _number(tag: Tag) -> int:
    first = str(tag.parent.get("start", "1")) if tag.parent else "1"
    before = len(tag.find_previous_siblings("li"))
    return (int(first) if first.isascii() and first.isdigit() else 1) + before


def _indented(text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([begun(first), *(_INDENT + line if line.strip() else "" for line in others)])


def _address(href: str) -> str:
    """An address that leads elsewhere, as Markdown takes it; nothing for any other."""
    try:
        scheme = urlsplit(href.strip()).scheme
    except ValueError:
        return ""
    if scheme not in ("http", "https", "mailto"):
        return ""
    safe = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", '"': "%22"}
    return "".join(
        safe.get(character, character) for character in href.strip() if character > "\x1f"
    )
