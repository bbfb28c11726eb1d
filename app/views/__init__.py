"""One blueprint per resource."""

from flask import Flask

from app.views import (
    account,
    annotations,
    blocks,
    courses,
    errors,
    filters,
    health,
    layers,
    notes,
    occurrences,
    readings,
    replies,
    seen,
    terms,
)


def register(app: Flask) -> None:
    for blueprint in (
        account.blueprint,
        annotations.blueprint,
        annotations.in_reading,
        blocks.blueprint,
        courses.blueprint,
        health.blueprint,
        layers.blueprint,
        notes.blueprint,
        occurrences.blueprint,
        readings.blueprint,
        replies.blueprint,
        replies.in_thread,
        seen.blueprint,
        terms.blueprint,
    ):
        app.register_blueprint(blueprint)
    filters.register(app)
    errors.register(app)
