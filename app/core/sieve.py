"""Where in a text forms may stand: every place where they do, and few where they do not.

A sieve reads a text as one byte a code point, so that no offset has to be converted. Then it blanks
out all but ASCII letters, so that kinds of apostrophe, space and so on do not matter:

    “Dang’an” system, 户口   becomes   ␣dang␣an␣␣system␣␣␣␣

There it looks for ` dang an `, or rather for as much of it as tells it from other forms: the blanks
at the ends keep short forms from being found within every word, and a small automaton stays in the
cache. Forms of other characters, as Han, are looked for in the stretches of the text that hold some
of theirs, joined. Either automaton reports all hits, overlapping ones too (Aho and Corasick,
"Efficient string matching", CACM 18(6), 1975).

Most hits are then sure from the bytes as they were read: the form as it is written, between plain
edges. In doubt a judge decides, whom the caller gives.
"""

import re
from collections.abc import Callable, Sequence, Set
from functools import cache
from itertools import chain, pairwise
from os.path import commonprefix
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation

from app.core.edges import AFTER, BEFORE
from app.core.folding import fold

Name = tuple[int, ...]  # of a form; the caller's
Hit = tuple[int, int, Name]  # start, end, form
Judge = Callable[[int, int, Name], bool]  # the same: does the form stand there?

SHORTEST = 8  # bytes to which a pattern may be cut; with fewer, too many places are looked at
DFA_SIZE = 40_000  # bytes of patterns; above, a DFA outgrows the cache and an NFA is faster

# How a text is read. ASCII is folded, and of its punctuation what comes before the slash stays, so
# that edges are the least of bytes: nothing above _KEY is one. A character beyond ASCII is read as
# `_table` says of the first byte of its UTF-8.
_PLAIN, _FREE, _KEY, _OTHER = b"\x01\x02\x2f\x7f"
_WIDE = "\u2e80"  # from here on mostly Han: one says as much as a syllable
_WORD_BYTES = b"abcdefghijklmnopqrstuvwxyz0123456789_"
_KEPT = frozenset(_WORD_BYTES + bytes(range(ord(" "), _KEY)))
_READ = bytes(
    byte if byte in _KEPT else _PLAIN for byte in fold(bytes(range(128)).decode()).encode()
) + bytes([_OTHER] * 128)
_CONTINUATION = bytes(range(0x80, 0xC0))  # in UTF-8 the second and later bytes of a character
_KEYS = re.compile(b"//*")  # the literal first byte makes it twice as fast as /+

# What the automaton reads. With one byte for all digits there are not more than 32 kinds of bytes,
# which halves its table.
_BLANKED = (
    bytes(
        byte if chr(byte).isalpha() else ord("{") if byte in _WORD_BYTES else ord(" ")
        for byte in range(128)
    )
    + b" " * 128
)
# Patterns that no text holds. Were blank the first byte of all, the library would leap from blank
# to blank, and at the length of a word that takes longer than to walk.
_WALK = [b"q\0", b"x\0", b"z\0"]


class Sought(NamedTuple):
    """A folded form, and whether its neighbours must be edges without exception."""

    name: Name
    form: str
    apart_before: bool
    apart_after: bool


# Plain tuples, for they are unpacked at every hit.
#
# How a pattern of the first automaton leads to a form: the form's name; how far it starts and
# ends from the pattern's start, less the blank that is put before a text; the pattern before it was
# cut; and how the form must be read to stand there without a doubt.
_Word = tuple[Name, int, int, bytes, bytes]
_NEVER = b"\0"
# The same of the second, which looks for the form's longest run of blanked characters: name, how
# far the run starts from the form, the form's length, and whether the run is all of it.
_Sign = tuple[Name, int, int, bool]


class Sieve:
    """Forms compiled once, for any number of texts and threads."""

    def __init__(self, sought: Sequence[Sought]) -> None:
        self._words: list[_Word] = []
        self._signs: list[_Sign] = []
        keys: list[str] = []
        for name, form, before, after in sought:
            read = form.encode("utf-8", "replace").translate(_READ, _CONTINUATION)
            blanked = read.translate(_BLANKED)
            wide = sum(char >= _WIDE for char in form)
            if len(form) - blanked.count(b" ") > wide:
                pattern = b" " * before + blanked + b" " * after
                plain = read if before and after and _KEPT.issuperset(read) else _NEVER
                ahead = before - 1
                self._words.append((name, ahead, ahead + len(form), pattern, plain))
            else:
                run = max(re.finditer("[^a-z0-9_ ]+", form), key=lambda run: len(run[0]))
                self._signs.append((name, run.start(), len(form), run[0] == form))
                keys.append(run[0])
        patterns = _cut([pattern for *_, pattern, _ in self._words])
        small = sum(map(len, patterns)) <= DFA_SIZE
        self._for_words = BytesAhoCorasick(
            [*patterns, *_WALK],
            implementation=Implementation.DFA if small else Implementation.ContiguousNFA,
        )
        self._for_signs = AhoCorasick(keys, store_patterns=False)
        self._in_keys = frozenset("".join(keys))
        in_keys = [byte for byte in range(128) if fold(chr(byte)) in self._in_keys]
        self._ascii = bytes(_KEY if byte in in_keys else _READ[byte] for byte in range(256))

    def hits(self, text: str, encoded: bytes, rare: Set[str], judge: Judge) -> list[Hit]:
        """Where forms stand. `encoded`, `rare`: the text's UTF-8 and characters beyond ASCII.

        Each character must fold to one of like rank, and none of the rare to an ASCII letter.
        """
        table, edge = self._table(rare)
        read = encoded.translate(table, _CONTINUATION) + b" "  # which [-1] too finds there
        hits = self._words_in(read, edge, judge)
        if _KEY in table:
            hits += self._signs_in(text, rare, read, edge, judge)
        return hits

    def _table(self, rare: Set[str]) -> tuple[bytes, int]:
        """How to read the text's bytes, and the highest that is an edge without a doubt.

        A first byte is read as _KEY if one of its characters in this text is in a key; else as
        _FREE if all are edges, or as the ASCII that all fold to, such as the space.
        """
        table, edge = bytearray(self._ascii), _KEY
        for lead, chars in _by_lead(rare).items():
            are_edges = not any(BEFORE[char] or AFTER[char] for char in chars)
            if not self._in_keys.isdisjoint(chars):
                table[lead] = _KEY
                edge = edge if are_edges else _KEY - 1
            elif are_edges:
                char = ord(max(chars))
                table[lead] = char if len(chars) == 1 and char in _KEPT else _FREE
        return bytes(table), edge

    def _words_in(self, read: bytes, edge: int, judge: Judge) -> list[Hit]:
        blanked = b" " + read.translate(_BLANKED)
        words = self._words
        found = self._for_words.find_matches_as_indexes(blanked, overlapping=True)
        return [
            (at + start, stop, name)
            for word, at, _ in found
            for name, start, end, pattern, plain in (words[word],)
            if (read[at : (stop := at + end)] == plain and read[at - 1] <= edge >= read[stop])
            or (blanked.startswith(pattern, at) and judge(at + start, stop, name))
        ]

    def _signs_in(
        self, text: str, rare: Set[str], read: bytes, edge: int, judge: Judge
    ) -> list[Hit]:
        runs = list(map(re.Match.span, _KEYS.finditer(read)))
        joined = " ".join([text[start:end] for start, end in runs])
        changed = (char for char in rare if _lead_and_folded(char)[1] != char)
        if self._ascii != _READ or any(char in joined for char in changed):
            joined = fold(joined)
        places = list(chain.from_iterable([range(start, end + 1) for start, end in runs]))
        signs = self._signs
        found = self._for_signs.find_matches_as_indexes(joined, overlapping=True)
        return [
            (start, stop, name)
            for sign, at, _ in found
            for name, ahead, length, is_key in (signs[sign],)
            if (
                (stop := (start := places[at] - ahead) + length)
                and is_key
                and read[start - 1] <= edge >= read[stop]
            )
            or judge(start, stop, name)
        ]


def _cut(patterns: list[bytes]) -> list[bytes]:
    """Their beginnings, as far as is needed to tell each from the others."""
    ordered = sorted(set(patterns))
    shared = [len(commonprefix(pair)) for pair in pairwise(ordered)]  # noqa: RUF071 - no paths
    needed = map(max, [0, *shared], [*shared, 0])
    cut = {p: p[: max(SHORTEST, n + 1)] for p, n in zip(ordered, needed, strict=False)}
    return [cut[pattern] for pattern in patterns]


def _by_lead(rare: Set[str]) -> dict[int, set[str]]:
    """Folded characters, by the first byte of their UTF-8 as they were."""
    led: dict[int, set[str]] = {}
    for lead, folded in map(_lead_and_folded, rare):
        led.setdefault(lead, set()).add(folded)
    return led


@cache
def _lead_and_folded(char: str) -> tuple[int, str]:
    """The first byte of a character's UTF-8, and what it folds to."""
    return char.encode()[0], fold(char)
