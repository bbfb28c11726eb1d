"""Passages followed from one text into the next: a wrong place is worse than none."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.aligning import Alignment
from app.core.following import Outcome, follow
from tests.core.text import texts

PERMIT = "The residence permit is renewed each year, in person, at the police station of the ward."
CADRES = "Cadres from the province met in the county seat and counted the families on the lists."
WHY = "Nobody asked them why the grain had gone, and nobody wrote down what the answer was."
HARVEST = "In autumn the brigade sold what was left over, and bought a second loom with the money."
OLD = "\n".join([PERMIT, CADRES, WHY])

HAN = "户口登记由公安机关主管。城市和设有公安派出所的镇，以公安派出所管辖区为户口管辖区。"
HAN_MOVED = "农村以农业生产合作社为单位设立户口登记簿，由合作社管理。公民应当在经常居住的地方登记。"

wording = st.text("abc 户口.\n", max_size=60) | texts


def followed(old: str, new: str, words: str) -> Outcome:
    start = old.index(words)
    [outcome] = follow(old, new, [(start, start + len(words))])
    return outcome


def at(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def place(outcome: Outcome) -> tuple[int | None, int | None]:
    return outcome.start, outcome.end


def test_words_that_stay_are_the_same_wherever_the_text_grows() -> None:
    new = f"{HARVEST}\n{OLD}\n{HARVEST}"
    outcome = followed(OLD, new, "met in the county seat")
    assert outcome.kind == "same"
    assert place(outcome) == at(new, "met in the county seat")


def test_a_paragraph_that_moved_takes_its_passages_along() -> None:
    new = "\n".join([CADRES, HARVEST, WHY, PERMIT])
    outcome = followed(OLD, new, "renewed each year, in person")
    assert outcome.is_sure
    assert place(outcome) == at(new, "renewed each year, in person")


def test_a_sentence_that_moved_into_another_paragraph_is_followed() -> None:
    sentence = "He was never asked again for his papers by anyone."
    old = f"{PERMIT} {sentence}\n{CADRES}\n{WHY}"
    new = f"{PERMIT}\n{CADRES}\n{WHY} {sentence} {HARVEST}"
    outcome = followed(old, new, sentence)
    assert outcome.kind == "moved"
    assert place(outcome) == at(new, sentence)
    assert outcome.evidence == "the same words, 2 paragraphs further down"


def test_a_passage_of_which_words_changed_is_edited_and_says_how_many() -> None:
    new = OLD.replace("each year", "every second year")
    outcome = followed(OLD, new, "is renewed each year, in person")
    assert outcome.kind == "edited"
    assert place(outcome) == at(new, "is renewed every second year, in person")
    assert outcome.evidence == "1 of 6 words changed"


def test_a_passage_with_words_put_in_covers_them_all() -> None:
    new = OLD.replace("the county seat and", "the county seat, which was new to most of them, and")
    outcome = followed(OLD, new, "county seat and counted")
    assert outcome.kind == "edited"
    assert place(outcome) == at(new, "county seat, which was new to most of them, and counted")


def test_capitals_and_quotation_marks_do_not_make_other_words() -> None:
    old, new = f'He said "{WHY}"', f"He said “{WHY.upper()}”"
    outcome = followed(old, new, "Nobody asked them why")
    assert outcome.kind == "edited"
    assert place(outcome) == at(new, "NOBODY ASKED THEM WHY")


def test_a_deleted_passage_is_lost_and_says_so() -> None:
    outcome = followed(OLD, f"{PERMIT}\n{WHY}", "counted the families")
    assert (outcome.kind, outcome.start, outcome.end) == ("lost", None, None)
    assert outcome.evidence == "its paragraph was deleted or rewritten"


def test_a_deleted_passage_is_lost_though_its_twin_remains() -> None:
    old = f"{PERMIT} {WHY}\n{CADRES}\n{HARVEST} {WHY}"
    new = f"{PERMIT} {WHY}\n{CADRES}\n{HARVEST}"
    start = old.rindex(WHY)
    [outcome] = follow(old, new, [(start, start + len(WHY))])
    assert outcome.kind == "lost"
    assert outcome.evidence.endswith("the same words stand elsewhere")


def test_twins_keep_to_their_own_surroundings() -> None:
    old = f"{PERMIT} {WHY}\n{CADRES} {WHY}"
    new = f"{CADRES} {WHY}\n{HARVEST}\n{PERMIT} {WHY}"
    first, second = old.index(WHY), old.rindex(WHY)
    outcomes = follow(old, new, [(first, first + len(WHY)), (second, second + len(WHY))])
    assert [outcome.start for outcome in outcomes] == [new.rindex(WHY), new.index(WHY)]


def test_a_rewritten_paragraph_does_not_keep_a_word_that_it_uses_again() -> None:
    new = f"{PERMIT}\nMost seats in the hall were empty.\n{WHY}"
    assert not followed(OLD, new, "seat").is_sure


def test_chinese_is_followed_without_spaces() -> None:
    old = f"{HAN}\n{CADRES}\n{HAN_MOVED}"
    new = f"{HAN_MOVED}\n{HAN.replace('主管', '统一主管')}\n{CADRES}"
    moved = followed(old, new, "设立户口登记簿")
    edited = followed(old, new, "由公安机关主管")
    assert moved.is_sure
    assert place(moved) == at(new, "设立户口登记簿")
    assert edited.kind == "edited"
    assert place(edited) == at(new, "由公安机关统一主管")


def test_a_telegram_reads_on_when_its_numbers_change() -> None:
    old = "CITE 4471 SECRET STOP\nDELEGATION ARRIVES CANTON 14 MAY STOP\nADVISE LODGING STOP"
    new = old.replace("4471", "4472").replace("14 MAY", "16 MAY")
    outcome = followed(old, new, "DELEGATION ARRIVES CANTON 14 MAY")
    assert place(outcome) == at(new, "DELEGATION ARRIVES CANTON 16 MAY")


def test_bars_of_a_table_are_no_likeness() -> None:
    row, other = "| degree | 30 points | once |", "| blood donor | 5 points | yearly |"
    outcome = followed(f"{CADRES}\n{row}\n{WHY}", f"{CADRES}\n{other}\n{WHY}", "degree | 30 points")
    assert not outcome.is_sure


def test_white_space_alone_is_no_place() -> None:
    assert follow("a b c d\x0b", "\x0b", [(0, 8)])[0].start is None


@pytest.mark.parametrize("span", [(0, 0), (5, 5), (-3, 4), (4, 2), (2, 10_000)])
def test_a_span_that_is_none_is_lost(span: tuple[int, int]) -> None:
    [outcome] = follow(OLD, OLD, [span])
    assert outcome.kind == "lost"


@given(wording, st.data())
def test_the_same_text_changes_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assume(start < end)
    [outcome] = follow(text, text, [(start, end)])
    assert outcome.kind == "same"
    assert place(outcome) == (start, end)


@given(wording, wording, st.sampled_from([PERMIT, HAN]), st.data())
def test_an_edit_elsewhere_never_changes_a_passage(
    before: str, after: str, paragraph: str, data: st.DataObject
) -> None:
    """The paragraphs around its own are exchanged for any others."""
    start = data.draw(st.integers(0, len(paragraph) - 12))
    end = data.draw(st.integers(start + 12, len(paragraph)))
    assume(paragraph not in before + after)
    old, new = f"{CADRES}\n{paragraph}\n{WHY}", f"{before}\n{paragraph}\n{after}"
    offset = old.index(paragraph)
    [outcome] = follow(old, new, [(offset + start, offset + end)])
    assert outcome.is_sure
    assert outcome.start is not None
    assert new[outcome.start : outcome.end] == paragraph[start:end]


@given(wording, wording, st.data())
def test_there_and_back_never_lands_on_other_words(
    before: str, after: str, data: st.DataObject
) -> None:
    """What comes back whole comes back to where it was."""
    old = f"{before}\n{OLD}\n{after}"
    new = f"{after}\n{WHY}\n{before}\n{PERMIT}\n{CADRES}"
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, min(len(old), start + 80)))
    [there] = follow(old, new, [(start, end)])
    assume(there.is_sure)
    assert there.start is not None
    assert there.end is not None
    [back] = follow(new, old, [(there.start, there.end)])
    if back.is_sure:
        assert back.start is not None
        assert back.end is not None
        assert back.start < end
        assert start < back.end


@given(wording, wording)
def test_runs_are_the_same_letters_and_never_given_twice(old: str, new: str) -> None:
    runs = Alignment.of(old, new).runs
    assert all(old[run.old : run.old_end] == new[run.new : run.new_end] for run in runs)
    for sides in (
        sorted((run.old, run.old_end) for run in runs),
        sorted((run.new, run.new_end) for run in runs),
    ):
        assert all(end <= start for (_, end), (start, _) in pairwise(sides))


@given(wording, wording, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=4))
def test_any_two_texts_give_each_span_an_outcome_within_the_new_text(
    old: str, new: str, spans: list[tuple[int, int]]
) -> None:
    outcomes = follow(old, new, [(start, start + length) for start, length in spans])
    assert len(outcomes) == len(spans)
    for outcome in outcomes:
        assert 0 <= outcome.score <= 1
        assert outcome.evidence
        if outcome.kind == "lost":
            assert (outcome.start, outcome.end) == (None, None)
        else:
            assert outcome.start is not None
            assert outcome.end is not None
            assert 0 <= outcome.start < outcome.end <= len(new)
