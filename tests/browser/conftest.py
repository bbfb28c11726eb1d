"""A real browser at a real server: Debian's Chromium, the application in a thread of the test."""

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from app.core.folding import fold
from app.core.markdown import render_post
from app.database import db
from app.models import Course, CourseLayer, Form, Layer, Reading, Sense, Term
from app.services.layering import lay_where_read
from tests.conftest import Cast

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",  # tests run as root in containers
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]

# What a browser calls an error and is none of the page's: an answer that says no, or no answer
# where a test has cut the line.
EXPECTED = ("status of 4", "ERR_INTERNET_DISCONNECTED", "Failed to fetch")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def server(app: Flask, cast: Cast) -> Iterator[str]:
    """The address of the application, with the cast and a small layer in it."""
    with app.app_context():
        lay_small_layer(db.session, cast)
    served = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{served.port}"
    served.shutdown()
    thread.join()
    served.server_close()


def lay_small_layer(session: Session, cast: Cast) -> None:
    """A layer with one false friend: “residence permit” has two terms."""
    layer = Layer(
        slug="household",
        title="Household registration",
        glyph="户",
        hue=30,
        about="For tests",
        limit="every",
        home_id=cast.hukou,
    )
    session.add(layer)
    for position, (slug, headword, forms, body) in enumerate(
        (
            ("hukou", "hukou", ("hukou", "户口", "residence permit"), "The registered status."),
            ("permit", "residence certificate", ("residence permit",), "A card of 2016."),
        )
    ):
        layer.terms.append(
            Term(
                slug=slug,
                headword=headword,
                position=position,
                forms=[Form(text=form, folded=fold(form)) for form in forms],
                senses=[
                    Sense(
                        slug="first",
                        voice="editor",
                        body=body,
                        body_html=render_post(body),
                        position=0,
                        status="unverified",
                    )
                ],
            )
        )
    session.add(CourseLayer(course=session.get_one(Course, cast.hukou), layer=layer, position=1))
    session.flush()
    lay_where_read(session, reading=session.get_one(Reading, cast.reading))
    session.commit()


@pytest.fixture
def open_page(
    browser: Browser, server: str, as_: Callable[[int | None], FlaskClient]
) -> Iterator[Callable[..., Page]]:
    """Open a page of the server as one of the cast, or as nobody; JavaScript on unless said
    otherwise. Whatever the page asks of another host, or logs as an error, fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_as(
        user_id: int | None,
        path: str,
        *,
        script: bool = True,
        width: int = 1280,
        height: int = 900,
        touch: bool = False,
        bypass_csp: bool = False,
    ) -> Page:
        context = browser.new_context(
            base_url=server,
            java_script_enabled=script,
            bypass_csp=bypass_csp,
            viewport={"width": width, "height": height},
            has_touch=touch,
        )
        contexts.append(context)
        if user_id is not None:
            cookie = as_(user_id).get_cookie("session")
            assert cookie is not None
            context.add_cookies([{"name": "session", "value": cookie.value, "url": server}])
        page = context.new_page()
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((server, "data:"))
                else faults.append(f"asked another host: {request.url}")
            ),
        )
        page.on("pageerror", lambda error: faults.append(f"script failed: {error}"))
        page.on(
            "console",
            lambda message: (
                faults.append(f"console: {message.text}")
                if message.type == "error" and not any(word in message.text for word in EXPECTED)
                else None
            ),
        )
        page.goto(path)
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)
