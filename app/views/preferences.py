"""How a reader wants pages to be: kept with the account, and for guests in their session."""

import re

from flask import Blueprint, Flask, Response, g, render_template, request, session, url_for

from app.core.preferences import BY_KEY_AND_EAR, CHOICES, LOOKS, NAMES, Preferences
from app.database import db
from app.views.access import reader
from app.views.hypermedia import see_other, wants_fragment

blueprint = Blueprint("preferences", __name__, url_prefix="/preferences")


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.context_processor(
        lambda: {
            "preferences": preferences(),
            "looks": LOOKS,
            "by_key_and_ear": BY_KEY_AND_EAR,
            "look_names": NAMES,
        }
    )


def preferences() -> Preferences:
    """Those of whoever is asking; read once a request."""
    if "preferences" not in g:
        user = reader()
        kept = user.preferences if user else session.get("preferences", {})
        g.preferences = Preferences.from_mapping(kept)
    found: Preferences = g.preferences
    return found


@blueprint.get("")
def show() -> str:
    return render_template("preferences/show.html", back=came_from())


@blueprint.put("")
def update() -> Response:
    """Keep what was chosen; what the form leaves out stays."""
    sent = {name: value for name, value in request.form.items() if name in CHOICES}
    keep(Preferences.from_mapping({**preferences().to_mapping(), **sent}))
    db.session.commit()
    if wants_fragment():
        return Response(status=204)  # the page has it already
    return see_other(own_path(request.form.get("back", "")) or url_for("preferences.show"))


def keep(chosen: Preferences) -> None:
    """With the account, or in a guest's session."""
    kept = chosen.to_mapping()
    if user := reader():
        user.preferences = kept
    else:
        session["preferences"] = kept
        session.permanent = True


def came_from() -> str:
    """The page of this site that the reader comes from, if there is one."""
    before, _, path = (request.referrer or "").partition(request.host)
    is_ours = before in {"http://", "https://"} and path != url_for("preferences.show")
    return own_path(path) if is_ours else ""


def own_path(path: str) -> str:
    """A path of this site, as it is; nothing for an address that leads elsewhere."""
    return path if re.fullmatch(r"/(?![/\\])[^\\\s]*", path) else ""
