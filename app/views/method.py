"""DELETE and PUT for plain forms: `<form method="post" action="/replies/3?_method=delete">`."""

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ALLOWED = frozenset({"PUT", "PATCH", "DELETE"})


class MethodOverride:
    """Read `_method` from the query of a POST; of anything else it is ignored."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> "Iterable[bytes]":
        if environ["REQUEST_METHOD"] == "POST" and "_method=" in environ.get("QUERY_STRING", ""):
            query = parse_qs(environ["QUERY_STRING"], keep_blank_values=True)
            method = query.get("_method", [""])[0].upper()
            if method in ALLOWED:
                environ["REQUEST_METHOD"] = method
        return self.application(environ, start_response)
