"""What a web page says about itself: JSON-LD, Dublin Core, Open Graph and their like."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from bs4 import BeautifulSoup

from app.core.dates import is_date
from app.core.importing import Fact

OWN = "the page’s own data"
_META = {  # the surest first; names and properties in small letters
    "title": "citation_title dc.title dcterms.title og:title twitter:title",
    "subtitle": "og:description description",
    "author": "citation_author dc.creator dcterms.creator author article:author parsely-author",
    "publisher": "citation_journal_title citation_publisher dc.publisher og:site_name",
    "date": "citation_publication_date dc.date dcterms.date article:published_time"
    " date pubdate publishdate parsely-pub-date",
    "url": "og:url",
}
_ARTICLES = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "scholarlyarticle")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_LONGEST = {"subtitle": 400}  # characters; others are cut where they are checked


def facts_of(soup: BeautifulSoup) -> dict[str, Fact]:
    """By name; what the page's data say for certain, and its `lang` as a guess."""
    said = dict(_of_json(soup))
    for name, keys in _META.items():
        if name not in said and (value := _meta(soup, keys.split())):
            said[name] = value
    if canonical := soup.select_one("link[rel=canonical][href]"):
        said["url"] = str(canonical["href"])
    facts = {
        name: Fact(value, OWN, is_guessed=name == "subtitle")
        for name, value in ((name, _fit(name, value)) for name, value in said.items())
        if value
    }
    if soup.title and (title := _line(soup.title.get_text())):
        facts.setdefault("title", Fact(title, "the page’s title"))
    language = str(soup.html.get("lang") or "") if soup.html else ""
    if _LANGUAGE.fullmatch(language):
        facts.setdefault("language", Fact(language.replace("_", "-"), "the page’s language"))
    return facts


def _of_json(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for article in _articles(soup):
        for name, value in (
            ("title", article.get("headline")),
            ("subtitle", article.get("alternativeHeadline")),
            ("author", _names(article.get("author"))),
            ("publisher", _names(article.get("publisher"))),
            ("date", article.get("datePublished")),
            ("language", article.get("inLanguage")),
        ):
            if isinstance(value, str) and value.strip():
                yield name, value
        return


def _articles(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            said = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        for thing in _things(said):
            kinds = thing.get("@type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                if str(kind).lower() in _ARTICLES:
                    yield thing


def _things(said: Any) -> Iterable[dict[str, Any]]:
    graph = said.get("@graph", [said]) if isinstance(said, dict) else said
    return [one for one in graph if isinstance(one, dict)] if isinstance(graph, list) else []


def _names(said: Any) -> str:
    """The names of one or several people, as JSON-LD gives them."""
    several = said if isinstance(said, list) else [said]
    names = [one.get("name") if isinstance(one, dict) else one for one in several]
    return " and ".join(_line(name) for name in names if isinstance(name, str))


def _meta(soup: BeautifulSoup, keys: Iterable[str]) -> str:
    found: dict[str, list[str]] = {}
    for tag in soup.find_all("meta", content=True):
        key = str(tag.get("name") or tag.get("property") or tag.get("itemprop") or "").lower()
        found.setdefault(key, []).append(_line(str(tag["content"])))
    for key in keys:
        values = [value for value in found.get(key, []) if value]
        if values:
            return " and ".join(values) if "author" in key or "creator" in key else values[0]
    return ""


def _fit(name: str, value: str) -> str:
    value = _line(value)
    if name == "date":
        day = re.sub(r"^(\d{4})[/.](\d\d)[/.](\d\d)", r"\1-\2-\3", value)[:10]
        return day if is_date(day) else ""
    if name == "url" and not re.match(r"https?://", value):
        return ""
    if name == "author" and re.match(r"https?://", value):
        return ""
    if name == "language" and not _LANGUAGE.fullmatch(value):
        return ""
    return value if len(value) <= _LONGEST.get(name, len(value)) else ""


def _line(text: str) -> str:
    return " ".join(text.split())
