"""How a reader wants pages to look, sound and obey: one value, kept as a mapping of what is not as
usual.

>>> Preferences.from_mapping({"theme": "sepia", "size": "9", "colour": "red"}).chosen()
{'theme': 'sepia'}
>>> Preferences(theme="sepia", keys={"reply": "KeyZ"}).to_mapping()
{'theme': 'sepia', 'keys': {'reply': 'KeyZ'}}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.core.keys import changes, keys_in_force

Choices = Mapping[str, str]  # value -> what it is called

# In the order in which a reader looks for them, whichever is the usual one.
LOOKS: Mapping[str, Choices] = {
    "theme": {
        "system": "As the system",
        "light": "Light",
        "sepia": "Sepia",
        "dark": "Dark",
        "contrast": "High contrast",
    },
    "size": {"1": "Smallest", "2": "Small", "3": "Usual", "4": "Large", "5": "Largest"},
    "leading": {"close": "Close", "usual": "Usual", "open": "Open"},
    "measure": {"narrow": "Narrow", "usual": "Usual", "wide": "Wide"},
    "lines": {"ragged": "Ragged", "justified": "Justified"},
    "hyphens": {"on": "On", "off": "Off"},
}
BY_KEY_AND_EAR: Mapping[str, Choices] = {
    "shortcuts": {"on": "On", "off": "Off"},
    "announce": {"on": "Announced", "off": "Silent"},
}
CHOICES: Mapping[str, Choices] = {**LOOKS, **BY_KEY_AND_EAR}
NAMES: Mapping[str, str] = {
    "theme": "Colours",
    "size": "Size of the text",
    "leading": "Space between lines",
    "measure": "Length of the lines",
    "lines": "End of the lines",
    "hyphens": "Hyphens",
    "shortcuts": "Single keys",
    "announce": "Marks, notes and terms, for screen readers",
}


@dataclass(frozen=True, slots=True)
class Preferences:
    """Each field is a value of its `CHOICES`; what stands here is as usual.
    Besides, the `keys` that are not the usual ones, by action."""

    theme: str = "system"
    size: str = "3"
    leading: str = "usual"
    measure: str = "usual"
    lines: str = "ragged"
    hyphens: str = "on"
    shortcuts: str = "on"
    announce: str = "off"
    keys: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Preferences:
        """Read what was kept or sent. What is not known, or no choice, is left as usual."""
        known = {
            name: value
            for name, choices in CHOICES.items()
            if isinstance(value := mapping.get(name), str) and value in choices
        }
        keys = mapping.get("keys")
        changed = changes(keys_in_force(keys)) if isinstance(keys, Mapping) else {}
        return cls(**known, keys=changed)

    def with_keys(self, keys: Mapping[str, str]) -> Preferences:
        return replace(self, keys=changes(keys_in_force(keys)))

    def chosen(self) -> dict[str, str]:
        """Only what differs from the usual: what is not there may change its default."""
        usual = Preferences()
        return {
            name: value
            for name in CHOICES
            if (value := getattr(self, name)) != getattr(usual, name)
        }

    def to_mapping(self) -> dict[str, Any]:
        """What is to be kept."""
        return {**self.chosen(), **({"keys": dict(self.keys)} if self.keys else {})}

    @property
    def color_scheme(self) -> str:
        """What the browser draws its own parts in."""
        return {"light": "light", "sepia": "light", "dark": "dark"}.get(self.theme, "light dark")
