"""Markdown to safe HTML: the only module that imports Python-Markdown.

>>> render_post("**户口** is *not* a permit")
'<p><strong>户口</strong> is <em>not</em> a permit</p>'
"""

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension

from app.core.sanitising import sanitise_post, sanitise_reading

RENDERER_VERSION = 1  # stored beside rendered HTML; raise it when the output changes


def render_reading(source: str) -> str:
    """Render a reading: tables, footnotes, attribute lists, definition lists, raw HTML that the
    sanitiser knows."""
    renderer = Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),  # the sanitiser keeps no style attribute
            FootnoteExtension(SEPARATOR="-"),
            "attr_list",
            "def_list",
            "sane_lists",
        ],
        output_format="html",
    )
    return sanitise_reading(renderer.convert(source))


def render_post(source: str) -> str:
    """Render what a reader or a curator wrote: a note, a reply, a card's body."""
    renderer = Markdown(extensions=["sane_lists", "nl2br"], output_format="html")
    return sanitise_post(renderer.convert(source))
