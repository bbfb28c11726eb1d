"""References to a place in a reading, as one writes them in a note or a list.

>>> work = Work("The queue", "Ann Li", "2016-10-03", "The Post")
>>> references(Cited(work, "https://x.org/q#p", 7, 7, "In theory."))["Chicago note"]
'“In theory.”\\nAnn Li, “The queue,” The Post, October 3, 2016, ¶ 7, https://x.org/q#p.'

Names stay in the order in which they are given: offices are not turned round, Chinese names have
the family first already, and a name turned wrongly is worse than one not turned.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from app.core.dates import american, british, short

LONGEST_QUOTE = 600  # code points; a longer passage is cut in its middle
KEPT_HEAD, KEPT_TAIL = 380, 180  # code points of what is cut
_INNER = str.maketrans({"“": "‘", "”": "’", '"': "'"})
_INNER_CHINESE = str.maketrans("《》", "〈〉")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
_LATIN = re.compile("[A-Za-z]")

Style = Literal["Chicago note", "MLA", "Plain"]


@dataclass(frozen=True, slots=True)
class Work:
    """What can be cited. `date` is a year, a month, a day, or words; `form` says what it is where
    the title does not: “telegram”."""

    title: str
    author: str = ""
    date: str = ""
    publisher: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a work: its address, the first and the last paragraph, and the words quoted.
    `after` is the work that this one retells, `place` how its kind cites the place: “art. 7”."""

    work: Work
    url: str
    first: int | None = None
    last: int | None = None
    quote: str = ""
    after: Work | None = None
    place: str = ""

    @property
    def paragraphs(self) -> str:
        """“¶ 7”, “¶¶ 7–9”, “art. 7”; nothing for the whole work or a heading."""
        if self.place:
            return self.place
        if self.first is None:
            return ""
        return f"¶ {self.first}" if self.first == self.last else f"¶¶ {self.first}–{self.last}"

    @property
    def numbers(self) -> str:
        """The same as MLA has it: “par. 7”, “pars. 7–9”."""
        return self.paragraphs.replace("¶¶", "pars.").replace("¶", "par.")


def as_published(reading: Work, source: Work | None) -> tuple[Work, Work | None]:
    """What a reading is cited as, and after what.

    Only a text under its source's own title is what was published there. Any other retells its
    source: it is not said to be by that publisher, nor of that date.
    """
    if source is None:
        return reading, None
    if _flat(reading.title).casefold() != _flat(source.title).casefold():
        return Work(reading.title, reading.author), source
    author = source.author or reading.author
    return Work(reading.title, author, reading.date, source.publisher, reading.form), None


def references(place: Cited) -> dict[Style, str]:
    """The reference in each style, the quotation in a line before it if there is one."""
    quote = shortened(_flat(place.quote)).translate(_INNER)
    before = f"“{quote}”\n" if quote else ""
    return {
        "Chicago note": before + _chicago(place),
        "MLA": before + _mla(place),
        "Plain": before + _plain(place),
    }


def shortened(quote: str) -> str:
    """A long quotation without its middle, cut between words where there are any."""
    if len(quote) <= LONGEST_QUOTE:
        return quote
    head, tail = quote[:KEPT_HEAD], quote[-KEPT_TAIL:]
    return f"{head.rpartition(' ')[0] or head} […] {tail.partition(' ')[2] or tail}"


def _chicago(place: Cited) -> str:
    """A note in the manner of the Chicago Manual of Style, 17th edition: commas throughout; of a
    page its author, title, site, date and address (14.206 and 14.207, as told at
    https://libguides.tru.ca/chicago/websites)."""
    after = f"after {_row(_parts(place.after, american))}" if place.after else ""
    parts = _parts(place.work, american)
    return _stopped(_row([*parts, place.paragraphs, place.url, after]))


def _mla(place: Cited) -> str:
    """An entry in the manner of the MLA Handbook, 9th edition: day, short month, year (page 295, as
    told at https://libguides.css.edu/c.php?g=1281899&p=9407505), and after the date the place, as
    “par. 7” where paragraphs have numbers (8th edition, pages 56 and 57, as told at
    https://libguides.snhu.edu/c.php?g=156602&p=5423075). The address stays whole, to be followed.
    """
    author, title, form, *origin = _parts(place.work, short)
    after = f"After {_row(_parts(place.after, short))}" if place.after else ""
    row = _row([form.capitalize(), *origin, place.numbers, place.url])
    row = f"P{row[1:]}" if row.startswith("par") else row  # it follows a stop
    return " ".join(_stopped(part) for part in (author, title, row, after) if part)


def _plain(place: Cited) -> str:
    """Without the marks of any style, the place first: for a message or a slide."""
    author, _, *origin = _parts(place.work, british)
    after = f"after {_row(_parts(place.after, british))}" if place.after else ""
    head = _row([place.work.title, place.paragraphs])
    return " · ".join(part for part in (head, _row([author, *origin]), after, place.url) if part)


def _parts(work: Work, say: Callable[[str], str]) -> list[str]:
    """Author, title, form, publisher and date, in this order; what is not known is empty.

    A publisher that is named after the author says only what it adds: a cable's office is its
    author, and “via WikiLeaks” is left.
    """
    publisher = work.publisher
    if work.author and publisher.startswith(work.author):
        publisher = publisher.removeprefix(work.author).lstrip(" ,;.")
    return [work.author, _titled(work.title), work.form, publisher, say(work.date)]


def _titled(title: str) -> str:
    """A title in quotation marks, or in those of Chinese if it is Chinese."""
    flat = _flat(title)
    if _HAN.search(flat) and not _LATIN.search(flat):
        return f"《{flat.translate(_INNER_CHINESE)}》"
    return f"“{flat.translate(_INNER)}”" if flat else ""


def _row(parts: Iterable[str]) -> str:
    """What there is of some parts, with commas between, which stand within quotation marks."""
    row = ""
    for part in filter(None, parts):
        comma = f"{row[:-1]},”" if row.endswith("”") else f"{row},"
        row = f"{comma} {part}" if row else part
    return row


def _stopped(text: str) -> str:
    """With a full stop, within quotation marks, unless it ends in a stop of its own."""
    bare = text.removesuffix("”")
    return text if bare.endswith((".", "?", "!")) else f"{bare}.{text[len(bare) :]}"


def _flat(text: str) -> str:
    return " ".join(text.split())
