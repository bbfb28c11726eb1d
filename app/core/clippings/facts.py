"""What is known about a story, from its head, its page's lines and its words, each with what it
rests on. Everything here is a guess and says so; what the file itself says goes before it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from app.core.clippings.bylines import Opening, opening
from app.core.clippings.dating import FoundDate, dates_in, day_without_year
from app.core.clippings.head import Head, bare_subtitle, bare_title
from app.core.clippings.languages import language_of
from app.core.clippings.paragraphs import Paragraph
from app.core.clippings.publishers import Publisher, publisher_in
from app.core.clippings.wording import shortened
from app.core.importing import Fact

LEAST_ARTICLES = 3  # paragraphs that begin “Article 1”, “第一条”: a regulation
FIRST_LINES = 1000  # characters of the first paragraph that are looked at for a day
_RIGHTS = re.compile(
    r"©|\(c\)\s*\d{4}|\bcopyright\b|\brights reserved\b|版权|版權|转载", re.IGNORECASE
)
_OWNERS = [
    re.compile(form)
    for form in (
        r"(?:©|\([cC]\)|[Cc]opyright"
        r"|COPYRIGHT)[\s©(c)]*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by\s+)?(?P<name>[A-Z\u3400-\u9fff][^.,;"
        r"|©]{1,60}?)\s*(?:\d{4})?\s*(?:[.,;|]|$|[Aa]ll [Rr]ights|Ltd|Inc|Publishers)",
        r"discretion of (?P<name>(?:the |The )?[A-Z][\w’' ]{2,40})",
        r"(?:appeared|published|ran|appears)\b.{0,30}?\bin (?P<name>(?:the "
        r"|The )?[A-Z][\w’' ]{2,40}?)(?: print edition| on\b| as\b|[.,:]|$)",
        r"版[权權]所有\W*(?P<name>[\u3400-\u9fff]{2,12})"
        r"|(?P<other>[\u3400-\u9fff]{2,12}?)版[权權]所有",
    )
]
_YEAR = re.compile(r"(?:©|\(c\)|copyright|版权所有)\D{0,12}((?:19|20)\d\d)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>]+")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(\d{2})[/-]?(\d{2})(?=/|\b)")
_ARTICLE = re.compile(
    r"^(?:Article\s+\d+|第[一二三四五六七八九十百\d]+条)\b|^第[一二三四五六七八九十百\d]+条"
)


def facts_of(
    parts: Sequence[Paragraph], head: Head, foreign: Mapping[int, str], own: Mapping[str, Fact]
) -> tuple[dict[str, Fact], list[str]]:
    """The facts, those of the file itself kept where they are sure; and what is to be told."""
    start = _opening(parts, head, foreign)
    facts: dict[str, Fact] = {}
    if head.title >= 0:
        part = parts[head.title]
        facts["title"] = Fact(bare_title(part.text), f"line {part.line}, the first of the story")
    if head.subtitle >= 0:
        part = parts[head.subtitle]
        facts["subtitle"] = Fact(bare_subtitle(part.text), f"line {part.line}, under the title")
    facts |= _authors(parts, head, start)
    publisher, published = _publisher(parts, head, foreign, start)
    facts |= published
    dated, told = _date(parts, head, foreign, start)
    facts |= dated
    facts["language"] = language_of(
        "\n".join(part.text for at, part in enumerate(parts) if at not in foreign)
    )
    facts["voice"] = _voice(parts, publisher)
    facts |= _rights(parts, foreign)
    facts |= _url(parts, foreign)
    sure = {name: fact for name, fact in own.items() if not fact.is_guessed or name not in facts}
    return facts | sure, [] if "date" in sure else told


def _opening(
    parts: Sequence[Paragraph], head: Head, foreign: Mapping[int, str]
) -> tuple[int, Opening] | None:
    for at, part in enumerate(parts):
        if at not in foreign and at not in head.taken and at not in head.reasons:
            found = opening(part.text)
            return (at, found) if found else None
    return None


def _authors(
    parts: Sequence[Paragraph], head: Head, start: tuple[int, Opening] | None
) -> dict[str, Fact]:
    if head.bylines:
        at = min(head.bylines)
        line = shortened(parts[at].text)
        return {"author": Fact(head.bylines[at].authors, f"line {parts[at].line}: “{line}”")}
    if start and start[1].authors:
        return {"author": Fact(start[1].authors, f"the opening of line {parts[start[0]].line}")}
    return {}


def _publisher(
    parts: Sequence[Paragraph],
    head: Head,
    foreign: Mapping[int, str],
    start: tuple[int, Opening] | None,
) -> tuple[Publisher | None, dict[str, Fact]]:
    for name, basis in _publishers(parts, head, foreign, start):
        found = publisher_in(name) or Publisher(name, is_known=False)
        return found, {"publisher": Fact(found.name, basis + _taken_from(found, head))}
    return None, {}


def _taken_from(publisher: Publisher, head: Head) -> str:
    """The agency that the byline names, where it is another than the paper."""
    agencies = [each.publisher for each in head.bylines.values() if each.publisher]
    other = next((name for name in agencies if name != publisher.name), "")
    return f"; the byline names {other} too" if other else ""


def _publishers(
    parts: Sequence[Paragraph],
    head: Head,
    foreign: Mapping[int, str],
    start: tuple[int, Opening] | None,
) -> Iterator[tuple[str, str]]:
    """The page's own names first, then its notices', then the agencies' that it took over."""
    for at, name in sorted(head.publishers.items()):
        yield name, f"line {parts[at].line}: “{shortened(parts[at].text)}”"
    for at in sorted(foreign):
        for form in _OWNERS:
            if match := form.search(parts[at].text):
                name = next(filter(None, match.groupdict().values()))
                yield name.removeprefix("the ").strip(), f"the notice in line {parts[at].line}"
    for at, written in sorted(head.bylines.items()):
        if written.publisher:
            yield written.publisher, f"the byline, line {parts[at].line}"
    if start:
        yield start[1].publisher, f"the opening of line {parts[start[0]].line}"


def _date(
    parts: Sequence[Paragraph],
    head: Head,
    foreign: Mapping[int, str],
    start: tuple[int, Opening] | None,
) -> tuple[dict[str, Fact], list[str]]:
    found = next(_dates(parts, head, foreign, start), None)
    if found:
        return {"date": Fact(*found)}, []
    if start and (day := day_without_year(start[1].day)):
        return {}, [f"The story opens with a day without a year ({day}): the year is not known."]
    return {}, ["Nothing says when it was published: the date is still to be filled in."]


def _dates(
    parts: Sequence[Paragraph],
    head: Head,
    foreign: Mapping[int, str],
    start: tuple[int, Opening] | None,
) -> Iterator[tuple[str, str]]:
    """Dates with what they rest on, the best first."""
    month_first = _month_first(parts)
    for role, words in _ROLES:
        for at, lines in sorted(head.datelines.items()):
            for line in lines:
                if line.role == role and line.date:
                    basis = f"line {parts[at].line}{words}: “{shortened(parts[at].text)}”"
                    yield _settled(line.date, basis, month_first)
    if start and (dates := dates_in(start[1].day)):
        yield dates[0].value, f"the opening of line {parts[start[0]].line}"
    for at in sorted(foreign):
        if match := _URL_DATE.search(parts[at].text):
            day = FoundDate("-".join(match.groups()), 0, 0)
            if dates_in(day.value):
                yield day.value, f"the address in line {parts[at].line}"
    years = [(at, match[1]) for at in sorted(foreign) if (match := _YEAR.search(parts[at].text))]
    for at, year in years:
        if start and (day_of := day_without_year(start[1].day)):
            yield f"{year}-{day_of}", f"the story’s opening, its year from line {parts[at].line}"
        yield year, f"the year of the copyright, line {parts[at].line}"
    yield from _weak(parts, head, foreign)


_ROLES = [
    ("published", ", when it was published"),
    ("dated", ""),
    ("updated", ", when it was updated"),
]


def _weak(
    parts: Sequence[Paragraph], head: Head, foreign: Mapping[int, str]
) -> Iterator[tuple[str, str]]:
    """A day that the first paragraph names: what it tells of may be another day."""
    first = next(
        (at for at in range(len(parts)) if at not in foreign and at not in head.taken), None
    )
    if first is not None:
        for date in dates_in(parts[first].text[:FIRST_LINES]):
            if len(date.value) == len("2007-09-30"):
                yield (
                    date.value,
                    f"a weak guess: the story itself names this day (line {parts[first].line})",
                )


def _month_first(parts: Sequence[Paragraph]) -> bool | None:
    """Does a date in numbers show that months go before days here? None where none shows it."""
    for part in parts:
        for match in re.finditer(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}(?!\d)", part.text):
            one, two = int(match[1]), int(match[2])
            if one <= 12 < two <= 31:
                return True
            if two <= 12 < one <= 31:
                return False
    return None


def _settled(date: FoundDate, basis: str, month_first: bool | None) -> tuple[str, str]:
    if not date.is_ambiguous:
        return date.value, basis
    year, month, day = date.value.split("-")
    if month_first is None:
        return date.value, f"{basis}, read as day, then month; it may be {year}-{day}-{month}"
    value = f"{year}-{day}-{month}" if month_first else date.value
    order = "month goes before day" if month_first else "day goes before month"
    return value, f"{basis}; {order} in another date here"


def _voice(parts: Sequence[Paragraph], publisher: Publisher | None) -> Fact:
    articles = sum(bool(_ARTICLE.match(part.text)) for part in parts)
    if articles >= LEAST_ARTICLES:
        return Fact("regulation", f"{articles} paragraphs are numbered as articles of a regulation")
    if publisher and publisher.voice == "official press":
        return Fact("official press", f"{publisher.name} is a paper or agency of state or party")
    if publisher:
        return Fact("press", f"published by {publisher.name}")
    return Fact("press", "nothing says otherwise: a weak guess")


def _rights(parts: Sequence[Paragraph], foreign: Mapping[int, str]) -> dict[str, Fact]:
    for at in sorted(foreign):
        if _RIGHTS.search(parts[at].text):
            return {"rights": Fact(parts[at].text, f"line {parts[at].line}")}
    return {}


def _url(parts: Sequence[Paragraph], foreign: Mapping[int, str]) -> dict[str, Fact]:
    for at in sorted(foreign):
        if foreign[at] == "the address of a page" and (match := _URL.search(parts[at].text)):
            return {"url": Fact(match[0], f"line {parts[at].line}")}
    return {}
