"""What the glossary finds: cases in tests/cases/matching.yml, then laws over any text."""

import re
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from app.core.edges import AFTER, BEFORE, EXTENDS
from app.core.folding import fold_kinds
from app.core.matching import Form, Match, Matcher, Span, fold

CASES = YAML(typ="safe").load(Path(__file__).parents[1] / "cases" / "matching.yml")


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_the_glossary_finds(case: dict[str, Any]) -> None:
    forms = [read_form(form) for form in case["forms"]]
    text, expected, excluded = read_marks(case["text"])
    found = Matcher(forms).find(text, excluded)
    assert [text[slice(*span(match))] for match in found] == [text[slice(*s)] for s in expected]
    assert [span(match) for match in found] == expected
    if "found" in case:
        assert [list(match.forms) for match in found] == case["found"]
    assert found == find_slowly(forms, text, excluded)


def test_there_is_a_case_for_every_trap() -> None:
    assert len(CASES) >= 60
    assert len({case["rule"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("text", ["", " ", "\n\u00a0", "\u00ad"])
def test_a_form_needs_text(text: str) -> None:
    with pytest.raises(ValueError, match="a form needs text"):
        Matcher([Form("hukou"), Form(text)])


def test_excluded_places_may_be_nested_unordered_or_empty() -> None:
    matcher = Matcher([Form("hukou")])
    text = "hukou hukou hukou hukou"
    assert [span(m) for m in matcher.find(text, [(14, 15), (12, 23), (8, 8), (0, 5), (3, 4)])] == [
        (6, 11)
    ]


def test_a_place_names_the_forms_of_all_its_terms_in_order() -> None:
    forms = [Form("party"), Form("Party", True), Form("PARTY"), Form("part", whole_word=False)]
    assert Matcher(forms).find("the Party") == [Match(4, 9, (0, 1, 2))]


def test_a_lone_surrogate_is_a_character_like_others() -> None:
    assert Matcher([Form("hukou")]).find("\ud800 hukou\udfff") == [Match(2, 7, (0,))]


def test_a_dictionary_of_many_forms_finds_as_a_small_one_does() -> None:
    many = [Form(f"term {n} of many") for n in range(5_000)]
    text = "Term 17 of many, term 4999 of many, term 5000 of many"
    assert Matcher(many).find(text) == [Match(0, 15, (17,)), Match(17, 34, (4999,))]


def test_one_matcher_serves_many_threads() -> None:
    matcher, texts = (
        Matcher([Form("户口"), Form("hukou")]),
        [f"{'é' * n} hukou" for n in range(200)],
    )
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(matcher.find, texts))
    assert found == [[Match(n + 1, n + 6, (1,))] for n in range(200)]


def test_ranks_follow_the_names_of_characters() -> None:
    for char in filter(is_assigned, map(chr, range(0x32000))):
        assert bool(BEFORE[char]) == is_word(char), unicodedata.name(char)
        assert (AFTER[char] == EXTENDS) == is_mark(char), unicodedata.name(char)


def test_folding_twice_is_folding_once() -> None:
    for char in filter(is_assigned, map(chr, range(0x32000))):
        folded = fold(char)
        assert fold(folded) == folded
        assert fold(f"a{char}户{char}") == f"a{folded}户{folded}"


# Any text: letters that fold, grow or vanish, marks, joiners, scripts, kinds of punctuation
CHARACTERS = (
    "aabBs SßİıiIŉᾳΣςĸKﬁ'’ʼ-–\n\u00a0\u00ad\u0301\u0345\u3099"
    "\u200d\ufe0f_.(12²①Ａ户口々か가ह\u0940ש😀𠮷"
)
TEXTS = st.text(st.sampled_from(CHARACTERS), max_size=14) | st.text(max_size=8)
FORMS = st.builds(
    Form,
    (st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=3)).filter(
        lambda t: fold(t).strip()
    ),
    st.booleans(),
    st.booleans(),
)
SPANS = st.tuples(st.integers(0, 14), st.integers(0, 14))


@given(st.lists(FORMS, max_size=8), TEXTS, st.lists(SPANS, max_size=2))
@example([Form("ss")], "ß\u00ad", [])
@example([Form("n", whole_word=False)], "ŉ", [])
def test_the_matcher_agrees_with_the_slow_reference(
    forms: list[Form], text: str, excluded: list[Span]
) -> None:
    assert Matcher(forms).find(text, excluded) == find_slowly(forms, text, excluded)


@given(st.data(), TEXTS, st.booleans(), st.booleans())
def test_forms_cut_from_the_text_are_found_as_the_reference_finds_them(
    data: st.DataObject, text: str, case_exact: bool, whole_word: bool
) -> None:
    cuts = data.draw(st.lists(SPANS, max_size=6))
    pieces = [text[start:end] for start, end in cuts]
    forms = [Form(piece, case_exact, whole_word) for piece in pieces if fold(piece).strip()]
    assert Matcher(forms).find(text) == find_slowly(forms, text, [])


# Words longer than the sieve's patterns, beside what it blanks out or reads with a doubt
WORDS = st.lists(
    st.sampled_from(
        [
            *"’'-‑é×\u0301户口制。“+ªＡſß\u00a0   ",
            "residence",
            "residences",
            "permit",
            "a1_",
            "dang’an",
        ]
    ),
    max_size=9,
)


@given(st.data(), WORDS, st.booleans())
def test_long_words_are_found_as_the_reference_finds_them(
    data: st.DataObject, words: list[str], whole_word: bool
) -> None:
    text = "".join(words)
    cuts = data.draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4))
    pieces = ["".join(words[start:end]) for start, end in cuts]
    plain = [piece.replace("’", "'").replace("\u00a0", " ") for piece in pieces]
    forms = [Form(piece, whole_word=whole_word) for piece in plain if fold(piece).strip()]
    assert Matcher(forms).find(text) == find_slowly(forms, text, [])


@given(st.lists(FORMS, max_size=5), TEXTS, st.sampled_from(["…|", "ß |", "\u00ad😀。|"]))
def test_text_put_before_moves_every_match_by_its_length(
    forms: list[Form], text: str, before: str
) -> None:
    """The bar is in no form, so no match runs over it."""
    found, length = Matcher(forms).find(f"|{text}"), len(before) - 1
    moved = [Match(m.start + length, m.end + length, m.forms) for m in found]
    assert [m for m in Matcher(forms).find(before + text) if m.start > length] == moved


def read_form(form: str | dict[str, Any]) -> Form:
    if isinstance(form, str):
        return Form(form)
    return Form(form["text"], form.get("case") == "exact", form.get("whole_word", True))


def read_marks(marked: str) -> tuple[str, list[Span], list[Span]]:
    """The text without its marks, the spans within «», and those within ⟦⟧."""
    text = ""
    opened: dict[str, int] = {}
    spans: dict[str, list[Span]] = {"»": [], "⟧": []}
    for char in marked:
        if char in "«⟦":
            opened["»" if char == "«" else "⟧"] = len(text)
        elif char in spans:
            spans[char].append((opened[char], len(text)))
        else:
            text += char
    return text, spans["»"], spans["⟧"]


def span(match: Match) -> Span:
    return match.start, match.end


# The reference: every span of the text against every form, as the rules are worded


def find_slowly(forms: list[Form], text: str, excluded: list[Span]) -> list[Match]:
    matches: list[Match] = []
    for start, end in every_span(text):
        hits = [n for n, form in enumerate(forms) if is_hit(form, text, start, end, excluded)]
        if hits and (not matches or matches[-1].end <= start):
            matches.append(Match(start, end, tuple(hits)))
    return matches


def every_span(text: str) -> Iterator[Span]:
    """Leftmost first, and at each place the longest first."""
    for start in range(len(text)):
        for end in range(len(text), start, -1):
            yield start, end


def is_hit(form: Form, text: str, start: int, end: int, excluded: list[Span]) -> bool:
    piece, before, after = text[start:end], fold_slowly(text[:start]), fold_slowly(text[end:])
    return (
        fold_slowly(piece) == fold_slowly(form.text)
        and "\u00ad" not in (piece[0], piece[-1])
        and (not form.case_exact or fold_kinds(piece) == fold_kinds(form.text))
        and not any(max(start, a) < min(end, b) for a, b in excluded)
        and not is_mark(after[:1])
        and not (form.whole_word and cuts_word(before[-1:], fold_slowly(piece)[0]))
        and not (form.whole_word and cuts_word(after[:1], fold_slowly(piece)[-1]))
    )


def fold_slowly(text: str) -> str:
    kinds = [
        (r"[\s\u001c-\u001f\u0085]", " "),
        ("[`´ʹʻʼʽˈ‘’‚‛′‵＇]", "'"),
        ("[“”„‟″‶＂]", '"'),
        (r"[\u2010-\u2015⁃−﹘﹣－]", "-"),
        ("\u00ad", ""),
    ]
    folded = text.casefold()
    for kind, plain in kinds:
        folded = re.sub(kind, plain, folded)
    return folded


def cuts_word(neighbour: str, edge: str) -> bool:
    return is_word(neighbour) and is_word(edge)


def is_word(char: str) -> bool:
    if not char or is_spaceless(char) or "VARIATION SELECTOR" in unicodedata.name(char, ""):
        return False
    in_word = unicodedata.category(char)[0] in "LM" or unicodedata.category(char) in ("Nd", "Nl")
    return (in_word and unicodedata.category(char) != "Me") or char in "_\u200c\u200d"


def is_assigned(char: str) -> bool:
    return unicodedata.category(char) not in ("Cn", "Co", "Cs")


def is_mark(char: str) -> bool:
    return bool(char) and (unicodedata.category(char)[0] == "M" or char in "\u200c\u200d")


def is_spaceless(char: str) -> bool:
    """Han, kana, bopomofo and Hangul, by the names of characters."""
    scripts = "CJK|KANGXI|IDEOGRAPHIC|HANGZHOU|HIRAGANA|KATAKANA|HENTAIGANA|BOPOMOFO|HANGUL"
    others = "HALFWIDTH (KATAKANA|HANGUL)|VERTICAL (KANA|IDEOGRAPHIC)|VERTICAL KANA|MASU MARK"
    return bool(re.match(f"({scripts}|{others}|COMBINING KATAKANA)", unicodedata.name(char, "")))
