"""The heading of a telegram in plain words.

>>> from app.core.cables.reading import decode
>>> print(in_words(decode("O 130738Z APR 07\\nFM AMEMBASSY BEIJING\\nTO RUEHC/SECSTATE WASHDC")))
Immediate, from Embassy Beijing, 13 April 2007, 07:38 UTC, to the Secretary of State, Washington.
"""

from datetime import datetime

from app.core.cables.codes import CLASSIFICATIONS
from app.core.cables.telegram import Addressee, Telegram

_POSTS = {
    "AMEMBASSY": "Embassy",
    "AMCONSUL": "Consulate",
    "AMCONGEN": "Consulate General",
    "USMISSION": "US Mission",
    "USDAO": "Defense Attaché Office",
    "USINT": "US Interests Section",
}
_NAMES = {
    "SECSTATE WASHDC": "the Secretary of State, Washington",
    "NSC WASHDC": "the National Security Council",
    "WHITE HOUSE WASHDC": "the White House",
    "CHINA POSTS COLLECTIVE": "the posts in China",
    "AIT TAIPEI": "the American Institute in Taiwan, Taipei",
    "USUN NEW YORK": "the US Mission to the United Nations, New York",
    "USEU BRUSSELS": "the US Mission to the European Union, Brussels",
}
_ACRONYMS = frozenset(
    "AIT CDR CIA DC DIA DOC DOD DOE DOJ DOL EPA FAA FBI FDA HQ HHS HI JCS NASA NSA NSC NSF US USDA"
    " USDOC USPACOM USTR USUN".split()
)
_SMALL = {"Of": "of", "And": "and", "The": "the"}
MOST_NAMED = 3  # addressees; the others are counted


def in_words(telegram: Telegram) -> str:
    """One sentence: how fast, from whom, when, to whom, how secret and until when."""
    pieces = [
        telegram.action_precedence or telegram.precedence,
        f"from {name_of(telegram.origin)}" if telegram.origin else "",
        _moment(telegram.sent),
        f"to {_addressees(telegram.action)}" if telegram.action else "",
        f"for information to {_addressees(telegram.info)}" if telegram.info else "",
    ]
    route = ", ".join(piece for piece in pieces if piece)
    sentence = "; ".join(part for part in (route, _secrecy(telegram)) if part)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def name_of(address: str) -> str:
    """An address in plain language: AMEMBASSY BEIJING is Embassy Beijing."""
    if address in _NAMES:
        return _NAMES[address]
    kind, _, place = address.partition(" ")
    words = f"{_POSTS[kind]} {_titled(place)}" if kind in _POSTS else _titled(address)
    return " ".join(_SMALL.get(word, word) for word in words.split())


def _titled(words: str) -> str:
    return " ".join(word if word in _ACRONYMS else word.title() for word in words.split())


def _addressees(addressees: tuple[Addressee, ...]) -> str:
    names = [name_of(one.name) for one in addressees[:MOST_NAMED]]
    more = len(addressees) - len(names)
    if more:
        names.append(f"{more} {'other' if more == 1 else 'others'}")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _moment(sent: str) -> str:
    if not sent:
        return ""
    moment = datetime.strptime(sent, "%Y-%m-%dT%H:%MZ")
    return f"{moment.day} {moment:%B %Y}, {moment:%H:%M} UTC"


def _secrecy(telegram: Telegram) -> str:
    if not telegram.classification:
        return ""
    words = CLASSIFICATIONS[telegram.classification][1].lower()
    if words == "unclassified" and "SENSITIVE" in telegram.captions:
        return "sensitive but unclassified"
    told = telegram.declassification
    if told is None:
        return words
    if told.date:
        day = datetime.strptime(told.date, "%Y-%m-%d")
        return f"{words} until {day.day} {day:%B %Y}"
    return f"{words}, {', '.join(told.exemptions) or told.text}"
