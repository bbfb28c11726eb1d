"""A reply as it is shown, kept, so that a long thread is drawn by putting pieces together.

The same piece serves all who may do the same with it. Its key is all that it depends on, so
nothing that is kept can be stale.
"""

from collections.abc import Iterable
from functools import lru_cache

from flask import Flask, render_template, request
from markupsafe import Markup

from app.models import Annotation, Membership
from app.models.reply import Said

KEPT_REPLIES = 8_192  # a year of a busy course; some kilobytes each


def register(app: Flask) -> None:
    app.add_template_filter(as_said)


def as_said(
    replies: Iterable[Said], annotation: Annotation, membership: Membership | None
) -> Markup:
    reader = None if membership is None else membership.user_id
    may_answer = (
        membership is not None
        and annotation.is_question
        and (membership.is_staff or annotation.author_id == reader)
    )
    number, answer, root = annotation.id, annotation.answer_id, request.script_root
    pieces = [
        drawn(
            reply,
            number,
            is_answer=reply.id == answer,
            writer=reader if reply.author_id == reader else None,
            may_answer=may_answer,
            root=root,
        )
        for reply in replies
    ]
    return Markup("".join(pieces))  # noqa: S704 - from our template


@lru_cache(maxsize=KEPT_REPLIES)
def drawn(
    reply: Said,
    annotation: int,
    *,
    is_answer: bool,
    writer: int | None,
    may_answer: bool,
    root: str,
) -> str:
    """`writer` is the reader, where it is they who wrote; `root` where the application is, for the
    addresses in it."""
    return render_template(
        "replies/_said.html",
        said=reply,
        annotation={"id": annotation},
        is_answer=is_answer,
        membership=None if writer is None else {"user_id": writer},
        may_answer=may_answer,
    )
