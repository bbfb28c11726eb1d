"""Errors as a page, or as a fragment where htmx asked."""

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

from app.views.hypermedia import wants_fragment

EXPLANATIONS = {
    403: "You may not do this here.",
    404: "There is nothing here for you: the address is wrong, or the page is not yours to see.",
    405: "This address does not take that.",
    413: "That is too much at once: send less than 4 MB.",
    429: "Too many requests in a short time. Wait a minute; nothing you typed was taken away.",
    500: "Something broke on our side. Nothing you wrote was changed.",
}


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, show)


def show(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    generic = type(error).description
    own = error.description if error.description != generic else None
    template = "errors/_error.html" if wants_fragment() else "errors/show.html"
    explanation = own or EXPLANATIONS.get(code) or generic
    return render_template(template, code=code, name=error.name, explanation=explanation), code
