"""Which key does what: the reader's own map, changed as a whole and reset as a whole."""

from flask import (
    Blueprint,
    Flask,
    Response,
    flash,
    make_response,
    render_template,
    request,
    url_for,
)

from app.core.keys import ACTIONS, FREE, LABELS, SHIFT, Action, choose, groups, keys_in_force
from app.database import db
from app.models import Membership
from app.views.hypermedia import see_other
from app.views.preferences import keep, preferences

blueprint = Blueprint("keys", __name__, url_prefix="/preferences/keys")


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.add_template_global(key_groups)
    app.add_template_global(keys_of_reader)
    app.add_template_filter(parts_of_key)


def key_groups(membership: Membership | None) -> dict[str, list[Action]]:
    """The actions that somebody has in a reading, under the names of their groups."""
    return groups(
        action
        for action in ACTIONS
        if (membership or not action.is_for_members)
        and ((membership and membership.is_staff) or not action.is_for_staff)
    )


def keys_of_reader() -> dict[str, str]:
    return keys_in_force(preferences().keys)


def parts_of_key(key: str) -> list[tuple[str, str]]:
    """What to press, each as its label and its place on the keyboard; no place if every layout has
    the label."""
    if key in {"Enter", "Shift+Slash"}:
        return [(LABELS[key], "")]
    place = key.removeprefix(SHIFT)
    return [("Shift", "")] * key.startswith(SHIFT) + [(LABELS[place], place)] if key else []


@blueprint.get("")
def show() -> str:
    return _form(keys_of_reader(), {})


@blueprint.put("")
def update() -> Response:
    choice = choose(request.form, preferences().keys)
    if choice.faults:
        faults = {fault.action: fault.message for fault in choice.faults}
        return make_response(_form({**choice.keys, **request.form}, faults), 422)
    keep(preferences().with_keys(choice.keys))
    db.session.commit()
    flash("The keys are kept.")
    return see_other(url_for("keys.show"))


@blueprint.delete("")
def reset() -> Response:
    keep(preferences().with_keys({}))
    db.session.commit()
    flash("The keys are the usual ones again.")
    return see_other(url_for("keys.show"))


def _form(keys: dict[str, str], faults: dict[str, str]) -> str:
    return render_template("keys/show.html", groups=groups(), keys=keys, faults=faults, free=FREE)
