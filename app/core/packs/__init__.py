"""Packs: a reading or a layer as a file, and back.

A reading is Markdown under YAML front matter, a layer is YAML; both follow a published JSON
Schema. What is wrong with a file is said with its line:

    >>> try:
    ...     parse_reading("readings/a.md", b"no front matter", {})
    ... except PackFaults as found:
    ...     print(found.faults[0])
    readings/a.md:1: a reading pack begins with front matter between two lines of ---
"""

from app.core.packs.faults import Fault, Level, PackFaults
from app.core.packs.layer import LayerPack, parse_layer, write_layer
from app.core.packs.links import Known, dangling, dead_anchors
from app.core.packs.reading import ReadingPack, parse_reading, write_reading

__all__ = [
    "Fault",
    "Known",
    "LayerPack",
    "Level",
    "PackFaults",
    "ReadingPack",
    "dangling",
    "dead_anchors",
    "parse_layer",
    "parse_reading",
    "write_layer",
    "write_reading",
]
