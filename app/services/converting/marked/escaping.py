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
    (re.compile(r"!(?=\[|$)"), r"\\!"),  # a link after it would be a picture
    (re.compile(r"\](?=[(\[:]|\s*\[|$)"), r"\\]"),
    (re.compile(r"&(?=#|\w+;)"), "&amp;"),
    (re.compile(r"<(?=[A-Za-z/!?]|$)"), "&lt;"),
)
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_PIPE = re.compile(r"(\\*)\|")
_BEGINNINGS = (
    (re.compile(r"(\d+)\.(?=\s|$)"), r"\1\\."),
    (re.compile(r"(?:[-+](?=\s|$|[-+ ]*$))|[>#]"), r"\\\g<0>"),
    (re.compile(r"=(?==*\s*$)"), "&#61;"),
    (re.compile(r"\[(?=[^\[\]\n]*\]:)"), r"\\["),  # it would define a link
    (re.compile(r":(?=\s)"), "&#58;"),
    (re.compile(r"\|"), r"\\|"),
)


def escaped(text: str) -> str:
    """A piece of text inside a line."""
    for pattern, replacement in _SPECIAL:
        text = pattern.sub(replacement, text)
    return text


def in_link(text: str) -> str:
    """Escaped text between the brackets of a link."""
    return _BRACKET.sub(r"\\\g<0>", text)


def in_cell(text: str) -> str:
    """Escaped text in a table that is written with pipes."""
    return _PIPE.sub(lambda pipe: r"\|" if not pipe[1] else f"{pipe[1]}&#124;", text)


def begun(text: str) -> str:
    """Lines that begin as a list, a heading or a quotation would, but are none."""
    return "\n".join(_begun(line) for line in text.split("\n"))


def _begun(line: str) -> str:
    for pattern, replacement in _BEGINNINGS:
        if found := pattern.match(line):
            return found.expand(replacement) + line[found.end() :]
    return line
