"""How a reader wants pages to look: one value, kept as a mapping of what is not as usual.

>>> Preferences.from_mapping({"theme": "sepia", "size": "9", "colour": "red"})
Preferences(theme='sepia', size='3', leading='usual', measure='usual', lines='ragged', hyphens='on')
>>> Preferences(theme="sepia").to_mapping()
{'theme': 'sepia'}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

Choices = Mapping[str, str]  # value -> what it is called

# In the order in which a reader looks for them, whichever is the usual one.
CHOICES: Mapping[str, Choices] = {
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
NAMES: Mapping[str, str] = {
    "theme": "Colours",
    "size": "Size of the text",
    "leading": "Space between lines",
    "measure": "Length of the lines",
    "lines": "End of the lines",
    "hyphens": "Hyphens",
}


@dataclass(frozen=True, slots=True)
class Preferences:
    """Each field is a value of its `CHOICES`; what stands here is as usual."""

    theme: str = "system"
    size: str = "3"
    leading: str = "usual"
    measure: str = "usual"
    lines: str = "ragged"
    hyphens: str = "on"

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Preferences:
        """Read what was kept or sent. What is not known, or no choice, is left as usual."""
        known = {
            name: value
            for name, choices in CHOICES.items()
            if isinstance(value := mapping.get(name), str) and value in choices
        }
        return cls(**known)

    def to_mapping(self) -> dict[str, str]:
        """Only what differs from the usual: what is not there may change its default."""
        usual = Preferences()
        return {
            field.name: value
            for field in fields(self)
            if (value := getattr(self, field.name)) != getattr(usual, field.name)
        }

    @property
    def color_scheme(self) -> str:
        """What the browser draws its own parts in."""
        return {"light": "light", "sepia": "light", "dark": "dark"}.get(self.theme, "light dark")
