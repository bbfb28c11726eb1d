"""The one reader of `HX-*` headers: is a page wanted, or a fragment of it?"""

from flask import Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse


def wants_fragment() -> bool:
    """Did htmx ask, for a part of the page it has?"""
    return request.headers.get("HX-Request") == "true" and "HX-Boosted" not in request.headers


def see_other(url: str) -> BaseResponse:
    """Answer a plain form's post: go and look there."""
    return redirect(url, 303)


def go_to(url: str) -> Response:
    """Have htmx open another page, as a plain form's redirect would."""
    response = Response(status=204)
    response.headers["HX-Redirect"] = url
    return response
