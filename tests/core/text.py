"""Texts to hold the text core against, and a parser that is not ours to judge it by.

`texts` are short, odd in every way that offsets can go wrong. `sources` are Markdown documents of
all that a reading may hold, with honest and hostile HTML in them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from app.core.blocks import Document, read_markdown
from app.core.coverage import Run, runs_of
from app.core.overlay import Note, Span, Term, without_overlaps

Mark = tuple[int, int, bool, bool]  # start, end, is mine, is staff's

ODD = (
    "😀",
    "👩‍👩‍👧",  # joined by zero-width joiners
    "🇨🇳",
    "e\u0301",  # composed by NFC
    "x\u0323\u0301",  # not composed by any form
    "𠮷",  # CJK extension B: two units of UTF-16
    "户口",
    "，。「」",
    "שלום",
    "\u202eabc\u202c",
    "\xa0",
    "\u3000",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "&",
    "&amp;",
    "&#769;",
    "&nbsp;",
    "&#13;",
    "&#0;",
    "<",
    ">",
    '"',
    "'",
    "*",
    "**",
    "_",
    "`",
    "[",
    "](",
    "\\",
    "\x0b",
    "\x1c",
    "\t",
    "\r\n",
    "\n",
    "  \n",
)
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=//elsewhere.example/a.png>",
    "<img src='/static/a.png' srcset='https://elsewhere.example/b 2x'>",
    '<a href="javascript:alert(1)" onclick="alert(1)">a</a>',
    '<a href="JaVa&#x0A;ScRiPt:alert(1)">b</a>',
    '<a href="data:text/html,<script>alert(1)</script>">c</a>',
    "<p style='background:url(https://elsewhere.example)'>d</p>",
    "<svg><script>alert(1)</script><a xlink:href='javascript:1'>e</a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<iframe src=https://elsewhere.example></iframe>",
    "<link rel=stylesheet href=https://elsewhere.example><base href=https://elsewhere.example>",
    "<form action=//elsewhere.example><button formaction=javascript:1>f</button></form>",
    "<mark data-count='1'>g</mark><a class='term' id='occurrence-1' href='#'>h</a>",
    '<span class="noted" data-notes="1">i</span>',
    "<p id='page-1' name='body'>j</p>",
    "<!-- comment --><?php 1 ?><![CDATA[k]]>",
    "<video poster=https://elsewhere.example><source src=https://elsewhere.example></video>",
    "<template><p>l</p></template><textarea>m</textarea><xmp>n</xmp>",
)
HTML = (
    "<table><caption>c</caption><tr><th>a</th><td>b<br>c</td></tr><tr><td>d</td></tr></table>",
    "<table><tr><td><a href='/x'>in</a></td></tr><p>fostered</p></table>",
    "<ul><li>one<ul><li>two</li></ul></li>stray<li></li></ul>",
    "<ul lang='ja'><li>漢字</li><li lang='zh'>户口</li></ul>",
    "<ol start='3'><li><p>p</p><p>q</p></li></ol>",
    "<dl><dt>t</dt><dd>d</dd></dl>",
    "<blockquote><p>a</p><blockquote>b</blockquote></blockquote>",
    "<figure><img src='/static/a.png' alt='x'><figcaption>f</figcaption></figure>",
    "<pre>\n\n a\n  b\n</pre>",
    "<pre>a&#13;\nb<br>c</pre>",
    "<div class='no-gloss'><p>a</p>bare <em>run</em> of text<p>b</p></div>",
    "<div dir='rtl'>שלום <b>עולם</b></div>",
    "<a href='/x'><p>a link around a paragraph</p></a>",
    "<b><p>bold</p> and </b>not",
    "<p title='a \" < > b'>titled</p>",
    "<ruby>漢<rt>kan</rt></ruby>",
    "<p>x<br><br>  <br>y</p>",
    "<span lang='zh'>户</span>口",
    "<p><img src='/static/a.png' alt=''></p>",
    "<hr>",
    "<li>an item without a list</li>",
    "<dd>a definition without a list</dd>",
    "<h3><a href='/x'>linked</a> heading</h3>",
)

pieces = st.one_of(st.sampled_from(ODD), st.text("abc .", min_size=1, max_size=6))
texts = st.lists(pieces, max_size=12).map("".join)
_lines = texts.map(lambda text: " ".join(text.split("\n")))


def _indented(lines: str) -> str:
    return lines.replace("\n", "\n    ")


_leaves = st.one_of(
    texts,
    st.sampled_from(HTML),
    st.sampled_from(HOSTILE),
    st.builds("{} {}".format, st.sampled_from(("#", "##", "###")), _lines),
    st.builds("a | b\n--|:-:\n{} | {}\n*x* |".format, _lines, _lines),
    st.builds("Term\n:   {}\n\n:   **second**".format, texts.map(_indented)),
    st.builds("{}[^1] and[^注]\n\n[^1]: {}\n[^注]: 注释 *x*".format, _lines, texts.map(_indented)),
    st.builds("    {}".format, texts.map(_indented)),
    st.builds('*{}* **{}** `{}` [{}](/x "t")'.format, _lines, _lines, _lines, _lines),
    st.builds("{}\n{{: .telegram}}".format, texts),
    st.just("---"),
    st.just("![alt](/static/a.png)"),
)
_blocks = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        inner.map(lambda block: "> " + block.replace("\n", "\n> ")),
        inner.map(lambda block: "- " + _indented(block) + "\n- b"),
        inner.map(lambda block: "1. " + _indented(block)),
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
    ),
    max_leaves=5,
)
sources = st.lists(_blocks, min_size=1, max_size=4).map("\n\n".join)
documents = st.builds(read_markdown, sources, st.sampled_from(("en", "zh-Hans")))


def runs_over(marks: Sequence[Mark], swept: Callable[..., list[Run]] = runs_of) -> list[Run]:
    """The runs of marks that are told one by one."""

    def columns(chosen: list[Mark]) -> tuple[list[int], list[int]]:
        return [mark[0] for mark in chosen], [mark[1] for mark in chosen]

    return swept(
        columns(list(marks)),
        mine=columns([mark for mark in marks if mark[2]]),
        staff=columns([mark for mark in marks if mark[3]]),
    )


@st.composite
def spans_over(draw: st.DrawFn, document: Document) -> tuple[list[Span], list[Mark]]:
    """Terms that do not overlap, and any notes and marks, in and beyond the text: as they are laid,
    and the marks that the runs among them are of."""
    offsets = st.integers(-3, len(document.text) + 3)
    pairs = draw(st.lists(st.tuples(offsets, offsets), max_size=12))
    found: list[Span] = []
    terms: list[Term] = []
    marks: list[Mark] = []
    for number, (start, end) in enumerate(pairs):
        kind = draw(st.sampled_from("tnmmm"))
        if kind == "t":
            terms.append(Term(start, end, number, f'"{number}"', "layer", "/?a=1&b=2"))
        elif kind == "n":
            found.append(Note(start, end, number))
        else:
            mark = (start, end, draw(st.booleans()), draw(st.booleans()))
            marks += [mark] if start < end else []
    shown = [term for term in terms if term.start < term.end]
    return [*without_overlaps(shown), *found, *runs_over(marks)], marks


def parse(html: str) -> LexborNode:
    """The element that a browser would make of HTML inside a `div`."""
    body = LexborHTMLParser(f"<!doctype html><body><div>{html}</div>").body
    assert body is not None
    node = body.child
    assert node is not None
    return node


def text_content(html: str) -> str:
    return parse(html).text(deep=True, separator="", strip=False)


def as_a_browser_has_it(html: str) -> str:
    """The HTML of the tree that a browser makes of it: unchanged if every element stands where
    it may."""
    return "".join(child.html or "" for child in children(parse(html))).replace("&nbsp;", "\xa0")


def children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


@dataclass(frozen=True, slots=True)
class Character:
    """A character of a block as it is laid, and what it stands in."""

    value: str
    count: int
    kinds: frozenset[str]
    notes: frozenset[int]
    term: str | None
    parents: tuple[str, ...]


def characters(html: str) -> list[Character]:
    return list(_walk(parse(html), Character("", 0, frozenset(), frozenset(), None, ())))


def _walk(node: LexborNode, around: Character) -> Iterator[Character]:
    for child in children(node):
        if child.tag == "-text":
            for value in child.text_content or "":
                yield replace(around, value=value)
        else:
            yield from _walk(child, _inside(child, around))


def _inside(node: LexborNode, around: Character) -> Character:
    name, of = node.tag or "", node.attributes
    is_term = name == "a" and of.get("class") == "term"
    return Character(
        "",
        int(of.get("data-count") or 0) if name == "mark" else around.count,
        frozenset((of.get("class") or "").split()) if name == "mark" else around.kinds,
        _ids(of.get("data-notes")) if of.get("class") == "noted" else around.notes,
        of.get("data-term") if is_term else around.term,
        (*around.parents, "term" if is_term else name),
    )


def _ids(value: str | None) -> frozenset[int]:
    return frozenset(int(number) for number in (value or "").split())
