"""The drawing of a scale: all of it in the frame, nothing over anything else, and in words too."""

import doctest
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.core import fields
from app.core.points import case, labels, lettering, marks, rows
from app.core.points import system as points_system
from app.core.points.case import work_out
from app.core.points.drawing import BAR, EDGE, Drawing, draw
from app.core.points.lettering import width_of, wrap
from app.core.points.marks import Mark, marks_of
from app.core.points.rows import plain
from app.core.points.system import PointsSystem
from tests.core.points.systems import SAYS, cards, item, numbers, scale, scales, system

NEAR = 0.01  # units: below what a screen shows
OTHER = {"says": "other", "status": "unverified"}
HUGE = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)
values = numbers | HUGE | st.integers(-3, 3)
words = st.text(min_size=1, max_size=90).filter(str.strip) | st.sampled_from(
    ["居住证积分满一百二十分可以参加高考" * 3, "W" * 80, "local senior-school examinations"]
)
voices = st.sampled_from([SAYS, OTHER])


@st.composite
def systems(draw_from: st.DrawFn) -> PointsSystem:
    """Anything that a pack can hold."""

    def some(row: st.SearchStrategy[dict[str, Any]]) -> list[dict[str, Any]]:
        return draw_from(st.lists(row, max_size=6))

    pairs = st.tuples(values, values).filter(lambda pair: pair[0] != pair[1]).map(sorted)
    ends = pairs.flatmap(
        lambda pair: st.sampled_from([(pair[0], pair[1]), (None, pair[1]), (pair[0], None)])
    ) | st.just((None, None))
    bands = st.builds(
        lambda name, pair, says: {"name": name, "from": pair[0], "to": pair[1], **says},
        words,
        ends,
        voices,
    )
    thresholds = st.builds(
        lambda opens, points, says: {"opens": opens, "points": points, **says},
        words,
        st.none() | values,
        voices,
    )
    claims = st.builds(
        lambda who, pair, says: {
            "about": "x",
            "what": "y",
            "stands": {"who": who, "from": pair[0], "to": pair[1]},
            **says,
        },
        words,
        pairs | values.map(lambda value: (value, None)),
        voices,
    )
    return system(
        scale=draw_from(scales()),
        bands=some(bands),
        thresholds=some(thresholds),
        claims=some(claims),
        items=[item("tax", draw_from(st.none() | values))],
    )


def check(drawing: Drawing) -> None:
    for label in drawing.labels:
        assert label.x >= drawing.bar + BAR
        assert label.x + label.width <= drawing.width - EDGE + NEAR, "cut off at the right"
        assert label.top >= 0
        assert label.bottom <= drawing.height, "cut off below"
        assert all(label.top < words.y < label.bottom for words in label.words)
    for above, under in pairwise(drawing.labels):
        assert above.bottom <= under.top + NEAR, "labels overlap"
    placed = [label.aim for label in drawing.labels if label.is_placed]
    assert placed == sorted(placed), "labels stand in another order than their places"
    axis = drawing.axis
    assert 0 <= axis.top <= axis.first < axis.last <= axis.bottom <= drawing.height
    assert all(axis.top - NEAR <= aim <= axis.bottom + NEAR for aim in placed)
    for tick in drawing.ticks:
        assert axis.first - NEAR <= tick.y <= axis.last + NEAR
        assert width_of(tick.text, 12) <= drawing.bar
    for upper, lower in pairwise(sorted(tick.y for tick in drawing.ticks)):
        assert lower - upper >= 15, "ticks' numbers overlap"
    for stretch in drawing.stretches:
        assert axis.top <= stretch.y + NEAR
        assert stretch.y + stretch.height <= axis.bottom + 2
        for line in stretch.hatching:
            assert drawing.bar <= min(line.x1, line.x2) + NEAR
            assert max(line.x1, line.x2) <= drawing.bar + BAR + NEAR
            assert stretch.y <= min(line.y1, line.y2) + NEAR
            assert max(line.y1, line.y2) <= stretch.y + stretch.height + NEAR


@given(systems(), st.integers(0, 999))
@settings(max_examples=300)
@example(system(), 0)
@example(system(thresholds=[{"opens": "x", "points": 10**50, **SAYS}]), 0)
def test_every_label_is_in_the_frame_and_none_lies_over_another(
    made: PointsSystem, count: int
) -> None:
    chosen = {item.id: count for item in made.items if count}
    for drawing in (draw(made), draw(made, work_out(made, chosen))):
        check(drawing)


@given(systems())
def test_the_words_name_every_band_threshold_and_person(made: PointsSystem) -> None:
    said = [f"{mark.strong} {mark.text}" for mark in marks_of(made)]
    for band in made.bands:
        assert any(band.name in line for line in said)
    for threshold in made.thresholds:
        needed = "No fixed mark" if threshold.points is None else plain(threshold.points)
        assert any(needed in line and threshold.opens in line for line in said)
    for claim in made.claims:
        assert claim.stands
        assert any(claim.stands.who in line for line in said)


@given(systems())
def test_the_drawing_and_its_words_say_the_same(made: PointsSystem) -> None:
    def squeezed(text: str) -> str:
        return "".join(text.split())

    drawing = draw(made)
    drawn = sorted(
        squeezed("".join(words.strong for words in label.words))
        + squeezed("".join(words.text for words in label.words))
        for label in drawing.labels
    )
    aside = "({})".format
    in_words = sorted(
        squeezed(mark.strong + mark.text + (aside(mark.aside) if mark.aside else ""))
        for mark in drawing.marks
    )
    assert drawn == in_words


@pytest.mark.parametrize("name", sorted(cards()))
def test_each_system_of_the_layer_is_drawn(name: str) -> None:
    drawing = draw(cards()[name])
    check(drawing)
    assert drawing.labels
    assert drawing.height < 400


def test_what_nobody_gives_is_said_and_not_guessed() -> None:
    [mark] = marks_of(cards()["beijing-integrity"])
    assert (mark.kind, mark.is_placed) == ("unsaid", False)
    assert not draw(cards()["beijing-integrity"]).ticks
    gaps = [mark for mark in marks_of(cards()["qianjiang-score"]) if mark.kind == "unsaid"]
    assert [f"{mark.strong} {mark.text}" for mark in gaps] == [
        "Start not given",
        "Lowest not given",
    ]


def test_what_is_said_elsewhere_is_drawn_otherwise() -> None:
    made = system(
        scale=scale(min=0, max=100),
        bands=[
            {"name": "low", "from": 0, "to": 50, **SAYS},
            {"name": "high", "from": 50, "to": 100, **OTHER},
        ],
    )
    low, high = draw(made).stretches
    assert not low.hatching
    assert high.hatching
    assert [mark.aside for mark in marks_of(made) if mark.is_stretch] == ["", "unverified"]


def test_a_case_beyond_the_scale_is_drawn_at_its_end() -> None:
    made = system(scale=scale(baseline=100, max=200), items=[item("shift", 60)])
    [mark] = [m for m in marks_of(made, work_out(made, {"shift": 2})) if m.kind == "case"]
    assert (mark.strong, mark.text) == ("200", "this case; 220 lies beyond the scale")


def test_higher_scores_stand_higher() -> None:
    drawing = draw(cards()["rongcheng-points"])
    bands = [label.words[0].strong for label in drawing.labels if label.kind == "band"]
    assert bands == ["AAA", "AA", "A", "B", "C", "D"]


@given(st.text(), st.floats(40, 200))
def test_wrapping_loses_no_letter_and_keeps_to_the_room(text: str, room: float) -> None:
    lines = wrap(text, 12.0, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line, 12.0) <= room for line in lines)


def test_the_examples_in_the_docstrings_hold() -> None:
    for module in (case, fields, labels, lettering, marks, rows, points_system):
        assert doctest.testmod(module).failed == 0


def test_a_mark_without_a_voice_is_nobodys() -> None:
    assert Mark("case", "1", "this case").aside == ""
