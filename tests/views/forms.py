"""Filling in a form as a browser does: open its page, keep its hidden fields, send."""

from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import TestResponse


def submit(client: FlaskClient, page: str, action: str, **typed: str) -> TestResponse:
    """Send the form on `page` whose address begins with `action`."""
    answer = client.get(page, follow_redirects=True)
    assert answer.status_code == 200, answer.status
    form = next(
        form
        for form in LexborHTMLParser(answer.text).css("form")
        if (form.attributes.get("action") or "").startswith(action)
    )
    fields = {
        str(field.attributes["name"]): field.attributes.get("value") or ""
        for field in form.css("input[type=hidden]")
    }
    return client.post(str(form.attributes["action"]), data=fields | typed)
