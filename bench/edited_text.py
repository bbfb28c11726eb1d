"""Texts and their histories, made the same each time: what became of each passage is known.

A text is paragraphs of sentences. A revision deletes, rewrites, moves, adds and splits; a passage
of the old text is then where its sentence is, or nowhere. Prose, Chinese without spaces,
telegrams and tables.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

Fate = Literal["same", "moved", "edited", "deleted", "twin"]  # twin: deleted, its like remains
_HAN = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就"
    "分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)


@dataclass
class Sentence:
    words: list[str]
    fate: Fate = "same"


@dataclass(frozen=True)
class Passage:
    """`place` is where it stands in the new text, None where it was deleted."""

    start: int
    end: int
    fate: Fate
    place: tuple[int, int] | None


@dataclass(frozen=True)
class History:
    kind: str
    old: str
    new: str
    passages: list[Passage]


@dataclass(frozen=True)
class Script:
    """How words become sentences, sentences paragraphs, in one kind of text."""

    kind: str
    word: Callable[[Random], str]
    between: str
    end: str


def _english(random: Random) -> str:
    rank = int(6_000 ** random.random())  # as Zipf has it
    own = Random(rank)  # the same word for the same rank
    return "".join(
        own.choice("bdfgklmnprstvz") + own.choice("aeiou") for _ in range(own.randint(1, 3))
    )


def _han(random: Random) -> str:
    return random.choice(_HAN) + random.choice(_HAN + chr(0x4E00 + random.randrange(2_000)))


SCRIPTS = (
    Script("prose", _english, " ", ". "),
    Script("chinese", _han, "", "。"),
    Script("telegram", lambda random: _english(random).upper(), " ", " STOP\n"),
    Script("table", _english, " | ", " |\n"),
)


def make_history(script: Script, random: Random, paragraphs: int = 60) -> History:
    """A text of so many paragraphs, and what a heavy revision made of it."""
    old = [
        [_sentence(script, random) for _ in range(random.randint(2, 7))] for _ in range(paragraphs)
    ]
    for paragraph in old[::5]:  # twins, in other surroundings
        paragraph.insert(random.randrange(len(paragraph) + 1), Sentence(_any(old, random).words))
    new = [list(paragraph) for paragraph in old]
    moved = [_take(new, random) for _ in range(paragraphs // 6)]
    for sentence in moved:
        _put(new, sentence, random, "moved")
    rewritten: dict[int, Sentence] = {}
    for paragraph in new:
        for at in range(len(paragraph) - 1, -1, -1):
            _revise(script, paragraph, at, rewritten, random)
    for _ in range(paragraphs // 10):
        new.insert(random.randrange(len(new)), [_sentence(script, random) for _ in range(3)])
    return _history(script, old, new, rewritten)


def make_text(script: Script, random: Random, paragraphs: int) -> str:
    """A text in which no sentence stands twice."""
    made = [[_sentence(script, random) for _ in range(5)] for _ in range(paragraphs)]
    return _laid_out(script, made)[0]


def _sentence(script: Script, random: Random) -> Sentence:
    return Sentence([script.word(random) for _ in range(random.randint(5, 16))])


def _any(paragraphs: list[list[Sentence]], random: Random) -> Sentence:
    return random.choice(random.choice([each for each in paragraphs if each]))


def _take(paragraphs: list[list[Sentence]], random: Random) -> Sentence:
    paragraph = random.choice([each for each in paragraphs if len(each) > 1])
    return paragraph.pop(random.randrange(len(paragraph)))


def _put(paragraphs: list[list[Sentence]], sentence: Sentence, random: Random, fate: Fate) -> None:
    sentence.fate = fate
    paragraph = random.choice(paragraphs)
    paragraph.insert(random.randrange(len(paragraph) + 1), sentence)


def _revise(
    script: Script,
    paragraph: list[Sentence],
    at: int,
    rewritten: dict[int, Sentence],
    random: Random,
) -> None:
    sentence, chance = paragraph[at], random.random()
    if sentence.fate != "same":
        return
    if chance < 0.12:
        sentence.fate = "deleted"
        del paragraph[at]
    elif chance < 0.3:
        sentence.fate = "edited"
        words = list(sentence.words)
        for _ in range(max(1, len(words) // 5)):
            words[random.randrange(len(words))] = script.word(random)
        rewritten[id(sentence)] = paragraph[at] = Sentence(words, "edited")


def _history(
    script: Script,
    old: list[list[Sentence]],
    new: list[list[Sentence]],
    rewritten: dict[int, Sentence],
) -> History:
    old_text, old_places = _laid_out(script, old)
    new_text, new_places = _laid_out(script, new)
    passages = []
    for key, (sentence, start, end) in old_places.items():
        later = rewritten.get(key, sentence)
        place = new_places.get(id(later))
        fate = sentence.fate
        if place is None and old_text[start:end] in new_text:
            fate = "twin"
        passages.append(Passage(start, end, fate, place[1:] if place else None))
    return History(script.kind, old_text, new_text, passages)


def _laid_out(
    script: Script, paragraphs: list[list[Sentence]]
) -> tuple[str, dict[int, tuple[Sentence, int, int]]]:
    text, places = "", {}
    for paragraph in paragraphs:
        for sentence in paragraph:
            words = script.between.join(sentence.words)
            places[id(sentence)] = sentence, len(text), len(text) + len(words)
            text += words + script.end
        text = text.rstrip(" ") + "\n"
    return text, places


# Hostile texts


def hostile(length: int) -> Iterator[tuple[str, str, str]]:
    """Name, old and new text: nothing to tell places apart by, or nothing in common."""
    random = Random(1)
    line, other = "The same line over and over.\n", "Another one in between.\n"
    many = length // len(line) + 1
    yield "one repeated line", (line * many)[:length], ("x" + line * (many - 1))[: length - 3]
    yield "two lines in turn, one put in", *_in_turn(line, other, length)
    yield "two unrelated texts", _noise(random, length), _noise(random, length)
    yield "spaces", " " * length, " " * (length - 7) + "x" + " " * 5
    yield "line breaks", "\n" * length, "\n" * (length // 2) + "x" + "\n" * (length // 2)
    yield "one word", "word " * (length // 5), "word " * (length // 5 - 9) + "x word "
    yield "the same letters, shuffled", *_shuffled(random, length)
    yield "nothing becomes all", "x" * 61, _noise(random, length)
    han = "".join(random.choice("的一是不了") for _ in range(length))
    yield "five Han characters", han, han[length // 3 :] + han[: length // 3]


def _in_turn(line: str, other: str, length: int) -> tuple[str, str]:
    turns = length // len(line + other) + 1
    old = ((line + other) * turns)[:length]
    return old, old[: length // 3] + line + old[length // 3 : length // 2] + old[length // 2 + 9 :]


def _noise(random: Random, length: int) -> str:
    words = [
        "".join(random.choices("abcdefghij", k=random.randint(1, 6))) for _ in range(length // 4)
    ]
    return " ".join(words)[:length]


def _shuffled(random: Random, length: int) -> tuple[str, str]:
    lines = [f"line {number % 977}\n" for number in range(length // 8)]
    old = "".join(lines)[:length]
    random.shuffle(lines)
    return old, "".join(lines)[:length]
