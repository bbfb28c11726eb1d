"""Forms that write once, however often they are sent.

A page gives each form a nonce; who sends it again (a double click, the back button, a try after a
lost connection) gets the answer that they would have got. See `services.once`.
"""

import hashlib
import hmac
import re
import secrets

from flask import Flask, abort, current_app, request

from app.models import Annotation, Membership, Reply
from app.views.numbers import row_number

_NONCE = re.compile("[0-9a-f]{32}")
OTHER_WORDS = (
    "This form was sent before, with other words; they were posted. Send it once more to post "
    "these as well."
)
OTHER_READER = (
    "This was written by somebody else, who was signed in here then. Nothing was sent: sign in as "
    "that reader to send it."
)


def register(app: Flask) -> None:
    app.jinja_env.globals["nonce_of_reply"] = nonce_of_reply


def new_nonce() -> str:
    """Random, 32 hexadecimal digits, as the column has room for."""
    return secrets.token_hex(16)


def nonce_of_reply(annotation: Annotation, member: Membership) -> str:
    """The nonce of the form for a member's next reply in a thread. It is the same until they have
    replied, so that a page that says nothing new is the same page, and is not sent again."""
    own = [reply.author_id for reply in annotation.said].count(member.user_id)
    said = f"reply {own} of {member.user_id} to {annotation.id}"
    key = str(current_app.secret_key).encode()
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()[:32]


def sent_nonce() -> str | None:
    """The form's nonce; what is none is left out, and such a form may write twice."""
    nonce = request.form.get("nonce", "")
    return nonce if _NONCE.fullmatch(nonce) else None


def refuse_other_reader(member: Membership) -> None:
    """Refuse words that were typed before another reader signed in on the same machine."""
    author = request.form.get("author", type=row_number)
    if author is not None and author != member.user_id:
        abort(409, OTHER_READER)


def is_resent(written: Annotation | Reply) -> bool:
    """Does the form say again what it wrote then?"""
    return written.has_said(request.form.get("body", "").strip())
