"""One sheet of many parts, one script of many modules."""

import re
from pathlib import Path

import pytest

from app.bundling import one_script, one_sheet

STATIC = Path(__file__).parent.parent / "static"


def test_a_part_keeps_its_layer_and_its_medium() -> None:
    parts = {"a.css": "p { margin: 0; }", "b.css": "/* Black. */\na { color: black; }"}
    sheet = '@layer a, b;\n@import url("a.css") layer(a);\n@import url("b.css") layer(b) print;\n'
    assert one_sheet(sheet, parts.get) == (
        "@layer a, b;\n@layer a {\np { margin: 0; }\n}\n"
        "@layer b {\n@media print {\na { color: black; }\n}\n}\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        '@import url("missing.css") layer(a);',
        '@import "a.css" layer(a);',
        '@import url("a.css");',
        '@import url("a.css") layer(a) supports(display: grid) print',
    ],
)
def test_an_import_that_would_be_lost_stops_the_start(line: str) -> None:
    with pytest.raises(ValueError, match=r"missing\.css|an import in a sheet reads"):
        one_sheet(line, {"a.css": ""}.get)


MODULES = {
    "a.js": """
// What goes.
import * as c from "./c.js";
import {
  one,
  two as zwei,
} from "./b.js";
import "./d.js"; // for what it does
const text = `
// what stays`;
/** Also goes. */
export function show() {
  say(one, zwei(), c.name, text); // a word beside
}
""",
    "b.js": 'import { name } from "./c.js";\nexport const one = name + 1;\n'
    "export async function later() {}\nexport function two() { return 2; }",
    "c.js": 'say("c");\nexport const name = "c";\nexport class Thing {}',
    "d.js": 'const name = "d";\nsay(name);',
}


def test_modules_run_once_each_after_what_it_imports() -> None:
    script = one_script('import { show } from "./a.js";\nshow();', MODULES.get)
    order = re.findall(r"^const \$(\w+) =", script, re.MULTILINE)
    assert order == ["c", "b", "d", "a"]
    assert "const { one, two: zwei, } = $b;" in script
    assert "const c = $c;" in script
    assert "return { one, later, two };" in script
    assert "goes" not in script


@pytest.mark.parametrize(
    "source",
    [
        'import thing from "./c.js";',
        'import { a } from "https://elsewhere.example/a.js";',
        'import { a } from "./missing.js";',
        "export default 1;",
        "export let changes = 1;",
        "export { name };",
        'const c = await import("./c.js");',
        "await something;",
        "say(import.meta.url);",
    ],
)
def test_a_module_of_another_shape_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"cannot be put|there is no"):
        one_script(source, MODULES.get)


def test_modules_that_import_each_other_are_refused() -> None:
    circle = {"a.js": 'import "./b.js";', "b.js": 'import "./a.js";'}
    with pytest.raises(ValueError, match="a → b → a"):
        one_script('import "./a.js";', circle.get)


def test_every_module_is_in_the_script() -> None:
    folder = STATIC / "js"
    found: set[str] = set()

    def read(name: str) -> str:
        found.add(name)
        return (folder / name).read_text()

    one_script((folder / "interleaf.js").read_text(), read)
    assert found == {path.name for path in folder.glob("*.js")} - {"interleaf.js"}
