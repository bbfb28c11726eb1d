"""Accounts by Flask-Security: sign in by address or user name, argon2, reset by mail."""

from datetime import timedelta

from flask import Flask
from flask_security import FSQLALiteUserDatastore, RoleMixin, Security

from app.database import db
from app.models import User

security = Security()


def init_accounts(app: Flask) -> None:
    app.config.from_mapping(
        SECURITY_PASSWORD_SALT="interleaf",
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_FRESHNESS=timedelta(minutes=-1),
    )
    security.init_app(app, FSQLALiteUserDatastore(db, User, RoleMixin))
