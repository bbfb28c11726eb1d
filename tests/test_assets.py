"""What browsers are sent of static/, at which address, and the weight of it all."""

import gzip
import re
from pathlib import Path

from app.assets import SCRIPT, SHEET, gathered

STATIC = Path(__file__).parent.parent / "static"
HTMX = "vendor/htmx-4.0.1.min.js"
HEAVIEST = 60_000  # bytes of all JavaScript and CSS of a page, by gzip: a second on a poor line


def test_what_the_sheet_asks_for_is_at_the_address_of_its_content() -> None:
    found = gathered(STATIC)
    asked = re.findall(r'url\("\.\./\.\./([0-9a-f]+)/([^"]+)"\)', found[SHEET].body.decode())
    assert asked
    assert all(found[path].digest == digest for digest, path in asked)
    assert 'url("../fonts' not in found[SHEET].body.decode()


def test_a_changed_file_has_another_address_and_the_others_keep_theirs(tmp_path: Path) -> None:
    for path in (SHEET, SCRIPT, "icon.svg"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("")
    before = dict(gathered(tmp_path))
    (tmp_path / SCRIPT).write_text("alert();")
    gathered.cache_clear()
    now = gathered(tmp_path)
    assert [path for path in now if now[path].digest != before[path].digest] == [SCRIPT]


def test_what_is_zipped_says_the_same_and_is_smaller() -> None:
    for path, asset in gathered(STATIC).items():
        if asset.zipped:
            assert gzip.decompress(asset.zipped) == asset.body
            assert len(asset.zipped) < len(asset.body), path
        else:
            assert path.endswith(".woff2")


def test_all_scripts_and_styles_of_a_page_weigh_little() -> None:
    found = gathered(STATIC)
    weight = {path: len(found[path].zipped) for path in (SHEET, SCRIPT, HTMX)}
    assert sum(weight.values()) <= HEAVIEST, weight
