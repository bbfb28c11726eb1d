"""YAML with its lines, read safely and written: the only module that imports ruamel.yaml.

    >>> sourced = read_yaml("title: Hukou\\nforms:\\n  - 户口\\n")
    >>> sourced.value, sourced.line("forms", 0)
    ({'title': 'Hukou', 'forms': ['户口']}, 3)

Only plain values come out: no tags, no aliases (a few lines of them can stand for gigabytes), no
key twice in a mapping. Dates stay text.
"""

import math
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.scalarstring import LiteralScalarString

LARGEST = 2_000_000  # bytes: a hundred times a long layer
WIDTH = 4096  # characters: a line of text stays one line, so that a diff shows the changed one
Path = tuple[str | int, ...]


class Broken(ValueError):
    """The text is no YAML that is read here."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Sourced:
    """A value and the line (from 1) of every part of it; a part of a mapping stands at its key."""

    value: Any
    lines: Mapping[Path, int]

    def line(self, *path: str | int) -> int:
        """The line of a part, or of the nearest part around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines[path]


def decode(content: bytes) -> str:
    """The text of a file, in NFC, lines ended by newlines. Raises Broken."""
    if len(content) > LARGEST:
        raise Broken(1, f"the file is larger than {LARGEST:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Broken(line, "this is not UTF-8: save the file as UTF-8") from error
    if "\0" in text:
        raise Broken(text.count("\n", 0, text.index("\0")) + 1, "a NUL byte: is this a text file?")
    if not text.strip():
        raise Broken(1, "the file is empty")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def read_yaml(text: str, first_line: int = 1) -> Sourced:
    """Read one YAML document that begins at a line of its file. Raises Broken."""
    try:
        node = _yaml().compose(text)
        if node is None:
            raise Broken(first_line, "nothing is written here")
        return _Reader(text, first_line).read(node)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        raise Broken(first_line + line, f"broken YAML: {error.problem or error.context}") from error
    except YAMLError as error:  # a character that YAML does not allow
        at = getattr(error, "position", 0)
        line = first_line + text.count("\n", 0, at)
        reason = getattr(error, "reason", error)
        raise Broken(line, f"broken YAML: {reason}") from error
    except RecursionError as error:
        raise Broken(first_line, "broken YAML: nested too deep") from error


def write_yaml(value: Mapping[str, Any]) -> str:
    """Write plain values so that reading gives them back; texts of several lines as blocks."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(_literal(value), out)
    return out.getvalue()


def _yaml() -> YAML:
    return YAML(typ="safe", pure=True)


class _Reader:
    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.lines: dict[Path, int] = {}
        self.seen: set[int] = set()

    def read(self, node: Node) -> Sourced:
        self.lines[()] = self._line(node)
        return Sourced(self._value(node, ()), self.lines)

    def _value(self, node: Node, path: Path) -> Any:
        if id(node) in self.seen:
            raise Broken(self._alias_line(), "aliases are not read: write the value out again")
        self.seen.add(id(node))
        kind = str(node.tag).removeprefix("tag:yaml.org,2002:")
        if kind not in _SCALARS.keys() | {"map", "seq"}:
            raise Broken(self._line(node), f"the tag {node.tag} is not read")
        if isinstance(node, MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, SequenceNode):
            return [self._item(item, (*path, place)) for place, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)  # noqa: S101 - YAML knows no fourth kind
        return self._scalar(node, kind)

    def _pairs(self, node: MappingNode, path: Path) -> Iterator[tuple[str, Any]]:
        known: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                raise Broken(self._line(key), "a key must be a word")
            if key.value in known:
                raise Broken(self._line(key), f"“{key.value}” is given twice")
            known.add(key.value)
            self.lines[*path, key.value] = self._line(key)
            yield key.value, self._value(value, (*path, key.value))

    def _item(self, node: Node, path: Path) -> Any:
        self.lines[path] = self._line(node)
        return self._value(node, path)

    def _scalar(self, node: ScalarNode, kind: str) -> Any:
        try:
            return _SCALARS[kind](node.value)
        except (KeyError, ValueError) as error:
            raise Broken(self._line(node), f"“{node.value:.40}” is no {kind}") from error

    def _line(self, node: Node) -> int:
        return self.first_line + int(node.start_mark.line)

    def _alias_line(self) -> int:
        events = _yaml().parse(self.text)
        alias = next(event for event in events if isinstance(event, AliasEvent))
        return self.first_line + int(alias.start_mark.line)


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return int(text, 0)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


_SCALARS: Mapping[str, Callable[[str], Any]] = {
    "str": str,
    "timestamp": str,
    "int": _integer,
    "float": _finite,
    "bool": lambda text: text.lower() == "true",
    "null": lambda text: None,
}


def _literal(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _literal(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_literal(item) for item in value]
    return LiteralScalarString(value) if isinstance(value, str) and "\n" in value else value
