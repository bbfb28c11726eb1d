"""How a reader wants pages to look, as a value."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.preferences import CHOICES, NAMES, Preferences


@given(st.dictionaries(st.sampled_from([*CHOICES, "other"]), st.text() | st.integers() | st.none()))
def test_whatever_is_sent_a_preference_is_one_of_its_choices(sent: dict[str, object]) -> None:
    found = Preferences.from_mapping(sent)
    for name, choices in CHOICES.items():
        value = getattr(found, name)
        assert value in choices
        assert value in {sent.get(name), getattr(Preferences(), name)}


@given(st.fixed_dictionaries({name: st.sampled_from(list(of)) for name, of in CHOICES.items()}))
def test_what_is_kept_is_read_again_as_it_was(chosen: dict[str, str]) -> None:
    found = Preferences.from_mapping(chosen)
    assert Preferences.from_mapping(found.to_mapping()) == found


def test_what_is_as_usual_is_not_kept_and_each_choice_has_a_name() -> None:
    assert Preferences().to_mapping() == {}
    assert CHOICES.keys() == NAMES.keys()
