"""One's own account: name, password, sessions."""

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload
from wtforms import StringField
from wtforms.validators import InputRequired

from app.database import db
from app.models import Course, Membership
from app.views.access import signed_in
from app.views.accounts import sign_out_everywhere
from app.views.forms import Form, fit_name
from app.views.hypermedia import see_other

blueprint = Blueprint("account", __name__, url_prefix="/account")


class NameForm(Form):
    name = StringField(
        "Name", [InputRequired("Write a name."), fit_name], render_kw={"autocomplete": "name"}
    )


@blueprint.get("")
def show() -> str:
    user = signed_in()
    return _page(NameForm(formdata=None, obj=user))


@blueprint.put("/name")
def rename() -> ResponseReturnValue:
    user, form = signed_in(), NameForm()
    if not form.validate():
        return _page(form), 422
    form.populate_obj(user)
    db.session.commit()
    flash("Your name is changed.")
    return see_other(url_for("account.show"))


@blueprint.delete("/sessions")
def end_sessions() -> ResponseReturnValue:
    sign_out_everywhere(signed_in())
    db.session.commit()
    flash("You are signed out, here and everywhere else.")
    return see_other(url_for("security.login"))


def _page(form: NameForm) -> str:
    user = signed_in()
    memberships = db.session.scalars(
        select(Membership)
        .where(Membership.user_id == user.id)
        .join(Membership.course)
        .options(contains_eager(Membership.course), joinedload(Membership.group))
        .order_by(Course.title)
    ).all()
    return render_template("account/show.html", user=user, form=form, memberships=memberships)
