"""Pages travel compressed, but for those that hold a secret, and once where they stay the same."""

import gzip
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from app.views.delivery import LONGEST_PADDING, zipped
from tests.conftest import Cast

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_is_compressed(cast: Cast, as_: As) -> None:
    client = as_(cast.ming)
    plain, answer = client.get(READING), client.get(READING, headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == plain.data
    assert len(answer.data) < len(plain.data) / 2
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert "Content-Encoding" not in plain.headers
    for each in (plain, answer):
        assert "Accept-Encoding" in each.headers["Vary"]


@pytest.mark.parametrize("path", ["/login", "/reset", "/courses/hukou/people"])
def test_a_page_with_a_secret_is_sent_as_it_is(cast: Cast, as_: As, path: str) -> None:
    client = as_(None if "courses" not in path else cast.ines)
    answer = client.get(path, headers=GZIP)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_slips_with_passwords_are_sent_as_they_are(cast: Cast, as_: As) -> None:
    answer = as_(cast.ines).post(
        "/courses/hukou/roster", data={"text": "name\nLi Hong\n"}, headers=GZIP
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in answer.headers


def test_the_length_of_a_page_does_not_tell_its_content_s_to_the_byte() -> None:
    lengths = {len(zipped(b"the same" * 1000)) for _ in range(200)}
    assert len(lengths) > LONGEST_PADDING / 4
    assert max(lengths) - min(lengths) <= LONGEST_PADDING + 1


def test_a_page_that_stayed_the_same_is_not_sent_again(cast: Cast, as_: As) -> None:
    client = as_(cast.ming)
    for accepted in (GZIP, {}):
        tag = client.get(READING, headers=accepted).headers["ETag"]
        again = client.get(READING, headers=accepted | {"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
    other = as_(cast.ines).get(READING, headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_a_page_that_changed_is_sent(cast: Cast, as_: As) -> None:
    client = as_(cast.ming)
    tag = client.get(READING).headers["ETag"]
    mark = {"start": 21, "end": 31, "kind": "note", "body": "Hello"}
    client.post(READING + "/annotations", data=mark)
    assert client.get(READING, headers={"If-None-Match": tag}).status_code == 200


def test_a_stream_is_not_held_back(app: Flask) -> None:
    sent: list[str] = []

    def lines() -> Iterator[str]:
        for line in ("<p>one</p>", "<p>two</p>"):
            sent.append(line)
            yield line

    app.add_url_rule("/stream", view_func=lambda: Response(lines(), mimetype="text/html"))
    answer = app.test_client().get("/stream", headers=GZIP)
    assert sent != ["<p>one</p>", "<p>two</p>"]
    assert next(answer.iter_encoded()) == b"<p>one</p>"
    assert "Content-Encoding" not in answer.headers
