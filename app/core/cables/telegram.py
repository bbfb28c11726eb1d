"""A telegram as values. What a line did not say is empty; every line is kept in `lines`."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it came, by its number from 1, and the part of the telegram that it belongs to."""

    number: int
    text: str
    part: str


@dataclass(frozen=True, slots=True)
class Station:
    """Format line 3: from which station, its serial number and section, the day of the year and
    the time in UTC, "0738"."""

    routing: str = ""
    serial: str = ""
    section: int | None = None
    day: int | None = None
    time: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """`number` is the message continuity number that the addressee's post office counts by."""

    routing: str
    name: str
    precedence: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A code, or for a person the code with the name; `kind` is subject, program, country,
    organization, person or term."""

    code: str
    kind: str
    meaning: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier message, as `id` (07BEIJING2459) where it is a cable; else `text` alone."""

    bullet: str
    kind: str
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Declassification:
    """`date` is 2032-04-13; `exemptions` are X1, 25X1 and the like; `text` what it said."""

    text: str
    date: str = ""
    exemptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Authority:
    """Who classified it, and why: reasons as "1.4(b)", of the older order as "1.5(b)"."""

    text: str
    name: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`number` as printed, None where there is none; `line` is where it begins."""

    number: int | None
    mark: str | None
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Telegram:
    """Every part of a telegram; times are UTC, "2007-04-13T07:38Z"."""

    transmission: str = ""
    precedence: str = ""
    stations: tuple[str, ...] = ()
    station: Station = Station()
    security: str = ""
    sent: str = ""
    action_precedence: str = ""
    info_precedence: str = ""
    origin: str = ""
    action: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    exempt: tuple[Addressee, ...] = ()
    classification: str = ""
    section: tuple[int, int] | None = None
    sections: tuple[int, ...] = ()
    message: str = ""
    id: str = ""
    captions: tuple[str, ...] = ()
    attention: str = ""
    order: str = ""
    declassification: Declassification | None = None
    tags: tuple[Tag, ...] = ()
    subject: str = ""
    subject_mark: str | None = None
    references: tuple[Reference, ...] = ()
    authority: Authority | None = None
    summary: str = ""
    comment: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    headings: tuple[str, ...] = ()
    protected: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    signed_by: str = ""
    lines: tuple[Line, ...] = field(default=(), repr=False)

    @property
    def unread(self) -> tuple[Line, ...]:
        """The lines that belong to no part: kept, and named."""
        return tuple(line for line in self.lines if line.part == "unread")
