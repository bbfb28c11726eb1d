"""HTML without what acts, embeds or only decorates."""

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import PreformattedString

from app.services.converting.unreadable import SAVE_AS_TEXT, Unreadable

DEEPEST = 120  # elements in one another; pages that people make have about forty
EMBEDDED = "iframe frame object embed applet audio video canvas svg".split()
SILENT = "script style template noscript head title base link meta map dialog".split()
CONTROLS = "button input select textarea datalist".split()
INLINE = frozenset(
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike"
    " strong sub sup tt u var".split()
)
BLOCKS = (
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section"
    " summary table tbody td tfoot th thead tr ul".split()
)
CARRIERS = "p h1 h2 h3 h4 h5 h6 li dt dd td th figcaption".split()  # what a direction is set on
TOO_DEEP = f"Something in it is nested more than {DEEPEST} deep. {SAVE_AS_TEXT}"


def cleaned(soup: BeautifulSoup) -> tuple[str, ...]:
    """Take away in place; returns what is to be told. Raises `Unreadable`."""
    _refuse_depth(soup)
    for text in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        if isinstance(text, Comment) or not text.strip():
            text.extract()
    embedded = len(soup.find_all(EMBEDDED))
    for tag in soup.find_all([*EMBEDDED, *SILENT, *CONTROLS]):
        tag.decompose()
    for tag in soup.find_all(hidden=True):
        tag.decompose()
    for quoted in soup.find_all("q"):
        quoted.insert(0, "“")
        quoted.append("”")
    _hand_down(soup)
    _open_up(soup)
    _join(soup)
    _keep_languages(soup)
    things = "thing" if embedded == 1 else "things"
    told = f"{embedded} embedded {things} (a film, a frame, a drawing) left out."
    return (told,) if embedded else ()


def _refuse_depth(soup: BeautifulSoup) -> None:
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depth = depths[id(tag)] = depths[id(tag.parent)] + 1
        if depth > DEEPEST:
            raise Unreadable(TOO_DEEP)


def _hand_down(soup: BeautifulSoup) -> None:
    """Write the language and direction of a part on its paragraphs, which keep them."""
    for tag in soup.find_all(lambda tag: tag.has_attr("dir") or tag.has_attr("lang")):
        if tag.name in CARRIERS or tag.name in INLINE or tag.name in ("html", "body"):
            continue
        for below in tag.find_all(CARRIERS):
            for name in ("dir", "lang"):
                if tag.get(name) and not below.get(name):
                    below[name] = tag[name]


def _open_up(soup: BeautifulSoup) -> None:
    """Emphasis and links are of words, not of paragraphs."""
    for tag in soup.find_all(list(INLINE)):
        if tag.find(BLOCKS) is not None:
            tag.unwrap()


def _join(soup: BeautifulSoup) -> None:
    """Two pieces of emphasis side by side are one, as editors that cut words apart mean it."""
    for tag in soup.find_all(["b", "strong", "em", "i"]):
        after = tag.next_sibling
        while isinstance(after, Tag) and after.name == tag.name and not after.attrs:
            tag.extend(list(after.contents))
            after.extract()
            after = tag.next_sibling


def _keep_languages(soup: BeautifulSoup) -> None:
    """What emphasis or a term says of its language is said by a `span` in it, which is kept."""
    for tag in soup.find_all(list(INLINE - {"span", "bdi", "bdo", "cite"})):
        said = {name: str(tag.attrs.pop(name)) for name in ("lang", "dir") if tag.get(name)}
        if said and tag.get_text(strip=True):
            span = soup.new_tag("span", attrs=said)
            span.extend(list(tag.contents))
            tag.append(span)
