"""Addresses that name their content are kept for good; others are asked for again."""

import gzip
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.assets import gathered
from app.factory import create_app
from app.settings import ROOT, Settings
from tests.conftest import Cast

As = Callable[[int | None], FlaskClient]
SHEET = f"/static/{gathered(ROOT / 'static')['css/interleaf.css'].digest}/css/interleaf.css"


def asked_for(page: str) -> list[str]:
    return re.findall(r'(?:src|href)="(/static/[^"]+)"', page)


def test_all_that_a_page_asks_for_is_kept_for_good(cast: Cast, as_: As) -> None:
    client = as_(cast.ming)
    addresses = asked_for(client.get("/courses/hukou/readings/a-card").text)
    assert SHEET in addresses
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "max-age=31536000, public, immutable"
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_page_asks_for_one_sheet_and_for_our_script_in_one_piece(cast: Cast, as_: As) -> None:
    addresses = asked_for(as_(cast.ming).get("/courses/hukou/readings/a-card").text)
    assert [address.split("/", 3)[3] for address in addresses if "/css/" in address] == [
        "css/interleaf.css"
    ]
    assert [address.split("/", 3)[3] for address in addresses if "/js/" in address] == [
        "js/interleaf.js"
    ]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, br", "gzip"), ("br", None), ("gzip;q=0", None), ("", None), ("*", "gzip")],
)
def test_it_is_compressed_for_those_who_take_it(
    app: Flask, accepted: str, encoding: str | None
) -> None:
    answer = app.test_client().get(SHEET, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    body = gzip.decompress(answer.data) if encoding else answer.data
    assert body == gathered(ROOT / "static")["css/interleaf.css"].body


def test_who_has_it_is_not_sent_it_again(app: Flask) -> None:
    client = app.test_client()
    for accepted in ("gzip", "identity"):
        tag = client.get(SHEET, headers={"Accept-Encoding": accepted}).headers["ETag"]
        again = client.get(SHEET, headers={"Accept-Encoding": accepted, "If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")


def test_a_page_of_another_release_gets_what_there_is_and_asks_again(app: Flask) -> None:
    answer = app.test_client().get("/static/0123456789abcdef/css/interleaf.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "nothing.css",
        "css/base.css",
        "js/card.js",
        "../wsgi.py",
        "fonts/README.md",
        "%2e%2e/wsgi.py",
        "js/",
    ],
)
def test_what_no_page_asks_for_is_not_there(app: Flask, path: str) -> None:
    assert app.test_client().get(f"/static/0123456789abcdef/{path}").status_code == 404


def test_in_development_files_are_served_as_they_lie(settings: Settings) -> None:
    client = create_app(replace(settings, environment="development")).test_client()
    page = client.get("/login").text
    assert 'href="/static/css/interleaf.css"' in page
    assert 'src="/static/js/interleaf.js"' in page
    for address in asked_for(page):
        with client.get(address) as answer:
            assert answer.headers["Cache-Control"] == "no-cache"
