"""The one sanitiser: whatever becomes HTML here has gone through `sanitise_reading` or
`sanitise_post`. It is the only module that imports nh3.

    >>> sanitise_post('<p onclick="x()">hi<script>x()</script></p>')
    '<p>hi</p>'
"""

import re

import nh3

_INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i ins kbd q rp rt ruby s samp small span strong "
    "sub sup var".split()
)
_FLOW = frozenset("blockquote li ol p pre ul".split())
_DOCUMENT = frozenset(
    "caption col colgroup dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr img section table "
    "tbody td tfoot th thead tr".split()
)
_CLASSES = {tag: {"no-gloss"} for tag in _INLINE | _FLOW | _DOCUMENT} | {
    "p": {"telegram", "no-gloss"},
    "div": {"footnote", "no-gloss"},
    "span": {"no-gloss", "small-caps"},
    "a": {"footnote-ref", "footnote-backref"},
}
_FOOTNOTE_ID = re.compile(r"fn(ref)?\d*-[\w-]+")
_PICTURE = re.compile("/pictures/[0-9a-f]{64}")  # stored with the reading, see views/pictures.py
_PRE_BEGINS = re.compile("(<pre(?: [^>]*)?>)\n+")


def sanitise_reading(html: str) -> str:
    """Make the HTML of a reading safe: prose, tables, figures, footnotes; no script, no style,
    nothing that loads from another host."""
    clean = nh3.clean(
        html,
        tags=set(_INLINE | _FLOW | _DOCUMENT),
        attributes={
            "*": {"lang", "dir", "title"},
            "a": {"href"},
            "li": {"id", "value"},
            "sup": {"id"},
            "ol": {"start", "type", "reversed"},
            "img": {"src", "alt", "width", "height"},
            "td": {"colspan", "rowspan", "align"},
            "th": {"colspan", "rowspan", "align", "scope"},
        },
        allowed_classes=_CLASSES,
        attribute_filter=_keep_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return _settle_newlines(clean)


def sanitise_post(html: str) -> str:
    """Make the HTML of a note, reply or card safe: inline text, lists, quotations, links."""
    clean = nh3.clean(
        html,
        tags=set(_INLINE | _FLOW),
        attributes={"*": {"lang", "dir"}, "a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return _settle_newlines(clean)


def _settle_newlines(html: str) -> str:
    """Write only newlines that a browser keeps: it reads a carriage return as a newline, and drops
    one at the beginning of `pre`."""
    return _PRE_BEGINS.sub(r"\1", html.replace("\r\n", "\n").replace("\r", "\n"))


def _keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "id":
        return value if _FOOTNOTE_ID.fullmatch(value) else None
    if tag == "img" and attribute == "src":
        return value if value.startswith("/static/") or _PICTURE.fullmatch(value) else None
    return value
