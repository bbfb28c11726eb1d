"""Appearance: kept with the account, in the session for guests."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.conftest import Cast

As = Callable[[int | None], FlaskClient]


@pytest.mark.parametrize("who", ["ming", None])
def test_what_was_chosen_is_on_every_page_from_then_on(
    cast: Cast, as_: As, who: str | None
) -> None:
    client = as_(cast.ming if who else None)
    answer = client.put("/preferences", data={"theme": "sepia", "size": "5"})
    assert answer.status_code == 303
    client.put("/preferences", data={"leading": "open"})
    page = client.get("/").text
    assert 'data-theme="sepia" data-size="5" data-leading="open">' in page
    assert '<meta name="color-scheme" content="light">' in page


def test_one_readers_choice_is_not_anothers(cast: Cast, as_: As) -> None:
    as_(cast.ming).put("/preferences", data={"theme": "dark"})
    assert 'data-theme="dark"' in as_(cast.ming).get("/").text
    assert "data-theme" not in as_(cast.mei).get("/").text
    assert "data-theme" not in as_(None).get("/").text


def test_what_is_no_choice_changes_nothing(cast: Cast, as_: As) -> None:
    client = as_(cast.ming)
    client.put("/preferences", data={"theme": '"><script>', "size": "", "zoom": "9"})
    root = client.get("/").text.partition("<head>")[0]
    assert "data-theme" not in root
    assert "data-size" not in root
    assert "script" not in root


@pytest.mark.parametrize(
    ("back", "to"),
    [
        ("/courses/hukou?x=1", "/courses/hukou?x=1"),
        ("//elsewhere.example", "/preferences"),
        ("https://elsewhere.example/", "/preferences"),
        ("/\\elsewhere.example", "/preferences"),
        ("", "/preferences"),
    ],
)
def test_one_is_led_back_within_this_site_only(cast: Cast, as_: As, back: str, to: str) -> None:
    answer = as_(cast.ming).put("/preferences", data={"theme": "dark", "back": back})
    assert answer.location == to


def test_the_page_names_where_one_came_from(cast: Cast, as_: As) -> None:
    client = as_(cast.ming)
    here = client.get("/preferences", headers={"Referer": "http://localhost/courses/hukou"})
    assert 'href="/courses/hukou">Back' in here.text
    for elsewhere in ("http://evil.example/localhost/x", "http://localhost.evil.example/", "x"):
        assert "Back to" not in client.get("/preferences", headers={"Referer": elsewhere}).text
