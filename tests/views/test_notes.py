"""Context notes: written from a selection, seen by everybody, taken off again."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import ContextNote, Course, Event, Layer
from app.models.note import NOTE_KINDS
from tests.scene import Scene

As = Callable[[int | None], FlaskClient]
READING = "/courses/hukou/readings/a-card"
HTMX = {"HX-Request": "true"}


def form(scene: Scene, **fields: str) -> dict[str, str]:
    return {
        "start": "44",
        "end": "60",
        "layer": str(scene.layer),
        "kind": "correction",
        "title": "A title typed",
        "body": "What it *is*.",
        **fields,
    }


@pytest.mark.parametrize("kind", NOTE_KINDS)
def test_a_note_of_each_kind_stands_beside_its_passage_for_everybody(
    session: Session, scene: Scene, as_: As, kind: str
) -> None:
    session.get_one(Course, scene.cast.hukou).open_to_guests = True
    session.commit()
    answer = as_(scene.cast.tom).post(f"{READING}/notes", data=form(scene, kind=kind))
    assert answer.status_code == 303, answer.text
    note = session.scalars(select(ContextNote).order_by(-ContextNote.id)).first()
    assert note
    assert (note.exact, note.kind, note.author_id, note.from_pack) == (
        "residence permit",
        kind,
        scene.cast.tom,
        False,
    )
    assert session.scalars(select(Event.kind).order_by(-Event.id)).first() == "note changed"
    for who in (None, scene.cast.ming):
        page = as_(who).get(READING).text
        assert f'id="note-{note.id}"' in page
        assert "What it <em>is</em>." in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"body": ""}, "Write what readers need to know"),
        ({"kind": "gossip"}, "Choose a kind"),
        ({"layer": "99"}, "Choose a layer of this course"),
        ({"status": "verified"}, "Name the source"),
        ({"source_url": "example.org"}, "An address begins with http"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_a_bad_note_is_refused_in_words_and_nothing_typed_is_lost(
    session: Session,
    scene: Scene,
    as_: As,
    fields: dict[str, str],
    words: str,
    headers: dict[str, str],
) -> None:
    before = session.scalars(select(ContextNote.id)).all()
    answer = as_(scene.cast.ines).post(
        f"{READING}/notes", data=form(scene, **fields), headers=headers
    )
    assert answer.status_code == 422
    assert words in answer.text
    assert "A title typed" in answer.text
    assert session.scalars(select(ContextNote.id)).all() == before


@pytest.mark.parametrize("span", [("-1", "5"), ("5", "5"), ("9", "5"), ("0", "99999"), ("x", "")])
def test_a_note_on_no_passage_is_404(scene: Scene, as_: As, span: tuple[str, str]) -> None:
    ines = as_(scene.cast.ines)
    at = {"start": span[0], "end": span[1]}
    assert ines.post(f"{READING}/notes", data=form(scene, **at)).status_code == 404
    assert ines.get(f"{READING}/notes/new", query_string=at).status_code == 404


def test_a_note_written_here_can_be_taken_off_and_a_pack_s_cannot(
    session: Session, scene: Scene, as_: As
) -> None:
    tom = as_(scene.cast.tom)
    assert tom.delete(f"{READING}/notes/{scene.note}").status_code == 303
    assert session.get(ContextNote, scene.note) is None
    assert session.scalars(select(Event.kind).order_by(-Event.id)).first() == "note changed"
    assert tom.delete(f"{READING}/notes/{scene.pack_note}").status_code == 404
    assert session.get(ContextNote, scene.pack_note)


def test_a_note_of_a_layer_kept_elsewhere_is_not_ours_to_take_off(
    session: Session, scene: Scene, as_: As
) -> None:
    session.get_one(Layer, scene.layer).home_id = scene.cast.other
    session.commit()
    assert as_(scene.cast.ines).delete(f"{READING}/notes/{scene.note}").status_code == 404


def test_htmx_gets_the_blocks_that_changed(scene: Scene, as_: As) -> None:
    answer = as_(scene.cast.tom).post(f"{READING}/notes", data=form(scene), headers=HTMX)
    assert answer.headers["HX-Retarget"] == f"#page-{scene.block}"
    assert answer.text.lstrip().startswith(f'<div id="page-{scene.block}"')
    gone = as_(scene.cast.tom).delete(f"{READING}/notes/{scene.note}", headers=HTMX)
    assert gone.headers["HX-Retarget"] == f"#page-{scene.block}"
    assert f'id="note-{scene.note}"' not in gone.text
