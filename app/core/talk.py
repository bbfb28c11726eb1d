"""Which of the readers' marks one wants to see, and in which order: a value that an address holds.

    >>> TalkQuery.read({"kind": "question", "by": "mei", "open": "1", "kimd": "note"}).write()
    {'kind': 'question', 'by': 'mei', 'open': '1'}

What an address says and nobody understands filters nothing; `unread` tells of it in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self, get_args

Kind = Literal["highlight", "note", "question", "evidence"]
Audience = Literal["staff", "mine", "group", "course"]
Sort = Literal["place", "newest", "unread", "asked"]
KINDS: tuple[Kind, ...] = get_args(Kind)
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
SORTS: tuple[Sort, ...] = get_args(Sort)

LONGEST_WORD = 64  # characters of a tag or a user name in an address
LARGEST_OFFSET = 2**31 - 1  # code points; no text is longer


@dataclass(frozen=True, slots=True)
class TalkQuery:
    """`audience`: written by staff, by me, to my group, to the course. `by` is a user name, or
    the number of somebody who has none. `start` and `end` (code points) are what is in view."""

    audience: Audience | None = None
    kind: Kind | None = None
    tag: str = ""
    by: str = ""
    is_open: bool = False
    is_unread: bool = False
    sort: Sort = "place"
    start: int | None = None
    end: int | None = None
    not_understood: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def read(cls, address: Mapping[str, str]) -> Self:
        """Read the query of an address; what is not ours in it is left alone."""
        found: dict[str, Any] = {}
        strange = []
        for name, (attribute, read, _) in PARTS.items():
            words = address.get(name, "").strip()
            if not words:
                continue
            try:
                found[attribute] = read(words)
            except ValueError:
                strange.append(f"{name}={words[:LONGEST_WORD]}")
        if not _is_span(found.get("start"), found.get("end")):
            found.pop("start", None), found.pop("end", None)
        return cls(**found, not_understood=tuple(strange))

    def write(self) -> dict[str, Any]:
        """The query for an address, without what it says anyway."""
        plain = type(self)()
        return {
            name: write(getattr(self, attribute))
            for name, (attribute, _, write) in PARTS.items()
            if getattr(self, attribute) != getattr(plain, attribute)
        }

    def without(self, name: str) -> Self:
        """Drop a part by its name in the address; `from` takes `to` along."""
        names = ("from", "to") if name in {"from", "to"} else (name,)
        plain = type(self)()
        parts = {PARTS[name][0]: getattr(plain, PARTS[name][0]) for name in names}
        return replace(self, **parts)

    def sorted_by(self, sort: Sort) -> Self:
        return replace(self, sort=sort)

    @property
    def parts(self) -> dict[str, Any]:
        """What filters, by its name in the address: all but the order."""
        return self.without("sort").write()

    @property
    def is_filtered(self) -> bool:
        return bool(self.parts)


def _one_of(names: tuple[str, ...]) -> Any:
    def read(words: str) -> str:
        if words not in names:
            raise ValueError(words)
        return words

    return read


def _word(words: str) -> str:
    if len(words) > LONGEST_WORD or "\0" in words:
        raise ValueError(words)
    return " ".join(words.split())


def _switch(words: str) -> bool:
    if words not in {"0", "1"}:
        raise ValueError(words)
    return words == "1"


def _offset(words: str) -> int:
    if not (words.isascii() and words.isdigit() and len(words) < 11):
        raise ValueError(words)
    return min(int(words), LARGEST_OFFSET)


def _is_span(start: int | None, end: int | None) -> bool:
    return start is not None and end is not None and start < end


_ON = {True: "1", False: "0"}.__getitem__
# name in the address: (attribute, how to read it, how to write it)
PARTS: dict[str, tuple[str, Any, Any]] = {
    "audience": ("audience", _one_of(AUDIENCES), str),
    "kind": ("kind", _one_of(KINDS), str),
    "tag": ("tag", _word, str),
    "by": ("by", _word, str),
    "open": ("is_open", _switch, _ON),
    "unread": ("is_unread", _switch, _ON),
    "from": ("start", _offset, str),
    "to": ("end", _offset, str),
    "sort": ("sort", _one_of(SORTS), str),
}
EVERYTHING = TalkQuery()
