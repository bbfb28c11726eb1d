"""What a converter found, on its way out of its process: as JSON, and nothing that could run.

Converted ─ dumped → bytes ─ loaded → Converted
"""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict
from typing import Any

from app.core.importing import Converted, Fact, Form, Picture

_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))  # not tab, line ends


def dumped(converted: Converted) -> bytes:
    """As UTF-8; characters that are no text are left out."""
    values = asdict(converted)
    for picture in values["pictures"]:
        picture["content"] = b64encode(picture["content"]).decode()
    return json.dumps(values).encode()


def loaded(content: bytes) -> Converted:
    """Raises `ValueError`, `KeyError` or `TypeError` for anything that is not as `dumped` made
    it."""
    values: dict[str, Any] = json.loads(content)
    return Converted(
        clean(values["name"]),
        Form(values["form"]),
        clean(values["text"]),
        {
            clean(name): Fact(clean(fact["value"]), clean(fact["basis"]), bool(fact["is_guessed"]))
            for name, fact in values["facts"].items()
        },
        tuple(
            Picture(**{**picture, "content": b64decode(picture["content"])})
            for picture in values["pictures"]
        ),
        tuple(clean(sentence) for sentence in values["told"]),
    )


def clean(text: str) -> str:
    r"""Without control characters and halves of characters, which no database takes.

    >>> clean("a\0b\ud800c")
    'abc'
    """
    return text.translate(_CONTROLS).encode(errors="ignore").decode()
