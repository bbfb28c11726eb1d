"""One blueprint per resource."""

from flask import Flask

from app.views import account, courses, errors, health


def register(app: Flask) -> None:
    for module in (account, courses, health):
        app.register_blueprint(module.blueprint)
    errors.register(app)
