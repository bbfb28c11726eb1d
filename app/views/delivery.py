"""How pages travel: compressed, and not at all when the browser has them already.

Who sees the length of compressed pages, and can have chosen words written into them, may guess at
what else they say (BREACH). So what holds a secret is sent as it is: the forms of accounts with
their tokens, and whatever says `no-store`. Other pages get up to a hundred random bytes, as Django
gives them, which hide the one byte that a right guess saves.
"""

import secrets
from gzip import GzipFile
from io import BytesIO

from flask import Flask, Response, request

ACCOUNT_FORMS = "security"  # Flask-Security's blueprint
LEVEL = 4  # of 9: a page of 120 KB in 1.5 ms; the last gains a twentieth for thrice the time
SMALLEST = 1_000  # bytes; less travels in one packet anyway
LONGEST_PADDING = 100  # bytes


def init_delivery(app: Flask) -> None:
    """To be called first, for what is called after a request runs in the opposite order."""
    app.after_request(deliver)


def deliver(response: Response) -> Response:
    if response.is_streamed or response.mimetype != "text/html":
        return response
    if request.method == "GET" and response.status_code == 200:
        response.add_etag(weak=True)  # the same page, however it is compressed
        response.make_conditional(request)
    if response.status_code != 304 and _may_be_compressed(response):
        response.set_data(zipped(response.get_data()))
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def zipped(body: bytes) -> bytes:
    """Compress by gzip, to a length that does not tell the content's to the byte."""
    target = BytesIO()
    padding = "a" * secrets.randbelow(LONGEST_PADDING)  # as the file name
    with GzipFile(padding, "wb", LEVEL, target, mtime=0) as file:
        file.write(body)
    return target.getvalue()


def _may_be_compressed(response: Response) -> bool:
    holds_secret = response.cache_control.no_store or request.blueprint == ACCOUNT_FORMS
    is_worth_it = (response.content_length or 0) >= SMALLEST
    return is_worth_it and not holds_secret and request.accept_encodings["gzip"] > 0
