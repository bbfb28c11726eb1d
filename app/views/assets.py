"""Style, scripts and fonts, at addresses that name their content: a browser keeps them for good.

They are answered before the application is asked, which would have each answer depend on the
reader's cookie. In development the files are served as they lie in static/, so that an edit shows
at once.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, url_for
from werkzeug.wrappers import Request, Response

from app import assets
from app.assets import Asset

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

A_YEAR = 365 * 24 * 60 * 60  # seconds; the longest that browsers keep anything
PREFIX = "/static/"


class Assets:
    """Answers `/static/DIGEST/PATH`; all else is the application's."""

    def __init__(self, app: "WSGIApplication", folder: Path) -> None:
        self.app = app
        self.assets = assets.gathered(folder)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        digest, _, path = environ.get("PATH_INFO", "").removeprefix(PREFIX).partition("/")
        found = self.assets.get(path)
        is_asked = environ["REQUEST_METHOD"] in {"GET", "HEAD"} and assets.is_digest(digest)
        if found is None or not is_asked:
            return self.app(environ, start_response)
        return answer(found, digest, Request(environ))(environ, start_response)


def answer(asset: Asset, digest: str, request: Request) -> Response:
    """A page of the release before asks for another digest: it gets what there is, for once."""
    is_zipped = bool(asset.zipped) and request.accept_encodings["gzip"] > 0
    response = Response(asset.zipped if is_zipped else asset.body, content_type=asset.kind)
    response.vary.add("Accept-Encoding")
    response.headers["X-Content-Type-Options"] = "nosniff"
    if is_zipped:
        response.content_encoding = "gzip"
    response.set_etag(asset.digest + "-gzip" * is_zipped)
    if digest == asset.digest:
        response.cache_control.max_age = A_YEAR
        response.cache_control.public = response.cache_control.immutable = True
    else:
        response.cache_control.no_cache = True
    response.make_conditional(request)
    return response


def register(app: Flask) -> None:
    folder = Path(app.static_folder or "")
    is_kept = app.config["SETTINGS"].environment != "development"
    if is_kept:
        app.wsgi_app = Assets(app.wsgi_app, folder)  # type: ignore[method-assign]

    @app.template_global()
    def asset(path: str) -> str:
        """The address of a file below static/."""
        place = f"{assets.gathered(folder)[path].digest}/{path}" if is_kept else path
        return url_for("static", filename=place)
