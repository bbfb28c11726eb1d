"""The layer of cable codes against the telegram it explains."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from app.core.anchoring import Quote, match
from app.core.blocks import read_blocks
from app.core.markdown import render_reading
from app.core.matching import Form, Matcher

ROOT = Path(__file__).parents[1]
TELEGRAM = "embassy-cable-residence-permits"
NO_CODES = {  # a city, the words of the subject and the classifier's name
    *("BEIJING", "RESIDENCE", "PERMIT", "REFORM", "OLD", "WINE", "IN", "NEW", "BOTTLE"),
    *("VEXES", "CHINA", "MIGRANTS", "Susan", "Thornton"),
}


@pytest.fixture(scope="module")
def layer() -> dict[str, Any]:
    pack: dict[str, Any] = YAML(typ="safe").load(ROOT / "annotations/cable-codes.yml")
    return pack


@pytest.fixture(scope="module")
def telegram() -> str:
    source = (ROOT / f"readings/{TELEGRAM}.md").read_text("utf-8").split("---\n", 2)[2]
    return read_blocks(render_reading(source)).text


def test_every_code_in_the_heading_has_a_card(layer: dict[str, Any], telegram: str) -> None:
    heading = telegram[: telegram.index("Summary")]
    places = [(hit.start, hit.end) for hit in Matcher(automatic_forms(layer)).find(heading)]
    places += [find(telegram, ruling) for ruling in layer["rulings"]]
    explained = {at for start, end in places for at in range(start, end)}
    words = re.finditer(r"\w{2,}|\bO\b", heading)
    unexplained = [w.group() for w in words if not explained.issuperset(range(*w.span()))]
    assert set(unexplained) <= NO_CODES


def test_every_note_stands_in_the_telegram_once(layer: dict[str, Any], telegram: str) -> None:
    for note in layer["notes"]:
        start, end = find(telegram, note)
        around = telegram[max(0, start - 32) : end + 32]
        quote = note["quote"]
        assert quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "") in around


def test_the_codes_mark_no_ordinary_word_in_another_reading(layer: dict[str, Any]) -> None:
    matcher = Matcher(automatic_forms(layer))
    for path in (ROOT / "readings").glob("*.md"):
        if path.stem != TELEGRAM:
            assert matcher.find(path.read_text("utf-8")) == []


def automatic_forms(layer: dict[str, Any]) -> list[Form]:
    forms = [form for term in layer["terms"] for form in term["forms"]]
    return [
        Form(form["text"], form.get("case") == "exact", form.get("whole_word", True))
        for form in forms
        if form.get("auto", True)
    ]


def find(text: str, anchored: dict[str, Any]) -> tuple[int, int]:
    return match(text, Quote(**anchored["quote"]))
