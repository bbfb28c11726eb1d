"""Is it up, and does the database answer?"""

from flask import Blueprint
from sqlalchemy import text

from app.database import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def show() -> str:
    db.session.execute(text("SELECT 1"))
    return "ok\n"
