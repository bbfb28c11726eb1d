"""A block as HTML, on one line (a table on one for each row): for what Markdown has no words for,
or would read otherwise."""

from html import escape

from bs4 import Tag
from bs4.element import NavigableString

from app.services.converting.marked.addresses import address

_KEPT = frozenset(
    "b bdi bdo blockquote br caption cite code dd del dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li ol"
    " p pre samp small span strong sub sup td th ul var".split()
)
_ATTRIBUTES = (
    "lang dir colspan rowspan align scope start type reversed".split()  # what the sanitiser knows
)


def as_html(tag: Tag) -> str:
    """It, with all it holds, and nothing but what the sanitiser keeps."""
    inside = words_as_html(tag)
    match tag.name:
        case "a":
            where = address(str(tag.get("href") or ""))
            return f'<a href="{escape(where)}">{inside}</a>' if where else inside
        case "img":
            return f'<img src="{tag["src"]}" alt="{escape(str(tag.get("alt") or ""))}">'
        case "x-note":
            return _reference(tag)
        case "table":
            parts = map(as_html, tag.find_all(["caption", "tr"]))
            return "\n".join([f"<table{_attributes(tag)}>", *parts, "</table>"])
        case "tr":
            return f"<tr>{''.join(map(as_html, tag.find_all(['td', 'th'], recursive=False)))}</tr>"
        case "br" | "hr":
            return f"<{tag.name}>"
        case "pre":
            return f"<pre>{escape(tag.get_text().strip(chr(10)), quote=False)}</pre>"
        case name if name in _KEPT:
            return f"<{name}{_attributes(tag)}>{inside}</{name}>"
    return inside


def words_as_html(tag: Tag) -> str:
    """What it holds. White space is of no account but in `pre`."""
    return "".join(
        escape(" ".join(f"x{child}x".split())[1:-1], quote=False)
        if isinstance(child, NavigableString)
        else as_html(child)
        for child in tag.children
        if isinstance(child, NavigableString | Tag)
    )


def _attributes(tag: Tag) -> str:
    return "".join(
        f' {name}="{escape(str(tag[name]))}"' for name in _ATTRIBUTES if tag.has_attr(name)
    )


def _reference(tag: Tag) -> str:
    """As Python-Markdown writes one."""
    number, ident = tag["n"], f' id="fnref-{tag["n"]}"' if tag.has_attr("first") else ""
    return f'<sup{ident}><a class="footnote-ref" href="#fn-{number}">{number}</a></sup>'
