"""What guards every request: content policy, refusal of cross-site writes, rate limits."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
WRITES_A_MINUTE = "60 per minute"  # a quick class discussion, not a script


def who() -> str:
    """Whom a limit counts: the account, or the address of somebody without one."""
    return f"user:{current_user.id}" if current_user.is_authenticated else get_remote_address()


limiter = Limiter(key_func=who, storage_uri="memory://")


def init_security(app: Flask) -> None:
    app.config["RATELIMIT_ENABLED"] = app.config["SETTINGS"].rate_limits
    app.config["RATELIMIT_HEADERS_ENABLED"] = True
    limiter.init_app(app)
    app.before_request(refuse_cross_site)
    app.before_request(refuse_all_but_forms)
    app.after_request(add_headers)


def refuse_cross_site() -> None:
    """Refuse a write that another site sent. Browsers say so by `Sec-Fetch-Site`; older ones by
    `Origin`; a client that sends neither is no browser and carries nobody's cookies."""
    if request.method not in WRITES:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        is_ours = site in {"same-origin", "none"}
    else:
        is_ours = origin is None or _host_of(origin) == request.host
    if not is_ours:
        abort(403, "This form was sent from another site. Open the page here and try again.")


def refuse_all_but_forms() -> None:
    """Every write is a form. JSON would reach fields as lists and numbers, which none expects."""
    if request.method in WRITES and request.is_json:
        abort(415)


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # "http://[" and the like
        return ""


def add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if "text/html" in (response.content_type or ""):
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers.add("Vary", "Cookie")
        response.headers.add("Vary", "HX-Request")
    return response
