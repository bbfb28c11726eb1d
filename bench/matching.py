"""Glossary matching beside its peers: accuracy and CPU time, on one text, in one run.

    python -m bench.matching [--quick] [--out FILE]

The text is made here, the same each time: English-like prose with Chinese in it, capitals,
curly quotes, non-breaking hyphens and spaces, and a glossary form in about every 25 words, some
within longer words, where it must not be found. Every contender has one job: the places of all
forms in the original text, at word boundaries, leftmost-longest, capitals and kinds of
apostrophe, hyphen and space aside. Contenders take turns, round by round, so that a busy machine
slows all alike; times are medians of CPU time, after rounds that do not count: CPython makes
flashtext's loops a quarter faster after some seven texts. A slow exact search says what is right.
"""

import argparse
import gc
import json
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

import ahocorasick
from flashtext import KeywordProcessor

from app.core.edges import AFTER, BEFORE, bears_after, bears_before
from app.core.folding import fold_with_offsets
from app.core.matching import Form, Match, Matcher, fold
from bench.glossary_text import make_forms, make_text

Place = tuple[int, int]  # code points of the original text
WARM_UP = 9  # rounds
Search = Callable[[str], list[Any]]  # what it finds, in its own shape
PEER = "flashtext"


@dataclass(frozen=True, slots=True)
class Result:
    """`speed`: how many times as fast as flashtext on the same text in the same run."""

    forms: int
    contender: str
    build_ms: float
    find_ms: float
    speed: float
    found: int
    f1: float
    missed: dict[str, int]  # by kind of place
    wrong: int


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="100 kB and 3 rounds, not 1 MB and 9")
    parser.add_argument("--out", type=Path, help="write the results to this file, as JSON")
    options = parser.parse_args()
    length, rounds = (100_000, 3) if options.quick else (1_000_000, 9)
    python = sys.version.split()[0]
    print(f"{length:,} code points, medians of {rounds} rounds, CPU time, CPython {python}\n")
    results = [
        result for count in (100, 1_000, 10_000) for result in compare(count, length, rounds)
    ]
    print_notes()
    print_changed_lengths(length, rounds)
    if options.out:
        options.out.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n")


def compare(count: int, length: int, rounds: int) -> list[Result]:
    """Measure every contender with so many forms, and print it."""
    forms = make_forms(count)
    text = make_text(length, forms)
    right = set(search_slowly(forms, text))
    print(f"{count:,} forms, {len(right):,} places to find")
    print("  contender          build ms  find ms  x flashtext      F1  wrong  missed")
    searches, builds = {}, {}
    for contender, (build, _) in CONTENDERS.items():
        started = time.process_time()
        searches[contender] = build(forms)
        builds[contender] = (time.process_time() - started) * 1000
    times = take_turns(searches, text, rounds)
    results = []
    for contender, search in searches.items():
        found = set(map(place_of, search(text)))
        result = Result(
            forms=count,
            contender=contender,
            build_ms=round(builds[contender], 1),
            find_ms=round(times[contender], 1),
            speed=round(times[PEER] / times[contender], 2),
            found=len(found),
            f1=2 * len(found & right) / (len(found) + len(right)),
            missed=dict(Counter(kind_of_place(text, *place) for place in right - found)),
            wrong=len(found - right),
        )
        print_result(result)
        results.append(result)
    print()
    return results


def take_turns(searches: dict[str, Search], text: str, rounds: int) -> dict[str, float]:
    """Median CPU milliseconds of each."""
    spent: dict[str, list[float]] = {contender: [] for contender in searches}
    for round_ in range(WARM_UP + rounds):
        for contender, search in searches.items():
            fresh = text[:1] + text[1:]  # without the UTF-8 that CPython may keep with a string
            gc.collect()
            started = time.process_time()
            search(fresh)
            if round_ >= WARM_UP:
                spent[contender].append((time.process_time() - started) * 1000)
    return {contender: statistics.median(each) for contender, each in spent.items()}


# The contenders: from forms to a search


def interleaf(forms: list[str]) -> Search:
    return Matcher([Form(form) for form in forms]).find


def flashtext(forms: list[str]) -> Search:
    return flashtext_folded(forms, prepare=str)


def flashtext_folded(forms: list[str], prepare: Callable[[str], str] = fold) -> Search:
    keywords = KeywordProcessor(case_sensitive=False)
    for char in map(chr, range(0xC0, 0x250)):
        if char.isalpha():
            keywords.add_non_word_boundary(char)
    for form in forms:
        keywords.add_keyword(form)

    return lambda text: list(keywords.extract_keywords(prepare(text), span_info=True))


def pyahocorasick(forms: list[str]) -> Search:
    automaton = ahocorasick.Automaton()
    for form in map(fold, forms):
        automaton.add_word(form, (len(form), bears_before(form), bears_after(form)))
    automaton.make_automaton()

    def search(text: str) -> list[Place]:
        folded, _ = fold_with_offsets(text)
        hits = [
            (start, last + 1)
            for last, (length, before, after) in automaton.iter(folded)
            if AFTER[folded[last + 1 : last + 2]] <= after
            and BEFORE[folded[(start := last + 1 - length) - 1 : start]] <= before
        ]
        hits.reverse()
        hits.sort(key=itemgetter(0))
        return list(leftmost(hits))

    return search


def leftmost(hits: list[Place]) -> Iterator[Place]:
    reached = 0
    for start, end in hits:
        if start >= reached:
            yield start, end
            reached = end


def place_of(found: Any) -> Place:
    """Of interleaf's Match, flashtext's (keyword, start, end), or a pair."""
    return (found.start, found.end) if isinstance(found, Match) else found[-2:]


CONTENDERS: dict[str, tuple[Callable[[list[str]], Search], str]] = {
    "interleaf": (
        interleaf,
        "all of the job; it can besides tell case where a form asks for it, look within words,"
        " leave out excluded places, and name every form of a place",
    ),
    PEER: (
        flashtext,
        "case-insensitive, with accented letters as word characters. It folds capitals only, so"
        " it misses curly apostrophes and the like, or takes a shorter form there; and it skips Han"
        " straight after a Latin word or before one",
    ),
    "flashtext, folded": (
        flashtext_folded,
        "the same on a text that our fold() made ready, its time included; so it knows"
        " typography, and its places hold where folding changes no length",
    ),
    "pyahocorasick": (
        pyahocorasick,
        "its automaton gives every hit; our folding, our rules for edges and the choice of the"
        " longest in Python, as in interleaf; places hold where folding changes no length",
    ),
}


# What is right: every edge of the text, every length of a form


def search_slowly(forms: list[str], text: str) -> list[Place]:
    """Shares no code with the matcher. For texts that folding leaves as long as they are."""
    wanted = {fold_slowly(form) for form in forms}
    lengths = sorted({len(form) for form in wanted}, reverse=True)
    folded = fold_slowly(text)
    assert len(folded) == len(text)
    words = [is_latin_word(char) for char in folded] + [False]
    places: list[Place] = []
    start = 0
    while start < len(folded):
        end = next(
            (
                start + length
                for length in lengths
                if folded[start : start + length] in wanted
                and not (words[start - 1] and words[start])
                and not (words[start + length - 1] and words[start + length])
            ),
            None,
        )
        if end:
            places.append((start, end))
        start = end or start + 1
    return places


def fold_slowly(text: str) -> str:
    return text.translate(SLOW_FOLDING).casefold()


SLOW_FOLDING = str.maketrans("’“”\u2011\u00a0\n", '\'""-  ')


def is_latin_word(char: str) -> bool:
    return char.isdigit() or "LATIN" in unicodedata.name(char, "")


def kind_of_place(text: str, start: int, end: int) -> str:
    piece, around = text[start:end], text[max(0, start - 1) : end + 1]
    if not piece.isascii() and piece[0].isalpha() and not is_latin_word(piece[0]):
        return "Han"
    if fold_slowly(piece) != piece.lower():
        return "typography"
    return "Latin beside Han" if any(ord(char) > 0x2E80 for char in around) else "other"


# Print


def print_result(result: Result) -> None:
    missed = ", ".join(f"{kind} {n:,}" for kind, n in sorted(result.missed.items())) or "none"
    print(
        f"  {result.contender:<18} {result.build_ms:8.1f} {result.find_ms:8.1f}"
        f" {result.speed:12.2f} {result.f1:7.4f} {result.wrong:6,}  {missed}"
    )


def print_notes() -> None:
    print("What each does:")
    for contender, (_, note) in CONTENDERS.items():
        print(f"  {contender}: {note}.")


def print_changed_lengths(length: int, rounds: int) -> None:
    """Only interleaf: the same text after ß, İ, ﬁ and a soft hyphen at every line break."""
    forms = make_forms(1_000)
    text = make_text(length, forms)
    right = search_slowly(forms, text)
    changed = text.replace("\n", "\nß İ ﬁ \u00ad")
    moves = [0]
    for char in text:
        moves.append(moves[-1] + (8 if char == "\n" else 1))
    search = interleaf(forms)
    expected = {(moves[start], moves[end]) for start, end in right}
    found = set(map(place_of, search(changed)))
    f1 = 2 * len(found & expected) / (len(found) + len(expected))
    spent = take_turns({"interleaf": search}, changed, rounds)["interleaf"]
    print("\nWhere folding changes lengths (ß, İ, ﬁ, soft hyphens), 1,000 forms:")
    print(f"  interleaf {spent:.1f} ms, F1 {f1:.4f}; places by the others would drift.")


if __name__ == "__main__":
    main()
