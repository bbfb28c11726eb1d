"""The one reader of `HX-*` headers: is a page wanted, or a fragment of it?"""

from urllib.parse import parse_qsl, urlsplit

from flask import Response, make_response, redirect, request


def wants_fragment() -> bool:
    """Did htmx ask, for a part of the page it has?"""
    return request.headers.get("HX-Request") == "true" and "HX-Boosted" not in request.headers


def is_asked_on(path: str) -> bool:
    """Is the page at this path the one that htmx asks from?"""
    return urlsplit(request.headers.get("HX-Current-URL", path)).path == path


def is_navigation() -> bool:
    """Did a link or a plain form ask, so that the answer is a page to look at? Browsers say so; one
    that does not is answered as if it had."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def asked_from() -> dict[str, str]:
    """The query of the page that htmx asks from, or of this request."""
    if "HX-Current-URL" not in request.headers:
        return request.args.to_dict()
    return dict(parse_qsl(urlsplit(request.headers["HX-Current-URL"]).query))


def see_other(url: str) -> Response:
    """Answer a plain form's post: go and look there."""
    return make_response(redirect(url, 303))


def go_to(url: str) -> Response:
    """Have htmx open another page, as a plain form's redirect would."""
    response = Response(status=204)
    response.headers["HX-Redirect"] = url
    return response


def look_again() -> Response:
    """Have htmx load the page it is on anew."""
    response = Response(status=204)
    response.headers["HX-Refresh"] = "true"
    return response
