"""Telegrams decoded from the command line."""

import json
from pathlib import Path

from click.testing import Result
from flask import Flask

TEXT = "P 300915Z JAN 08\nFM AMEMBASSY BEIJING\n???\nTAGS: CH\nSUBJECT: A CARD\n\n1. (U) One.\n"


def run(app: Flask, path: Path) -> Result:
    return app.test_cli_runner().invoke(args=["cables", "decode", str(path)])


def test_its_structure_is_printed_as_json_with_what_could_not_be_read(
    app: Flask, tmp_path: Path
) -> None:
    (tmp_path / "cable.txt").write_text(TEXT)
    said = json.loads(run(app, tmp_path / "cable.txt").output)
    assert (said["origin"], said["sent"]) == ("AMEMBASSY BEIJING", "2008-01-30T09:15Z")
    assert said["tags"] == [{"code": "CH", "kind": "country", "meaning": "China", "person": ""}]
    assert said["unread"] == [{"number": 3, "text": "???", "part": "unread"}]
    assert said["paragraphs"][0]["mark"] == "U"
    assert said["in_words"].startswith("Priority, from Embassy Beijing, 30 January 2008")
    assert said["findings"] == []


def test_a_file_that_is_missing_or_no_text_is_named(app: Flask, tmp_path: Path) -> None:
    for path, content, says in (
        (tmp_path / "none.txt", None, "No such file"),
        (tmp_path / "bytes.txt", b"a\0b", "no text"),
    ):
        if content is not None:
            path.write_bytes(content)
        result = run(app, path)
        assert result.exit_code == 1
        assert str(path) in result.output
        assert says in result.output
