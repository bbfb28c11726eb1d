"""One's own account: name, password, sessions."""

from flask import Blueprint, render_template

from app.views.access import signed_in

blueprint = Blueprint("account", __name__)


@blueprint.get("/account")
def show() -> str:
    return render_template("account/show.html", user=signed_in())
