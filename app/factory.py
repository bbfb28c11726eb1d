"""The application, put together."""

from pathlib import Path

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from app import commands, views
from app.database import db, read_only
from app.settings import ROOT, Settings, from_environment, refuse_unsafe
from app.views.accounts import init_accounts
from app.views.delivery import init_delivery
from app.views.method import MethodOverride
from app.views.security import init_security

LARGEST_REQUEST = 4 * 1024 * 1024  # bytes: a roster, a book; not an upload service
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application. Raises `UnsafeSettingsError` for a production start that is open to
    anybody."""
    settings = settings or from_environment()
    refuse_unsafe(settings)
    app = Flask(
        "app",
        static_folder=str(ROOT / "static"),
        static_url_path="/static",
        instance_path=str(settings.instance),
    )
    Path(settings.instance).mkdir(parents=True, exist_ok=True)
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,  # a book is typed into one field
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https:"),
        TESTING=settings.environment == "test",
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    db.init_app(app, settings.database_url)

    @app.before_request
    def begin_reading() -> None:  # first of all: whatever follows may open a transaction
        read_only(request.method in SAFE_METHODS or request.endpoint in views.PREVIEWS)

    init_delivery(app)
    init_security(app)
    init_accounts(app)
    views.register(app)
    commands.register(app)
    behind = dict.fromkeys(("x_for", "x_proto", "x_host"), settings.trusted_proxies)
    app.wsgi_app = ProxyFix(MethodOverride(app.wsgi_app), **behind)  # type: ignore[method-assign]
    return app
