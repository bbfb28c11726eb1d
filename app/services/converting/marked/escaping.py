r"""Text written so that Markdown reads it as text.

>>> escaped("2 * 3 * 4 [1](x) a_b <b> R&D")
'2 \\* 3 \\* 4 [1\\](x) a_b &lt;b> R&D'
>>> begun("1. May was cold")
'1\\. May was cold'
"""

import re

_SPECIAL = (
    (re.compile(r"\\(?=[\\`*_{}\[\]()>#+.!|-]|$)"), r"\\\\"),
    (re.compile(r"[`*{]"), r"\\\g<0>"),
    (re.compile(r"(?<![^\W_])_|_(?![^\W_])"), r"\\_"),  # between letters it is no emphasis
    (re.compile(r"\[(?=\^)"), r"\\["),
    (re.compile(r"\](?=[(\[:]|\s*\[|$)"), r"\\]"),
    (re.compile(r"&(?=#|\w+;)"), "&amp;"),
    (re.compile(r"<(?=[A-Za-z/!?]|$)"), "&lt;"),
)
_BEGINNINGS = (
    (re.compile(r"(\d+)\.(?=\s|$)"), r"\1\\."),
    (re.compile(r"(?:[-+](?=\s|$|[-+ ]*$))|[>#]"), r"\\\g<0>"),
    (re.compile(r"(?=[-=]{2,}\s*$)"), "\u200b"),
    (re.compile(r":(?=\s)"), "&#58;"),
    (re.compile(r"\|"), r"\\|"),
)


def escaped(text: str) -> str:
    """A piece of text inside a line."""
    for pattern, replacement in _SPECIAL:
        text = pattern.sub(replacement, text)
    return text


def begun(text: str) -> str:
    """Lines that begin as a list, a heading or a quotation would, but are none."""
    return "\n".join(_begun(line) for line in text.split("\n"))


def _begun(line: str) -> str:
    for pattern, replacement in _BEGINNINGS:
        if found := pattern.match(line):
            return found.expand(replacement) + line[found.end() :]
    return line
