"""Bytes of a text file to text, whatever wrote them.

>>> decoded("户口".encode("gb18030"))
('户口', 'Its characters are written as GB18030.')

UTF-8 is told by itself: other encodings hardly ever look like it. Of the others GB18030 is taken
where what comes out is mostly Chinese, else the encoding of Western Windows, which fits any bytes
but five.
"""

import codecs
import re

_MARKS = (  # the longer first: UTF-32's begins as UTF-16's does
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_HAN = re.compile("[\u4e00-\u9fff]")
_COMMON = re.compile("[的一是不在人有了和年中国]")  # in nearly every Chinese sentence
LEAST_HAN = 0.6  # of what is no ASCII, for bytes to be Chinese; the rest are its marks
SHORT = 40  # characters: as short a text may have none of the common ones
_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")


class NoText(ValueError):
    """The bytes are no text."""


def decoded(content: bytes) -> tuple[str, str]:
    """(text, what is to be told of its encoding). Lines end in one newline. Raises `NoText`."""
    text, encoding = _decoded(content)
    if _CONTROL.search(text):
        raise NoText("This is no text: it has characters that no text has.")
    told = "" if encoding == "UTF-8" else f"Its characters are written as {encoding}."
    return text.replace("\r\n", "\n").replace("\r", "\n"), told


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(codec), name
            except UnicodeDecodeError as error:
                raise NoText(f"This says that it is {name}, and is not.") from error
    for codec, name in (("utf-8", "UTF-8"), ("gb18030", "GB18030"), ("cp1252", "Windows-1252")):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec != "gb18030" or _is_chinese(text):
            return text, name
    raise NoText("The encoding of this text cannot be told: save it as UTF-8.")


def _is_chinese(text: str) -> bool:
    foreign = sum(not character.isascii() for character in text)
    han = len(_HAN.findall(text))
    is_sentence = len(text) > SHORT
    return han >= LEAST_HAN * foreign and (not is_sentence or bool(_COMMON.search(text)))
