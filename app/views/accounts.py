"""Accounts by Flask-Security: sign in by address or user name, argon2, reset by mail."""

from flask import Flask
from flask_security import FSQLALiteUserDatastore, RoleMixin, Security

from app.database import db
from app.models import User

security = Security()


def init_accounts(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.config.from_mapping(
        SECURITY_PASSWORD_SALT=settings.secret_key,
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of an algorithm
    )
    security.init_app(app, FSQLALiteUserDatastore(db, User, RoleMixin))
