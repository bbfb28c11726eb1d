"""Errors as a page, or as a fragment where htmx asked: then beside the form, which stays."""

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from app.database import db, read_only
from app.views.access import reader
from app.views.hypermedia import wants_fragment
from app.views.security import WRITES

EXPLANATIONS = {
    404: "There is nothing here for you: the address is wrong, or the page is not yours to see.",
    405: "This address does not take that.",
    415: "This address takes forms only.",
    429: "Too many requests in a short time. Wait a minute; nothing you typed was taken away.",
    500: "Something broke on our side. Nothing you wrote was changed.",
}
SIGNED_OUT = "You are signed out. Sign in again in another tab, come back here and send it again."


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, show)


def show(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    code = error.code or 500
    if code >= 500:  # the page asks who is reading, and must not wait for the lock once more
        read_only(True)
        db.session.rollback()
    explanation = EXPLANATIONS.get(code) or error.description
    if code == 413 and request.max_content_length:
        most = request.max_content_length // 1024 // 1024
        explanation = f"That is too much at once: send less than {most} MB."
    if code == 404 and "description" in vars(error):  # a view's own word
        explanation = error.description
    elif code == 404 and request.method in WRITES and reader() is None:
        explanation = SIGNED_OUT
    template = "errors/_error.html" if wants_fragment() else "errors/show.html"
    page = render_template(template, code=code, name=error.name, explanation=explanation)
    response = make_response(page, code)
    if wants_fragment():
        response.headers["HX-Retarget"] = "#error"
        response.headers["HX-Reswap"] = "outerHTML"
    return response
