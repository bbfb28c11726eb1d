"""What was said in threads, kept between requests: a hundred replies are loaded once, not for
every reader.

The key is all that they depend on (`Annotation.state_of_talk`), so nothing in here can be stale.
"""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, bindparam, select
from sqlalchemy.orm import Session

from app.models import Annotation, Reply, User
from app.models.annotation import StateOfTalk
from app.models.reply import Said

KEPT_THREADS = 2_048  # some kilobytes each

_kept: WeakKeyDictionary[Engine | Connection, OrderedDict[StateOfTalk, Sequence[Said]]]
_kept = WeakKeyDictionary()  # for each database
_SAID = (
    select(
        Reply.annotation_id,
        Reply.id,
        Reply.author_id,
        User.name,
        Reply.body,
        Reply.body_html,
        Reply.created_at,
        Reply.edited_at,
        Reply.deleted_at,
    )
    .join(Reply.author)
    .where(Reply.annotation_id.in_(bindparam("ids", expanding=True)))
    .order_by(Reply.id)
)


def add_replies(session: Session, annotations: Collection[Annotation]) -> None:
    """Add what was said in reply. What is not kept is loaded at once, for all."""
    kept = _kept.setdefault(session.get_bind(), OrderedDict())
    states = {annotation.id: annotation.state_of_talk for annotation in annotations}
    found = {number: kept.get(state) for number, state in states.items()}
    loaded = _load(session, [number for number, said in found.items() if said is None])
    for annotation in annotations:
        annotation.put_said(found[annotation.id] or loaded.get(annotation.id, ()))
    for number, said in loaded.items():
        kept[states[number]] = said
    while len(kept) > KEPT_THREADS:
        kept.popitem(last=False)


def _load(session: Session, ids: Sequence[int]) -> dict[int, Sequence[Said]]:
    said: dict[int, list[Said]] = {number: [] for number in ids}
    if ids:
        for row in session.execute(_SAID, {"ids": ids}):
            said[row.annotation_id].append(Said._make(row[1:]))
    return {number: tuple(replies) for number, replies in said.items()}
