r"""One sheet of many parts, one script of many modules: what they say, said in one file.

A sheet's imports become blocks, in the same layer and for the same medium:

    >>> one_sheet('@import url("a.css") layer(base) print;', {"a.css": "p { margin: 0; }"}.get)
    '@layer base {\n@media print {\np { margin: 0; }\n}\n}'

A module becomes a function that is called once and gives what it exports:

    >>> modules = {"b.js": "export const b = alert;"}
    >>> print(one_script('import { b } from "./b.js";\nb();', modules.get))
    const $b = (() => {
    const b = alert;
    return { b };
    })();
    (() => {
    const { b } = $b;
    b();
    })();

That is the same as long as no two modules import each other, no export changes after its module
has run, and imports and exports have the few shapes that ours have. What has not is refused, with
`ValueError`. Comments go that have lines to themselves.
"""

import re
from collections.abc import Callable

Read = Callable[[str], str | None]  # a part or module, by its name

_SHEET_IMPORT = re.compile(
    r'^@import url\("(?P<part>[\w-]+\.css)"\) layer\((?P<layer>[\w-]+)\)(?: (?P<media>[^;]+))?;$',
    re.MULTILINE,
)
_SHEET_COMMENT = re.compile(r"^\s*/\*(?:[^*]|\*(?!/))*\*/\n?", re.MULTILINE)
_INDENT = re.compile(r"\n\s+")
_IMPORT = re.compile(
    r'^import (?:(?:\* as (?P<all>\w+)|(?P<some>\{[^}]*\})) from )?"\./(?P<name>[\w-]+)\.js";.*\n',
    re.MULTILINE,
)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class)\*? (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.MULTILINE)
_REFUSED = re.compile(r"^(?:import|export)\b|\bimport[.(]|^await\b", re.MULTILINE)


def one_sheet(sheet: str, read: Read) -> str:
    """Put each part that a sheet imports in the place of its import."""
    whole = _SHEET_IMPORT.sub(lambda found: _layered(read(found["part"]), found), sheet)
    if "@import" in whole:
        raise ValueError('an import in a sheet reads: @import url("part.css") layer(name);')
    return _INDENT.sub("\n", _SHEET_COMMENT.sub("", whole))


def one_script(entry: str, read: Read) -> str:
    """Put all modules that a module imports before it, in the order in which they would run."""
    done: dict[str, str] = {}
    return "\n".join([*_needed(entry, read, done, ()), _body(entry)]).replace("\n\n", "\n")


def _layered(part: str | None, found: re.Match[str]) -> str:
    if part is None:
        raise ValueError(f"there is no {found['part']}")
    body = f"@media {found['media']} {{\n{part}\n}}" if found["media"] else part
    return f"@layer {found['layer']} {{\n{body}\n}}"


def _needed(source: str, read: Read, done: dict[str, str], path: tuple[str, ...]) -> list[str]:
    """The modules that a source needs and that are not done yet, each after what it needs."""
    pieces: list[str] = []
    for name in [found["name"] for found in _IMPORT.finditer(source + "\n")]:
        if name in path:
            raise ValueError(f"modules import each other: {' → '.join([*path, name])}")
        if name in done:
            continue
        module = read(f"{name}.js")
        if module is None:
            raise ValueError(f"there is no {name}.js")
        pieces += _needed(module, read, done, (*path, name))
        done[name] = f"const {_variable(name)} = {_body(module)}"
        pieces.append(done[name])
    return pieces


def _body(source: str) -> str:
    """A module as a function, called at once, that gives what it exports."""
    source = _COMMENT.sub("", source + "\n")
    imports = [_taken(found) for found in _IMPORT.finditer(source)]
    exports = _EXPORT.findall(source)
    rest = _EXPORT.sub("", _IMPORT.sub("", source)).strip()
    if refused := _REFUSED.search(rest):
        line = rest[refused.start() :].partition("\n")[0]
        raise ValueError(f"a module cannot be put into one script with others for: {line}")
    given = [f"return {{ {', '.join(exports)} }};"] if exports else []
    return "\n".join(["(() => {", *filter(None, imports), rest, *given, "})();"])


def _taken(found: re.Match[str]) -> str:
    """What an import takes, from the variable of its module."""
    if found["all"]:
        return f"const {found['all']} = {_variable(found['name'])};"
    if found["some"]:
        names = re.sub(r"\s+as\s+", ": ", " ".join(found["some"].split()))
        return f"const {names} = {_variable(found['name'])};"
    return ""


def _variable(name: str) -> str:
    return "$" + name.replace("-", "_")
