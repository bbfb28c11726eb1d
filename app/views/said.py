"""A reply as it is shown, kept, so that a long thread is drawn by putting pieces together.

The same piece serves all who may do the same with it. Its key is all that it depends on, so
nothing that is kept can be stale.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Self

from flask import Flask, render_template, request
from markupsafe import Markup

from app.models import Annotation, Membership, Reply

KEPT_REPLIES = 8_192  # a year of a busy course; some kilobytes each


def register(app: Flask) -> None:
    app.add_template_filter(as_said)


@dataclass(frozen=True, slots=True)
class Number:
    """Whose id it is, and no more."""

    id: int


@dataclass(frozen=True, slots=True)
class Writer:
    """The reader, where it is they who wrote."""

    user_id: int


@dataclass(frozen=True, slots=True)
class Said:
    """A reply, and what a reader may do with it."""

    id: int
    annotation: Number
    author: str
    author_id: int
    writer: Writer | None
    created_at: datetime
    edited_at: datetime | None
    is_deleted: bool
    body: str
    body_html: str
    is_answer: bool
    may_answer: bool
    root: str  # where the application is, for the addresses in it

    @classmethod
    def of(cls, reply: Reply, annotation: Annotation, membership: Membership | None) -> Self:
        is_writer = membership is not None and membership.user_id == reply.author_id
        return cls(
            id=reply.id,
            annotation=Number(annotation.id),
            author=reply.author.name,
            author_id=reply.author_id,
            writer=Writer(reply.author_id) if is_writer else None,
            created_at=reply.created_at,
            edited_at=reply.edited_at,
            is_deleted=reply.is_deleted,
            body=reply.body,
            body_html=reply.body_html,
            is_answer=annotation.answer_id == reply.id,
            may_answer=membership is not None
            and annotation.is_question
            and (membership.is_staff or annotation.author_id == membership.user_id),
            root=request.script_root,
        )


def as_said(reply: Reply, annotation: Annotation, membership: Membership | None) -> Markup:
    return drawn(Said.of(reply, annotation, membership))


@lru_cache(maxsize=KEPT_REPLIES)
def drawn(said: Said) -> Markup:
    return Markup(render_template("replies/_said.html", said=said))  # noqa: S704 - our template
