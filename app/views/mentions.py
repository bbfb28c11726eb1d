"""Who and what is in a reading: the terms of the layers that the reader has on."""

from typing import get_args

from flask import Blueprint, render_template, request

from app.core.mentions import Order, grouped
from app.database import db
from app.services.mentions import mentions_in
from app.views.hypermedia import wants_fragment
from app.views.readings import the_place

ORDERS: tuple[Order, ...] = get_args(Order)

blueprint = Blueprint("mentions", __name__, url_prefix="/courses/<course>/readings/<slug>/mentions")


@blueprint.get("")
def index(course: str, slug: str) -> str:
    place = the_place(course, slug)
    hidden = place.view().hidden
    order = next((order for order in ORDERS if order == request.args.get("by")), ORDERS[0])
    return render_template(
        "mentions/_mentions.html" if wants_fragment() else "mentions/index.html",
        place=place,
        groups=grouped(mentions_in(db.session, place.course, place.reading, hidden), order),
        order=order,
        some_hidden=any(item.layer.slug in hidden for item in place.course.layers),
    )
