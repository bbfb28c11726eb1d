"""About how long a text takes to read: words for most scripts, characters for Han.

>>> minutes_left([("paragraph", "word " * 476), ("paragraph", "户" * 255)])
[3, 1]

The rates are those of adults at ease in the language. English, read silently: 238 words a minute
(Brysbaert, “How many words do we read per minute?”, Journal of Memory and Language 109, 2019).
Chinese, read aloud: 255 characters a minute (Trauzettel-Klosinski and Dietz, “Standardized
Assessment of Reading Performance: IReST”, IOVS 53(9), 2012, doi 10.1167/iovs.11-8284, Table 2). We
take it for reading silently too: in English the same texts were read aloud at 228 words a minute,
near Brysbaert’s silent rate. That tables and telegrams take twice as long is our own estimate:
nobody has measured it on texts like these.
"""

import re
from collections.abc import Iterable

WORDS_A_MINUTE = 238
HAN_A_MINUTE = 255
SLOW = {"table": 2, "telegram": 2, "preformatted": 2}  # kind of block -> times as long

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def minutes_left(blocks: Iterable[tuple[str, str]]) -> list[int]:
    """Say for each block (kind, text) how long it and all after it take, in whole minutes."""
    left, total = [], 0.0
    for kind, text in reversed(list(blocks)):
        total += minutes(kind, text)
        left.append(round(total))
    return left[::-1]


def minutes(kind: str, text: str) -> float:
    han = 0 if text.isascii() else len(_HAN.findall(text))
    words = len((_HAN.sub(" ", text) if han else text).split())
    return (han / HAN_A_MINUTE + words / WORDS_A_MINUTE) * SLOW.get(kind, 1)
