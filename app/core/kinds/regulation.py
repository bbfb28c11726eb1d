"""A regulation: measures, rules, notices, in articles that are cited by their numbers.

>>> REGULATION.place(["第十二条 居住证每年签注1次。", "Article 13. It is free."])
'arts. 12–13'

What it says of itself is read: who issued it, under which number, from when it is in force. It
stands below the title, as a guess to be looked at.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.core.clippings import read_clipping
from app.core.dates import british, is_date
from app.core.importing import Converted, Fact, Form, Prepared
from app.core.kinds.kind import Kind

LEAST = 3  # articles
SURE = 0.9
_ARTICLE = re.compile(
    r"[\W_]*(?:第\s?(?P<han>[零〇一二三四五六七八九十百千两\d]{1,9})\s?条|(?i:art(?:icle|\.))\s?(?P<number>\d{1,4}))"
    r"(?![\w])|[\W_]*第\s?(?P<close>[零〇一二三四五六七八九十百千两\d]{1,9})\s?条"
)
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,8}[〔\[（(](?:19|20)\d\d[〕\]）)]\s?第?\s?\d{1,5}\s?号"
    r"|(?:国务院|[\u4e00-\u9fff]{2,6})?令\s?第?\s?\d{1,5}\s?号"
    r"|(?i:(?:order|decree|document)\s+no\.?\s?\d{1,5})"
)
_ISSUER = re.compile(
    r"^[#*\s]*((?:[\u4e00-\u9fff]{2,16}(?:人民政府|国务院|办公厅|委员会|公安部|公安厅|公安局|局|部|厅))"
    r"|国务院)[*\s]*$"
    r"|(?:issued|promulgated|adopted) by (?:the )?([A-Z][\w’' -]{3,60}?)(?=\s+on\b|[.,;\n]|$)",
    re.MULTILINE,
)
_DAY = (
    r"(?:(?P<{0}y>\d{{4}})\s?年\s?(?P<{0}m>\d{{1,2}})\s?月\s?(?P<{0}d>\d{{1,2}})\s?日"
    r"|(?P<{0}day>\d{{1,2}}) (?P<{0}month>[A-Z][a-z]{{2,8}}) (?P<{0}year>\d{{4}}))"
)
_IN_FORCE = re.compile(
    rf"自\s?{_DAY.format('a')}\s?起\s?(?:施行|执行|实施|生效)"
    rf"|(?:in(?:to)? force|effective|takes? effect)[\w ]{{0,20}}? {_DAY.format('b')}"
)
_UNTIL = re.compile(
    rf"有效期(?:至|到)\s?{_DAY.format('a')}|(?:valid|in force) until {_DAY.format('b')}"
)
_ISSUED = re.compile(
    rf"{_DAY.format('a')}[^。\n]{{0,30}}?(?:通过|公布|发布|印发)"
    rf"|(?:issued|promulgated|adopted) (?:by [^.\n]{{3,60}} )?on {_DAY.format('b')}"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1_000}


class Regulation(Kind):
    name = "regulation"

    def likeness(self, text: str) -> float:
        found = sum(1 for line in text.split("\n") if article_of(line) is not None)
        return SURE if found >= LEAST else 0.0

    def prepare(self, converted: Converted) -> Prepared:
        spaced, lines = _spaced(converted)
        prepared = read_clipping(spaced, self.name)
        details = _details(converted.text)
        told = [
            said for said in prepared.told if not ("date" in details and "date is still" in said)
        ]
        return replace(
            prepared,
            facts={**prepared.facts, **_facts(details), **_sure(converted)},
            removals=tuple(replace(one, line=lines[one.line - 1]) for one in prepared.removals),
            told=(*told, *_told(converted.text, details)),
            details=details,
        )

    def place(self, paragraphs: Sequence[str]) -> str:
        numbers = [number for text in paragraphs if (number := article_of(text)) is not None]
        if not numbers or article_of(paragraphs[0]) is None:
            return ""
        first, last = numbers[0], numbers[-1]
        return f"art. {first}" if first == last else f"arts. {first}–{last}"


REGULATION = Regulation()


def article_of(text: str) -> int | None:
    """The number of the article that a paragraph begins; None where it begins none.

    >>> article_of("第二十三条　本条例"), article_of("Art. 7 Fees"), article_of("On fees")
    (23, 7, None)
    """
    found = _ARTICLE.match(text)
    if found is None:
        return None
    return _value(found["han"] or found["number"] or found["close"])


def _value(digits: str) -> int:
    """A number in Chinese or Arabic figures."""
    if digits.isascii():
        return int(digits)
    total, digit = 0, 0
    for character in digits:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = digit * 10 + (_DIGITS[character] if character in _DIGITS else int(character))
    return total + digit


def _spaced(converted: Converted) -> tuple[Converted, list[int]]:
    """With each article a paragraph of its own; and the line that each line was, from 1."""
    if converted.form is not Form.PLAIN:
        return converted, list(range(1, converted.text.count("\n") + 2))
    out: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(converted.text.split("\n"), 1):
        if article_of(line) is not None and out and out[-1].strip():
            out.append("")
            numbers.append(number)
        out.append(line)
        numbers.append(number)
    return replace(converted, text="\n".join(out)), numbers


def _details(text: str) -> dict[str, str]:
    """Issuer, number, and the days on which it was issued, came into force, and ends."""
    issuer, number = _ISSUER.search(text), _NUMBER.search(text)
    found = {
        "issuer": next(filter(None, issuer.groups()), "").strip() if issuer else "",
        "number": number[0] if number else "",
        "date": _day(_ISSUED.search(text)),
        "in_force": _day(_IN_FORCE.search(text)),
        "until": _day(_UNTIL.search(text)),
    }
    return {name: value for name, value in found.items() if value}


def _day(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    said = found.groupdict()
    for side in "ab":
        if said.get(f"{side}y"):
            year, month, day = (said[f"{side}{part}"] or "" for part in "ymd")
        elif said.get(f"{side}year") and (said[f"{side}month"] or "")[:3].lower() in _MONTHS:
            year, day = said[f"{side}year"] or "", said[f"{side}day"] or ""
            month = str(_MONTHS.index((said[f"{side}month"] or "")[:3].lower()) + 1)
        else:
            continue
        date = f"{year}-{int(month):02}-{int(day):02}"
        return date if is_date(date) else ""
    return ""


def _facts(details: dict[str, str]) -> dict[str, Fact]:
    facts = {"voice": Fact("regulation", "it is in articles")}
    if "issuer" in details:
        facts["author"] = Fact(details["issuer"], "the line that names who issued it")
    if "date" in details:
        facts["date"] = Fact(details["date"], "the day on which it was issued")
    said = [details[name] for name in ("number",) if name in details]
    said += [f"in force from {british(details['in_force'])}"] if "in_force" in details else []
    said += [f"until {british(details['until'])}"] if "until" in details else []
    if said:
        facts["subtitle"] = Fact(", ".join(said), "what it says of its number and its term")
    return facts


def _sure(converted: Converted) -> dict[str, Fact]:
    return {name: fact for name, fact in converted.facts.items() if not fact.is_guessed}


def _told(text: str, details: dict[str, str]) -> list[str]:
    numbers = [number for line in text.split("\n") if (number := article_of(line)) is not None]
    if not numbers:
        return ["No article was found in it: it is cited by its paragraphs."]
    told = [f"It has {len(numbers)} articles; each is cited by its number, as art. {numbers[0]}."]
    missing = sorted(set(range(1, max(numbers) + 1)) - set(numbers))[:10]
    if missing:
        told.append(f"Missing among its articles: {', '.join(map(str, missing))}.")
    if "in_force" not in details:
        told.append("Nothing says from when it is in force.")
    return told
