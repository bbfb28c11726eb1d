"""Prose and a glossary to measure matching by, made the same each time from a fixed seed.

Words are made of syllables, with frequencies as Zipf has them, among real function words. Forms
are single words (some of them words of the text), phrases of two to four words, hyphenated and
apostrophised ones, and Han.
"""

import random
import string
from collections.abc import Iterator
from itertools import accumulate

FUNCTION_WORDS = """
the of and to in a is that for it as was with be by on not he his but at are this have from or had
an they which one you were all her she there would their we him been has when who will no more if
out so up into do any your what than then some could them only its also
""".split()
ONSETS = "b c d f g h j k l m n p r s t v w br ch cl fl gr pl pr sh sp st th tr".split()
NUCLEI = "a a e e e i i o o u ai ea ee io ou".split()
CODAS = [*[""] * 12, *"l m n r s t d ck ng nt".split()]
HAN = """
户口制度居住证积分落城市农村人民政府流动人口单位档案公安局派出所暂迁移管理办法规定条件社会
保险教育子女入学就业租房买登记改革年月日中国北京上海广州深圳新华通讯的是在了和有不为以上下
大小高低东西南北
"""
VOCABULARY = 20_000
ZIPF_OFFSET = 1  # so 43 % are function words, and 26 % the ten most frequent, as in our readings
FORM_EVERY = 25  # words: an article of an annotated course, with every occurrence marked
HAN_FORMS = 0.15  # of all forms; and
CODES = 0.01  # of two to four letters


def make_forms(count: int) -> list[str]:
    """Different forms, the same for the same count."""
    chance = random.Random(count)
    words = vocabulary()
    forms: dict[str, None] = {}
    while len(forms) < count:
        forms[make_form(chance, words)] = None
    return list(forms)


def make_form(chance: random.Random, words: list[str]) -> str:
    if chance.random() < HAN_FORMS:
        return "".join(chance.choices(han(), k=chance.choice((2, 2, 3, 4, 4, 5))))
    if chance.random() < CODES:
        return "".join(chance.choices(string.ascii_uppercase, k=chance.choice((2, 3, 4))))
    rarer = words[len(FUNCTION_WORDS) + 500 :]
    form = " ".join(chance.choices(rarer, k=chance.choice((1, 1, 1, 2, 2, 2, 3, 4))))
    kind = chance.random()
    if kind < 0.05:
        return form.replace(" ", "-", 1)
    if kind < 0.10:
        return form[:3] + "'" + form[3:]
    return form


def make_text(length: int, forms: list[str]) -> str:
    """Prose of so many code points, of which no character changes its length when folded."""
    chance = random.Random(length)
    pieces: list[str] = []
    written = 0
    for sentence in sentences(chance, forms):
        pieces.append(sentence)
        written += len(sentence)
        if written >= length:
            return "".join(pieces)[:length]
    raise AssertionError("sentences never end")


def sentences(chance: random.Random, forms: list[str]) -> Iterator[str]:
    words = vocabulary()
    weights = list(accumulate(1 / (rank + ZIPF_OFFSET) for rank in range(len(words))))
    while True:
        drawn = chance.choices(words, cum_weights=weights, k=chance.randint(8, 25))
        told = [vary(chance, word, forms) for word in drawn]
        told[0] = told[0][0].upper() + told[0][1:]
        yield " ".join(told) + chance.choice((". ", ". ", ". ", "? ", ".\n"))


def vary(chance: random.Random, word: str, forms: list[str]) -> str:
    """A word as it stands in the text: sometimes a form in its place, a quotation, a possessive."""
    if chance.random() < 1 / FORM_EVERY:
        return plant(chance, chance.choice(forms))
    kind = chance.random()
    if kind < 0.04:
        return word.capitalize()
    if kind < 0.10:
        return word + ","
    if kind < 0.105:
        return f"“{word}”"
    if kind < 0.112:
        return f"{word}’s"
    if kind < 0.113:
        return word[:2] + "é" + word[2:]
    if kind < 0.115:
        return "".join(chance.choices(han(), k=chance.randint(2, 6)))
    return word


def plant(chance: random.Random, form: str) -> str:
    """A form as writers write it, or, one time in ten, as part of a longer word."""
    if form[0] in HAN:
        around = chance.choices(han(), k=2)
        return chance.choice(
            (form, around[0] + form + around[1], f"{form}。", f"({form})", f"a{form}b")
        )
    form = chance.choice((form, form, form.capitalize(), form.title(), form.upper()))
    if chance.random() < 0.5:
        form = form.replace("'", "’").replace("-", "\u2011")
    if chance.random() < 0.1:
        form = form.replace(" ", "\u00a0")
    if chance.random() < 0.1:
        return chance.choice((f"{form}s", f"un{form}", f"{form}4"))
    return chance.choice((form, form, form, f"{form},", f"“{form}”", f"{form}’s", f"{form}制度"))


def vocabulary() -> list[str]:
    """Function words, then others, the shorter on the whole the more frequent."""
    chance = random.Random(0)
    words = dict.fromkeys(FUNCTION_WORDS)
    others: dict[str, None] = {}
    while len(words) + len(others) < VOCABULARY:
        syllables = range(chance.choice((1, 2, 2, 3, 3, 4)))
        others["".join(map("".join, (syllable(chance) for _ in syllables)))] = None
    return [*words, *sorted(others, key=lambda word: len(word) + chance.uniform(0, 4))]


def syllable(chance: random.Random) -> tuple[str, str, str]:
    return chance.choice(ONSETS), chance.choice(NUCLEI), chance.choice(CODAS)


def han() -> str:
    return HAN.replace("\n", "")
