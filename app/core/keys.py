"""The keys of a reading: what each does, and what a reader makes of them.

A key is named by its place on the keyboard (`KeyboardEvent.code`), so that another layout does not
move it; `Shift+` before it is the only modifier, since all others belong to browsers, systems and
screen readers. An action may have no key: the empty string.

>>> keys_in_force({"reply": "KeyJ"})["reply"], keys_in_force({"reply": "KeyJ"})["next-paragraph"]
('KeyJ', '')
>>> [fault.message for fault in choose({"reply": "KeyJ"}).faults]
['J is both “Next paragraph” and “Reply in this thread”.']
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import ascii_uppercase, digits
from typing import Any

SHIFT = "Shift+"


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does; `key` is the usual one."""

    name: str
    does: str
    key: str
    group: str
    is_for_staff: bool = False
    is_for_members: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the key of an action, in words for the reader."""

    action: str
    message: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A key for every action, as a reader wants it, and why that cannot be."""

    keys: Mapping[str, str]
    faults: tuple[Fault, ...]


def _actions(group: str, *rows: tuple[str, str, str], **kinds: bool) -> list[Action]:
    return [Action(name, does, key, group, **kinds) for name, does, key in rows]


ACTIONS: tuple[Action, ...] = (
    *_actions(
        "Move",
        ("next-paragraph", "Next paragraph", "KeyJ"),
        ("previous-paragraph", "Previous paragraph", "KeyK"),
        ("next-sentence", "Next sentence", "KeyD"),
        ("previous-sentence", "Previous sentence", "KeyS"),
        ("next-word", "Next word", "KeyE"),
        ("previous-word", "Previous word", "KeyW"),
    ),
    *_actions(
        "Select",
        ("extend-next-sentence", "Select to the sentence’s end", "Shift+KeyD"),
        ("extend-previous-sentence", "Select to the sentence’s beginning", "Shift+KeyS"),
        ("extend-next-word", "Select a word more", "Shift+KeyE"),
        ("extend-previous-word", "Select back a word", "Shift+KeyW"),
    ),
    *_actions(
        "Annotate",
        ("highlight", "Highlight the selection, or where I am", "KeyH"),
        ("note", "Write a note there", "KeyA"),
        ("question", "Ask a question there", "KeyQ"),
        ("evidence", "Point there as evidence", "KeyV"),
        is_for_members=True,
    ),
    *_actions(
        "Annotate",
        ("new-term", "Make it a term", "KeyI"),
        ("new-context-note", "Write a context note", "Shift+KeyI"),
        is_for_members=True,
        is_for_staff=True,
    ),
    *_actions(
        "Annotate",
        ("cite", "Cite it", "KeyC"),
    ),
    *_actions(
        "Marks, notes and terms",
        ("next-mark", "Next mark", "KeyM"),
        ("previous-mark", "Previous mark", "Shift+KeyM"),
        ("next-note", "Next context note", "KeyN"),
        ("previous-note", "Previous context note", "Shift+KeyN"),
        ("next-term", "Next term", "KeyT"),
        ("previous-term", "Previous term", "Shift+KeyT"),
        ("open", "Open what stands there", "Enter"),
    ),
    *_actions(
        "Margin",
        ("next-thread", "Next thread", "KeyG"),
        ("previous-thread", "Previous thread", "Shift+KeyG"),
        ("across", "From the passage to its margin, and back", "KeyX"),
    ),
    *_actions(
        "Margin",
        ("next-unread", "Next unread", "KeyU"),
        ("previous-unread", "Previous unread", "Shift+KeyU"),
        ("reply", "Reply in this thread", "KeyR"),
        ("filter", "Filter marks and threads", "KeyF"),
        is_for_members=True,
    ),
    *_actions(
        "Page",
        ("layers", "Show or hide all layers", "KeyL"),
    ),
    *_actions(
        "Page",
        ("marks", "Show or hide readers’ marks", "Shift+KeyL"),
        is_for_members=True,
    ),
    *_actions(
        "Page",
        ("contents", "Contents", "KeyO"),
        ("appearance", "Appearance", "KeyP"),
        ("keys", "This list of keys", "Shift+Slash"),
    ),
)
BY_NAME: Mapping[str, Action] = {action.name: action for action in ACTIONS}

# Places on the keyboard, with what stands on them on an American one.
_PLACES: Mapping[str, str] = {
    **{f"Key{letter}": letter for letter in ascii_uppercase},
    **{f"Digit{digit}": digit for digit in digits},
    "Minus": "-",
    "Equal": "=",
    "BracketLeft": "[",
    "BracketRight": "]",
    "Backslash": "\\",
    "IntlBackslash": "<",
    "Semicolon": ";",
    "Comma": ",",
    "Period": ".",
    "Backquote": "`",
}
LABELS: Mapping[str, str] = {
    **_PLACES,
    **{SHIFT + place: f"Shift {label}" for place, label in _PLACES.items()},
    "Shift+Slash": "?",
    "Enter": "Enter",
}
# Moving, leaving, activating and scrolling are the browser's and the screen reader's, and so are
# the keys that open a browser's quick find; a page that took them would shut readers in.
_OWNED = frozenset(
    "Tab Escape Space Enter Backspace Delete Insert Home End PageUp PageDown CapsLock NumLock"
    " ScrollLock ContextMenu PrintScreen Pause Slash Quote ArrowUp ArrowDown ArrowLeft ArrowRight"
    " ShiftLeft ShiftRight ControlLeft ControlRight AltLeft AltRight MetaLeft MetaRight".split()
    + [f"F{number}" for number in range(1, 25)]
)


def keys_in_force(kept: Mapping[str, Any]) -> dict[str, str]:
    """The key of every action, from what a reader changed.

    What was kept stays true when actions are added: a key that the reader gave to one action is
    not also the usual key of another.
    """
    changed = {
        action.name: key
        for action in ACTIONS
        if isinstance(key := kept.get(action.name), str) and _may_be(action, key)
    }
    taken = set(changed.values())
    return {
        action.name: changed.get(action.name, "" if action.key in taken else action.key)
        for action in ACTIONS
    }


def changes(keys: Mapping[str, str]) -> dict[str, str]:
    """What is to be kept of a key for every action: those that are not the usual ones."""
    return {name: key for name, key in keys.items() if key != BY_NAME[name].key}


def choose(wished: Mapping[str, Any], kept: Mapping[str, Any] | None = None) -> Choice:
    """Read the keys that a reader asks for; what is left out stays as it was `kept`.

    Actions and keys that do not exist are ignored. Keys that are not ours to give, and one key
    for two actions, are faults.
    """
    keys = keys_in_force(kept or {})
    faults: list[Fault] = []
    for action in ACTIONS:
        key = wished.get(action.name)
        if not isinstance(key, str):
            continue
        if _may_be(action, key):
            keys[action.name] = key
        elif _place(key) in _OWNED:
            faults.append(Fault(action.name, _refusal(key)))
    return Choice(keys, (*faults, *_clashes(keys)))


def groups(actions: Iterable[Action] = ACTIONS) -> dict[str, list[Action]]:
    """Actions under the names of their groups, in their order."""
    found: dict[str, list[Action]] = {}
    for action in actions:
        found.setdefault(action.group, []).append(action)
    return found


def _clashes(keys: Mapping[str, str]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for name, key in keys.items():
        other = first.setdefault(key, name)
        if key and other != name:
            does = f"“{BY_NAME[other].does}” and “{BY_NAME[name].does}”"
            yield Fault(name, f"{LABELS[key]} is both {does}.")


def _may_be(action: Action, key: str) -> bool:
    """Enter opens, as everywhere, and does nothing else."""
    return key == "" or key == action.key or (key in LABELS and _place(key) not in _OWNED)


def _place(key: str) -> str:
    return key.removeprefix(SHIFT)


def _refusal(key: str) -> str:
    return f"{LABELS.get(key, key)} belongs to the browser or the screen reader."


FREE: Mapping[str, str] = {key: label for key, label in LABELS.items() if _place(key) not in _OWNED}
