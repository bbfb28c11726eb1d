"""Packs on the disk."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from app.core.packs import (
    Fault,
    Known,
    LayerPack,
    PackFaults,
    ReadingPack,
    parse_layer,
    parse_reading,
)
from app.settings import ROOT

READINGS, LAYERS = ROOT / "readings", ROOT / "annotations"
READING_SCHEMA = READINGS / "reading.schema.json"
LAYER_SCHEMA = LAYERS / "layer.schema.json"
SUFFIXES = frozenset({".md", ".yml", ".yaml"})
Pack = TypeVar("Pack", ReadingPack, LayerPack)


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs that can be read, and the faults of those that cannot."""

    readings: tuple[ReadingPack, ...]
    layers: tuple[LayerPack, ...]
    faults: tuple[Fault, ...] = ()

    def added_to(self, known: Known) -> Known:
        """What these packs hold may be named, beside what is known already."""
        for reading in self.readings:
            known.add_reading(reading)
        for layer in self.layers:
            known.add_layer(layer)
        return known


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The readings (*.md) and layers (*.yml) among files and in folders, in order. A README is
    neither."""
    found = (file for path in paths for file in (path.iterdir() if path.is_dir() else [path]))
    return sorted(f for f in found if f.suffix in SUFFIXES and f.stem.upper() != "README")


def read_packs(files: Sequence[Path]) -> Packs:
    faults: list[Fault] = []
    readings = [file for file in files if file.suffix == ".md"]
    layers = [file for file in files if file.suffix != ".md"]
    return Packs(
        tuple(_parsed(readings, parse_reading, schema_at(READING_SCHEMA), faults)),
        tuple(_parsed(layers, parse_layer, schema_at(LAYER_SCHEMA), faults)),
        (*faults, *_same_name(readings), *_same_name(layers)),
    )


@cache
def schema_at(path: Path) -> Mapping[str, Any]:
    schema: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def shown(path: Path) -> str:
    """A path as its author writes it: from the project's folder where it is inside."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _parsed(
    files: Sequence[Path],
    parse: Callable[[str, bytes, Mapping[str, Any]], Pack],
    schema: Mapping[str, Any],
    faults: list[Fault],
) -> Iterator[Pack]:
    for file in files:
        try:
            yield parse(shown(file), file.read_bytes(), schema)
        except PackFaults as found:
            faults += found.faults
        except OSError as error:
            faults.append(Fault(shown(file), 1, error.strerror or str(error)))


def _same_name(files: Sequence[Path]) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for file in files:
        seen[file.stem] += 1
        if seen[file.stem] == 2:
            yield Fault(shown(file), 1, f"there is another pack named {file.stem}")
