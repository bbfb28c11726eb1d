"""One sheet of many parts, modules found from the first, and the weight of it all."""

import gzip
import re
from pathlib import Path

import pytest

from app.assets import SHEET, gathered, modules, together

STATIC = Path(__file__).parent.parent / "static"
ENTRY = "js/interleaf.js"
HTMX = "vendor/htmx-4.0.1.min.js"
HEAVIEST = 60_000  # bytes of all JavaScript and CSS of a page, by gzip: a second on a poor line


def test_every_part_of_the_sheet_is_in_it() -> None:
    sheet = gathered(STATIC)[SHEET].body.decode()
    for part in (STATIC / "css").glob("*.css"):
        if part.name != Path(SHEET).name:
            said = re.split(r'url\("[^"]+"\)', part.read_text())
            assert all(piece in sheet for piece in said), part.name
    assert "@import" not in sheet


def test_a_part_keeps_its_layer_and_its_medium() -> None:
    parts = {"a.css": "p { margin: 0; }", "b.css": "a { color: black; }"}
    sheet = '@layer a, b;\n@import url("a.css") layer(a);\n@import url("b.css") layer(b) print;\n'
    assert together(sheet, parts.get) == (
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
        together(line, {"a.css": ""}.get)


def test_what_the_sheet_asks_for_is_at_the_address_of_its_content() -> None:
    found = gathered(STATIC)
    asked = re.findall(r'url\("\.\./\.\./([0-9a-f]+)/([^"]+)"\)', found[SHEET].body.decode())
    assert asked
    assert all(found[path].digest == digest for digest, path in asked)
    assert 'url("../fonts' not in found[SHEET].body.decode()


def test_every_module_is_found_from_the_first() -> None:
    found = modules(STATIC, ENTRY)
    assert found[0] == ENTRY
    assert sorted(found) == sorted(f"js/{path.name}" for path in (STATIC / "js").glob("*.js"))


def test_a_changed_file_has_another_address_and_the_others_keep_theirs(tmp_path: Path) -> None:
    for path in ("css/interleaf.css", "js/a.js", "js/b.js", "icon.svg"):
        (tmp_path / "before" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "before" / path).write_text("/* before */")
    (tmp_path / "before").rename(tmp_path / "now")
    before = dict(gathered(tmp_path / "now"))
    (tmp_path / "now" / "js" / "a.js").write_text("/* now */")
    gathered.cache_clear()
    now = gathered(tmp_path / "now")
    assert {path for path in now if now[path].digest != before[path].digest} == {
        "js/a.js",
        "js/b.js",  # which may import it by name, at the address where it lies itself
    }


def test_what_is_zipped_says_the_same_and_is_smaller() -> None:
    for path, asset in gathered(STATIC).items():
        if asset.zipped:
            assert gzip.decompress(asset.zipped) == asset.body
            assert len(asset.zipped) < len(asset.body), path
        else:
            assert path.endswith(".woff2")


def test_all_scripts_and_styles_of_a_page_weigh_little() -> None:
    found = gathered(STATIC)
    weight = {path: len(found[path].zipped) for path in [SHEET, HTMX, *modules(STATIC, ENTRY)]}
    assert sum(weight.values()) <= HEAVIEST, weight
