"""Which keys do what, and what a reader may make of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.keys import (
    ACTIONS,
    FREE,
    LABELS,
    changes,
    choose,
    groups,
    keys_in_force,
)

NAMES = [action.name for action in ACTIONS]
anything = st.dictionaries(
    st.sampled_from([*NAMES, "dance"]),
    st.one_of(st.sampled_from(["", *LABELS, "Tab", "KeyÄ"]), st.text(), st.integers(), st.none()),
)


def test_the_usual_keys_are_one_each_and_none_is_refused() -> None:
    keys = [action.key for action in ACTIONS]
    assert len(set(keys)) == len(keys) == len(set(NAMES))
    assert choose({action.name: action.key for action in ACTIONS}).faults == ()


def test_every_usual_key_has_a_label() -> None:
    assert {action.key for action in ACTIONS} <= set(LABELS)


def test_groups_hold_every_action_once() -> None:
    assert [action for group in groups().values() for action in group] != []
    assert sorted(a.name for group in groups().values() for a in group) == sorted(NAMES)


def test_two_actions_on_one_key_are_told_with_both_names() -> None:
    (fault,) = choose({"reply": "KeyQ"}).faults
    assert fault.action == "reply"
    assert "Q is both “Ask a question there” and “Reply in" in fault.message


def test_two_actions_may_change_places() -> None:
    choice = choose({"reply": "KeyQ", "question": "KeyR"})
    assert choice.faults == ()
    assert changes(choice.keys) == {"question": "KeyR", "reply": "KeyQ"}


def test_two_actions_without_a_key_do_not_clash() -> None:
    assert choose({"reply": "", "question": ""}).faults == ()


@pytest.mark.parametrize("key", ["Tab", "Escape", "Space", "ArrowDown", "F6", "Slash", "Shift+Tab"])
def test_keys_of_browsers_and_screen_readers_are_refused(key: str) -> None:
    (fault,) = choose({"reply": key}).faults
    assert "belongs to the browser or the screen reader" in fault.message
    assert key not in FREE


def test_enter_opens_and_does_nothing_else() -> None:
    assert choose({"open": "Enter"}).faults == ()
    assert [fault.action for fault in choose({"open": "KeyZ", "reply": "Enter"}).faults] == [
        "reply"
    ]


@pytest.mark.parametrize("wished", [{"dance": "KeyZ"}, {"reply": "Key1"}, {"reply": 7}])
def test_unknown_actions_and_keys_are_ignored(wished: dict[str, Any]) -> None:
    choice = choose(wished)
    assert choice.faults == ()
    assert changes(choice.keys) == {}


def test_what_a_form_leaves_out_stays_as_it_was() -> None:
    assert choose({"reply": "KeyZ"}, kept={"question": ""}).keys["question"] == ""


def test_a_chosen_key_is_taken_from_the_action_that_usually_has_it() -> None:
    keys = keys_in_force({"reply": "KeyJ"})
    assert keys["reply"] == "KeyJ"
    assert keys["next-paragraph"] == ""


@given(anything)
def test_whatever_was_kept_every_action_has_a_known_key_or_none(
    kept: dict[str, Any],
) -> None:
    keys = keys_in_force(kept)
    assert list(keys) == NAMES
    assert all(key == "" or key in LABELS for key in keys.values())


@given(anything)
def test_a_choice_without_faults_is_in_force_as_it_was_chosen(wished: dict[str, Any]) -> None:
    choice = choose(wished)
    if not choice.faults:
        assert keys_in_force(changes(choice.keys)) == dict(choice.keys)
