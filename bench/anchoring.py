"""Passages followed through edits: how many rightly, how many onto wrong words, and the CPU time.

    python -m bench.anchoring --data DIR --out FILE [--quote-only]
    python -m bench.anchoring [--growth]

DIR holds `pairs.jsonl` (pair, old_text, new_text) and `cases.jsonl` (id, pair, exact, prefix,
suffix, pos_start, pos_end, weight, truth); offsets are code points. FILE gets a line a case: id,
start, end (null where the passage is lost or doubtful), ms. `--quote-only` hides the old text:
what is known are the words, their context, and where they stood. Without data it measures on
histories that it makes itself, and, as with `--growth`, how time grows and what hostile texts cost.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from app.core.anchoring import Quote, describe
from app.core.following import Outcome, follow
from app.core.locating import Index
from bench.edited_text import SCRIPTS, History, Passage, hostile, make_history, make_text

CLASSES = ("same", "moved", "edited", "deleted", "deleted_dup")
IN_MACRO = CLASSES[:4]
OVERLAP = 0.5  # of both places together, from which on a passage is in its right place
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Result:
    id: str
    place: Place | None
    ms: float


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, help="a folder with pairs.jsonl and cases.jsonl")
    parser.add_argument("--out", type=Path, help="write a line a case to this file")
    parser.add_argument("--quote-only", action="store_true", help="hide the old text")
    parser.add_argument("--growth", action="store_true", help="how time grows; hostile texts")
    parser.add_argument("--quick", action="store_true", help="fewer and smaller texts")
    options = parser.parse_args()
    if options.data:
        measure(options.data, options.out, options.quote_only)
    else:
        measure_made(5 if options.quick else 20)
        measure_deleted_paragraphs(40 if options.quick else 200)
    if options.growth or not options.data:
        print_growth(100_000 if options.quick else 1_000_000)
        print_hostile(100_000 if options.quick else 1_000_000)


# On a folder of data


def measure(data: Path, out: Path | None, quote_only: bool) -> None:
    pairs = {pair["pair"]: pair for pair in _lines(data / "pairs.jsonl")}
    cases: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for case in _lines(data / "cases.jsonl"):
        cases[case["pair"]].append(case)
    run = _by_quotes if quote_only else _by_texts
    results: dict[str, Result] = {}
    for pair, asked in cases.items():
        results |= {result.id: result for result in _timed(run, pairs[pair], asked)}
    if out:
        with out.open("w") as file:
            file.writelines(_line(result) for result in results.values())
    print_figures([case for each in cases.values() for case in each], results)


def _timed(
    run: Callable[[dict[str, Any], list[dict[str, Any]]], list[Outcome]],
    pair: dict[str, Any],
    cases: list[dict[str, Any]],
) -> Iterator[Result]:
    """CPU time of a pair, its alignment or index included, in equal parts."""
    started = time.process_time()
    outcomes = run(pair, cases)
    ms = (time.process_time() - started) * 1000 / len(cases)
    for case, outcome in zip(cases, outcomes, strict=True):
        yield Result(case["id"], _sure_place(outcome), round(ms, 4))


def _by_texts(pair: dict[str, Any], cases: list[dict[str, Any]]) -> list[Outcome]:
    spans = [(case["pos_start"], case["pos_end"]) for case in cases]
    return follow(pair["old_text"], pair["new_text"], spans)


def _by_quotes(pair: dict[str, Any], cases: list[dict[str, Any]]) -> list[Outcome]:
    index = Index(pair["new_text"])
    return [
        index.locate(Quote(case["exact"], case["prefix"], case["suffix"]), case["pos_start"])
        for case in cases
    ]


def _sure_place(outcome: Outcome) -> Place | None:
    if outcome.is_sure and outcome.start is not None and outcome.end is not None:
        return outcome.start, outcome.end
    return None


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open() as file:
        yield from map(json.loads, file)


def _line(result: Result) -> str:
    start, end = result.place or (None, None)
    return json.dumps({"id": result.id, "start": start, "end": end, "ms": result.ms}) + "\n"


# Figures


def print_figures(cases: Iterable[dict[str, Any]], results: dict[str, Result]) -> None:
    """natural: share handled right, by how often each class occurs; harm: share on wrong words."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    weights: Counter[str] = Counter()
    for case in cases:
        truth = case["truth"]
        if truth["cls"] not in CLASSES:
            continue
        true = None if truth["start"] is None else (truth["start"], truth["end"])
        judgement = judged(true, results[case["id"]].place)
        total[truth["cls"]] += 1
        right[truth["cls"]] += judgement == "right"
        weights[judgement] += case["weight"]
    shares = {name: right[name] / total[name] for name in CLASSES if total[name]}
    macro = [shares[name] for name in IN_MACRO if name in shares]
    for name, share in shares.items():
        print(f"  {name:<12} {share:8.2%}  of {total[name]:,}")
    everything = sum(weights.values())
    print(f"  {'macro':<12} {sum(macro) / len(macro):8.2%}")
    print(f"  {'natural':<12} {weights['right'] / everything:8.2%}")
    print(f"  {'harm':<12} {weights['wrong'] / everything:8.2%}")
    mean = sum(result.ms for result in results.values()) / len(results)
    print(f"  {'CPU a quote':<12} {mean:7.3f} ms\n")


def judged(true: Place | None, found: Place | None) -> str:
    if true is None:
        return "wrong" if found else "right"
    if found is None:
        return "missed"
    shared = max(0, min(true[1], found[1]) - max(true[0], found[0]))
    whole = max(true[1], found[1]) - min(true[0], found[0])
    return "right" if shared / max(1, whole) >= OVERLAP else "wrong"


# On histories made here


def measure_made(histories: int) -> None:
    print("Made histories: right / wrong place / missed, of passages by what became of them")
    for script in SCRIPTS:
        random = Random(script.kind)
        counts: Counter[tuple[str, str]] = Counter()
        for _ in range(histories):
            for fate, judgement in _judgements(make_history(script, random)):
                counts[fate, judgement] += 1
        print(f"  {script.kind}")
        for fate in sorted({fate for fate, _ in counts}):
            each = [counts[fate, judgement] for judgement in ("right", "wrong", "missed")]
            print(
                f"    {fate:<8}"
                + "".join(f"{n / sum(each):9.2%}" for n in each)
                + f" of {sum(each):,}"
            )
    print()


def _judgements(history: History) -> Iterator[tuple[str, str]]:
    passages: list[Passage] = history.passages
    spans = [(passage.start, passage.end) for passage in passages]
    for passage, outcome in zip(passages, follow(history.old, history.new, spans), strict=True):
        yield passage.fate, judged(passage.place, _sure_place(outcome))


def measure_deleted_paragraphs(trials: int) -> None:
    """Quote only: of quotes whose paragraph was deleted, how many are put on other words."""
    print("Quote only, its paragraph deleted: put on other words")
    random = Random(0)
    prose = SCRIPTS[0]
    for count in (1, 2, 3, 12):
        wrong = 0
        for _ in range(trials):
            text = make_text(prose, random, 40)
            paragraphs = text.split("\n")[:-1]
            at = random.randrange(len(paragraphs))
            start = sum(len(paragraph) + 1 for paragraph in paragraphs[:at])
            words = paragraphs[at].split(" ")
            first = random.randrange(max(1, len(words) - count))
            start += len(" ".join(words[:first])) + (first > 0)
            exact = " ".join(words[first : first + count])
            left = "\n".join(paragraphs[:at] + paragraphs[at + 1 :])
            outcome = Index(left).locate(describe(text, start, start + len(exact)), start)
            wrong += outcome.is_sure
        print(f"  {count:>2} words {wrong / trials:7.2%} of {trials}")
    print()


# How time grows


def print_growth(longest: int) -> None:
    print("CPU seconds by length of the text (a heavy revision, 2,000 passages)")
    for length in (10_000, 100_000, 150_000, 1_000_000):
        if length <= longest:
            history = _long_history(length)
            print(f"  {length:>9,} characters {_seconds(history, 2_000):8.3f}")
    print("CPU seconds by number of passages (150,000 characters)")
    history = _long_history(min(150_000, longest))
    for number in (10, 100, 1_000, 5_000):
        print(f"  {number:>9,} passages   {_seconds(history, number):8.3f}")
    print("CPU seconds for quotes over one index (150,000 characters), the index included")
    for number in (10, 100, 1_000, 5_000):
        quotes = [describe(history.old, *span) for span in _spans(history, number)]
        started = time.process_time()
        index = Index(history.new)
        for quote in quotes:
            index.locate(quote)
        print(f"  {number:>9,} quotes     {time.process_time() - started:8.3f}")
    print()


def _long_history(length: int) -> History:
    return make_history(SCRIPTS[0], Random(length), length // 330)


def _spans(history: History, number: int) -> list[Place]:
    random = Random(number)
    last = len(history.old) - 200
    starts = (random.randrange(last) for _ in range(number))
    return [(start, start + random.randint(20, 200)) for start in starts]


def _seconds(history: History, number: int) -> float:
    spans = _spans(history, number)
    started = time.process_time()
    follow(history.old, history.new, spans)
    return time.process_time() - started


def print_hostile(length: int) -> None:
    print(f"CPU seconds on hostile texts of {length:,} characters (100 passages)")
    for name, old, new in hostile(length):
        spans = [(at, at + 50) for at in range(0, length - 60, length // 100)]
        started = time.process_time()
        follow(old, new, spans)
        followed = time.process_time() - started
        started = time.process_time()
        index = Index(new)
        for span in spans:
            index.locate(describe(old, *span))
        print(f"  {name:<34} {followed:8.3f}   quotes {time.process_time() - started:8.3f}")


if __name__ == "__main__":
    main()
