"""A value held against a JSON Schema: the only module that imports jsonschema.

>>> from app.core.packs.yaml import read_yaml
>>> schema = {"type": "object", "properties": {"hue": {"type": "integer"}}}
>>> list(violations(read_yaml("glyph: 户\\nhue: red"), schema))
[(2, 'hue: “red” must be of type integer')]
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from json import dumps, loads
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match

from app.core.dates import SHAPE, is_date
from app.core.packs.yaml import Sourced

SHOWN = 60  # characters of a wrong value that a message repeats
CALENDAR = "calendar date"  # in our schemas, beside the pattern that says how a date is written
_FORMATS = FormatChecker(formats=())


@_FORMATS.checks(CALENDAR)
def _is_in_calendar(value: object) -> bool:
    """What is not even written as a date is the pattern's fault."""
    return not isinstance(value, str) or not SHAPE.match(value) or is_date(value)


def violations(sourced: Sourced, schema: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield (line, message) for all that a schema does not allow."""
    validator = _validator(dumps(schema))
    for error in validator.iter_errors(sourced.value):
        yield from _told(sourced, error)


@lru_cache(maxsize=8)
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(loads(schema), format_checker=_FORMATS)


def _told(sourced: Sourced, error: ValidationError) -> Iterator[tuple[int, str]]:
    if not _is_choice_of_keys(error):
        error = best_match([error]) or error
    path = tuple(error.absolute_path)
    unknown = _unknown_keys(error)
    for key in unknown:
        yield sourced.line(*path, key), f"{_name(path, key)}: is not a known key here"
    if not unknown:
        yield sourced.line(*path), f"{_name(path)}: {_message(error)}"


def _unknown_keys(error: ValidationError) -> list[str]:
    """The keys that `additionalProperties` or `unevaluatedProperties` refuse."""
    instance: Any = error.instance
    schema: Any = error.schema
    if error.validator == "additionalProperties":
        return [key for key in instance if key not in schema.get("properties", {})]
    if error.validator == "unevaluatedProperties":
        return [key for key in instance if repr(key) in error.message]
    return []


def _is_choice_of_keys(error: ValidationError) -> bool:
    alternatives: Any = error.validator_value
    return error.validator == "oneOf" and all(each.keys() == {"required"} for each in alternatives)


def _name(path: tuple[str | int, ...], *more: str) -> str:
    words = [f"{part + 1}." if isinstance(part, int) else part for part in (*path, *more)]
    return " ".join(words) or "the file"


def _message(error: ValidationError) -> str:
    if error.validator is None:  # the schema `false`
        return "does not belong here"
    tell = _MESSAGES.get(str(error.validator))
    return tell(error) if tell else error.message[: 4 * SHOWN]


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else dumps(value, ensure_ascii=False)
    return f"“{text if len(text) <= SHOWN else text[:SHOWN] + '…'}”"


def _one_of(error: ValidationError) -> str:
    alternatives: Any = error.validator_value
    if not _is_choice_of_keys(error):
        return error.message[: 4 * SHOWN]
    return (
        f"must have either {' or '.join('“' + each['required'][0] + '”' for each in alternatives)}"
    )


def _enum(error: ValidationError) -> str:
    allowed: Any = error.validator_value
    return f"{_shown(error.instance)} must be one of: {', '.join(map(str, allowed))}"


def _type(error: ValidationError) -> str:
    wanted = error.validator_value
    wanted = " or ".join(wanted) if isinstance(wanted, list) else wanted
    hint = ": put it in quotation marks" if wanted == "string" and _is_number(error) else ""
    return f"{_shown(error.instance)} must be of type {wanted}{hint}"


def _is_number(error: ValidationError) -> bool:
    return isinstance(error.instance, int | float)


_MESSAGES: Mapping[str, Callable[[ValidationError], str]] = {
    "required": lambda error: (
        error.message.replace("'", "“", 1)
        .replace("'", "”", 1)
        .replace("is a required property", "is missing")
    ),
    "type": _type,
    "enum": _enum,
    "oneOf": _one_of,
    "const": lambda error: f"{_shown(error.instance)} must be {error.validator_value}",
    "pattern": lambda error: (
        f"{_shown(error.instance)} is not written as {error.validator_value} asks"
    ),
    "format": lambda error: f"{_shown(error.instance)} is no date",
    "minLength": lambda error: "must not be empty",
    "minItems": lambda error: "must not be empty",
    "maxLength": lambda error: (
        f"{_shown(error.instance)} is longer than {error.validator_value} characters"
    ),
}
