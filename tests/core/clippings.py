"""The cases of newspapers' texts: tests/cases/clippings, the paragraphs in stock.yml put in."""

import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from app.core.importing import Converted, Fact, Form

FOLDER = Path(__file__).parents[1] / "cases" / "clippings"
_NAMED = re.compile(r"^(¶\d|段\d)(?=\r?$)", re.MULTILINE)


def _read(name: str) -> Any:
    return YAML(typ="safe").load(FOLDER / f"{name}.yml")


STOCK: dict[str, str] = _read("stock")
FILES = sorted(path.stem for path in FOLDER.glob("*.yml") if path.stem != "stock")
CASES: list[dict[str, Any]] = [case for name in FILES for case in _read(name)]


def filled(text: str) -> str:
    return _NAMED.sub(lambda name: STOCK[name[1]], text)


def converted(case: dict[str, Any]) -> Converted:
    given = {
        name: Fact(value, "the file's properties", is_guessed=False)
        for name, value in case.get("given", {}).items()
    }
    return Converted("card.txt", Form(case.get("form", "plain")), filled(case["text"]), given)
