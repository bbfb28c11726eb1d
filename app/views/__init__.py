"""One blueprint per resource."""

from flask import Flask

from app.views import (
    account,
    annotations,
    assets,
    blocks,
    bookmarks,
    cases,
    citations,
    courses,
    decisions,
    errors,
    familiarity,
    filters,
    groups,
    guesses,
    health,
    import_cards,
    imports,
    joining,
    keys,
    layers,
    linear,
    mentions,
    news,
    notes,
    numbers,
    occurrences,
    once,
    people,
    pictures,
    placements,
    preferences,
    readings,
    replies,
    revising,
    revisions,
    roster,
    said,
    seconds,
    seen,
    sheets,
    talk,
    telegrams,
    terms,
)

BLUEPRINTS = (
    account.blueprint,
    annotations.blueprint,
    talk.in_reading,
    blocks.blueprint,
    bookmarks.blueprint,
    cases.blueprint,
    citations.blueprint,
    courses.blueprint,
    familiarity.blueprint,
    familiarity.on_card,
    groups.blueprint,
    guesses.on_card,
    guesses.on_term,
    health.blueprint,
    import_cards.blueprint,
    imports.blueprint,
    joining.blueprint,
    layers.blueprint,
    linear.blueprint,
    mentions.blueprint,
    news.blueprint,
    notes.blueprint,
    occurrences.blueprint,
    people.blueprint,
    pictures.blueprint,
    placements.blueprint,
    decisions.blueprint,
    readings.blueprint,
    replies.blueprint,
    replies.in_thread,
    revising.blueprint,
    revisions.blueprint,
    roster.blueprint,
    seconds.blueprint,
    seen.blueprint,
    seen.of_thread,
    telegrams.blueprint,
    terms.blueprint,
)


# What is posted to be looked at, and changes nothing: it takes no lock that writers wait for. An
# import does once it has converted what was sent.
PREVIEWS = frozenset({"imports.create", "revising.preview", "roster.preview"})


def register(app: Flask) -> None:
    numbers.register(app)  # before the addresses that use it
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    assets.register(app)
    filters.register(app)
    said.register(app)
    preferences.register(app)
    once.register(app)
    sheets.register(app)
    keys.register(app)
    errors.register(app)
