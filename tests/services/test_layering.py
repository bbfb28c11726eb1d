"""Where terms stand, which sense holds and why; what curators say outlives every computing."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Ruling, User
from app.services.layering import (
    lay,
    lay_where_read,
    pin,
    rule,
    set_reading_sense,
    suppress,
    withdraw,
)
from app.services.publishing import publish
from tests.conftest import Cast
from tests.services.packs_at_hand import layer, newest, occurrences, sense, told


def test_one_phrase_means_three_things_in_three_readings(loaded: Session) -> None:
    assert told(loaded, "telegram")[0] == "residence permit = hukou#status, reading"
    assert told(loaded, "city") == [
        "residence permit = certificate#card, voice",
        "temporary residence permit = temporary#card, only",
    ]
    assert told(loaded, "story") == [
        "residence permit = hukou#in-the-press, voice",
        "hukou = hukou#in-the-press, voice",
    ]


def test_the_rules_are_asked_in_their_order(loaded: Session, cast: Cast) -> None:
    ines = loaded.get_one(User, cast.ines)
    story = newest(loaded, "story")
    set_reading_sense(
        loaded,
        story.reading,
        layer(loaded),
        "residence permit",
        sense(loaded, "certificate#card"),
        "Ahead of its time",
        ines,
    )
    assert told(loaded, "story")[0] == "residence permit = certificate#card, reading"
    first = occurrences(loaded, "story")[0]
    assert first.reason == "Ahead of its time"
    pin(loaded, first, sense(loaded, "hukou#status"), "She says so herself", ines)
    assert told(loaded, "story")[0] == "residence permit = hukou#status, pinned"
    assert (first.state, first.reason) == ("pinned", "She says so herself")
    story.reading.date, story.reading.voice = "1995", "scholar"
    lay(loaded, story, layer(loaded))
    assert told(loaded, "story")[1] == "hukou = hukou#status, voice"
    story.reading.voice = "embassy"
    lay(loaded, story, layer(loaded))
    assert told(loaded, "story")[1] == "hukou = hukou#status, date"
    story.reading.date = "2005"
    lay(loaded, story, layer(loaded))
    assert told(loaded, "story")[1] == "hukou = hukou#status, default"


def test_headings_links_code_and_what_is_kept_out_hold_no_terms(loaded: Session) -> None:
    text = newest(loaded, "telegram").text
    starts = [row.start for row in occurrences(loaded, "telegram")]
    assert text.count("residence permit") + text.count("Residence permit") > 3
    assert [text[:start].count("\n") for start in starts] == [1, 1, 2, 2, 4, 4]


def test_chinese_forms_are_found_and_the_longer_one_wins(loaded: Session) -> None:
    chinese = [line for line in told(loaded, "telegram") if "户" in line]
    assert chinese == ["户口 = hukou#status, default", "户口簿 = booklet#paper, only"]


def test_each_place_knows_under_which_limits_it_is_shown(loaded: Session) -> None:
    firsts = [row.first for row in occurrences(loaded, "telegram") if row.term.slug == "hukou"]
    assert firsts == ["course", "every", "paragraph", "section"]


def test_a_suppressed_place_gives_its_turn_to_the_next(loaded: Session, cast: Cast) -> None:
    first, second, *_ = occurrences(loaded, "telegram")
    suppress(loaded, first, "No permit at all", loaded.get_one(User, cast.ines))
    assert (first.state, first.reason, first.first) == ("suppressed", "No permit at all", "every")
    assert second.first == "course"


def test_computing_again_changes_no_row_and_no_id(loaded: Session, cast: Cast) -> None:
    before = [row.id for row in occurrences(loaded, "telegram")]
    kept = pin(
        loaded,
        occurrences(loaded, "telegram")[1],
        sense(loaded, "certificate#card"),
        "A slip of the pen",
        loaded.get_one(User, cast.ines),
    )
    lay_where_read(loaded)
    lay_where_read(loaded, layer=layer(loaded), reading=newest(loaded, "telegram").reading)
    after = occurrences(loaded, "telegram")
    assert [row.id for row in after] == before
    assert (after[1].ruling_id, after[1].sense.slug) == (kept.id, "card")


def test_a_pin_may_stand_where_no_form_is_found(loaded: Session, cast: Cast) -> None:
    (line,) = [line for line in told(loaded, "telegram") if "pinned" in line]
    assert line == "permit = booklet#paper, pinned"  # by the pack: its form is not `auto`
    story = newest(loaded, "story")
    at = story.text.index("the paper")
    rule(
        loaded,
        story,
        layer(loaded),
        (at, at + 9),
        sense(loaded, "booklet#paper"),
        "A pun",
        loaded.get_one(User, cast.ines),
    )
    assert "the paper = booklet#paper, pinned" in told(loaded, "story")


def test_what_a_pin_covers_is_found_no_second_time(loaded: Session, cast: Cast) -> None:
    story = newest(loaded, "story")
    at = story.text.index("a residence permit")
    span = (at, at + len("a residence permit"))
    ines = loaded.get_one(User, cast.ines)
    rule(loaded, story, layer(loaded), span, sense(loaded, "hukou#status"), "Whole", ines)
    assert told(loaded, "story")[0] == "a residence permit = hukou#status, pinned"
    assert len(told(loaded, "story")) == 2


def test_a_place_has_one_ruling_and_withdrawing_it_returns_to_the_rules(
    loaded: Session, cast: Cast
) -> None:
    ines = loaded.get_one(User, cast.ines)
    (place, _) = occurrences(loaded, "story")
    pin(loaded, place, sense(loaded, "certificate#card"), "First thought", ines)
    ruling = suppress(loaded, place, "Second thought", ines)
    here = select(Ruling).where(Ruling.reading_id == newest(loaded, "story").reading_id)
    assert loaded.scalars(here).all() == [ruling]
    withdraw(loaded, ruling)
    assert (place.state, place.rule, place.ruling) == ("auto", "voice", None)


@pytest.mark.parametrize(
    ("reason", "name"), [(" ", "hukou#status"), ("Why", "confidential#meaning")]
)
def test_a_ruling_needs_a_reason_and_a_sense_of_its_layer(
    loaded: Session, cast: Cast, reason: str, name: str
) -> None:
    place = occurrences(loaded, "story")[0]
    with pytest.raises(ValueError, match=r"reason|another layer"):
        pin(loaded, place, sense(loaded, name), reason, loaded.get_one(User, cast.ines))


def test_a_ruling_follows_its_passage_into_a_new_revision(loaded: Session, cast: Cast) -> None:
    old = newest(loaded, "telegram")
    second = occurrences(loaded, "telegram")[1]
    pin(
        loaded, second, sense(loaded, "certificate#card"), "A slip", loaded.get_one(User, cast.ines)
    )
    publish(loaded, old.reading, old.source.replace("The residence permit is", "It is"))
    lay_where_read(loaded)
    assert told(loaded, "telegram")[0] == "residence permit = certificate#card, pinned"


def test_a_ruling_whose_passage_is_gone_pins_no_other_place(loaded: Session, cast: Cast) -> None:
    old = newest(loaded, "telegram")
    last = occurrences(loaded, "telegram")[4]
    assert last.exact == "residence permit"
    pin(loaded, last, sense(loaded, "certificate#card"), "A slip", loaded.get_one(User, cast.ines))
    source = old.source[: old.source.index("## Afterwards")].replace(
        "a residence permit decides", "it"
    )
    publish(loaded, old.reading, source)
    lay_where_read(loaded)
    assert "pinned" not in " ".join(told(loaded, "telegram"))
    assert loaded.scalars(select(Ruling).where(Ruling.reason == "A slip")).one()
