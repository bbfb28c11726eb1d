"""Read a mapping that came from a file, field by field, and name the field that is wrong.

>>> Fields({"scale": {"max": "many"}}, "points").row("scale", lambda scale: scale.number("max"))
Traceback (most recent call last):
ValueError: points.scale.max: must be a number
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

T = TypeVar("T")


class Fields:
    """One mapping and its path. Whatever is wrong raises a ValueError that begins with the path."""

    def __init__(self, mapping: object, path: str) -> None:
        if not isinstance(mapping, Mapping):
            raise ValueError(f"{path}: must be a mapping")
        self.mapping: Mapping[str, Any] = mapping
        self.path = path
        self._known: set[str] = set()

    def text(self, name: str) -> str:
        value = self.optional_text(name)
        if value is None:
            raise self.error(name, "is missing")
        return value

    def optional_text(self, name: str) -> str | None:
        value = self._get(name)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.error(name, "must be a text that is not empty")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._list(name)
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.error(name, "must be a list of texts")
        return tuple(values)

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.optional_choice(name, allowed)
        if value is None:
            raise self.error(name, "is missing")
        return value

    def optional_choice(self, name: str, allowed: tuple[str, ...]) -> str | None:
        value = self.optional_text(name)
        if value is not None and value not in allowed:
            raise self.error(name, f"must be one of: {', '.join(allowed)}")
        return value

    def number(self, name: str) -> Decimal | None:
        """An exact number: 10.5 read as a float is the Decimal 10.5."""
        value = self._get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise self.error(name, "must be a number")
        number = Decimal(str(value))
        if not number.is_finite():
            raise self.error(name, "must be a finite number")
        return number

    def row(self, name: str, build: Callable[[Fields], T]) -> T | None:
        """The mapping under `name`, built; an unknown field in it is an error."""
        value = self._get(name)
        return None if value is None else _built(value, f"{self.path}.{name}", build)

    def rows(self, name: str, build: Callable[[Fields], T]) -> tuple[T, ...]:
        """Each mapping of the list under `name`, built."""
        return tuple(
            _built(value, f"{self.path}.{name}[{place}]", build)
            for place, value in enumerate(self._list(name))
        )

    def close(self) -> None:
        """Call after the last field was read: what is left over is an error."""
        unknown = sorted(str(name) for name in self.mapping if name not in self._known)
        if unknown:
            raise self.error(unknown[0], "is not a known field")

    def error(self, name: str, problem: str) -> ValueError:
        return ValueError(f"{self.path}.{name}: {problem}")

    def _get(self, name: str) -> Any:
        self._known.add(name)
        return self.mapping.get(name)

    def _list(self, name: str) -> list[Any] | tuple[Any, ...]:
        value = self._get(name)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise self.error(name, "must be a list")
        return value


def _built(value: object, path: str, build: Callable[[Fields], T]) -> T:
    fields = Fields(value, path)
    built = build(fields)
    fields.close()
    return built
