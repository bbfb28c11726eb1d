"""The part of a course's settings that is about layers: which, and how often each marks its terms,
from which week on."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.core.limits import LIMITS, Limit
from app.core.pace import LAST_WEEK, as_number, read_weeks
from app.models import Course, CourseLayer, Layer
from app.services.layering import lay_where_read
from app.views.numbers import row_number

EMPTY_ROWS = 2  # for more weeks, at the end of each table
REMIND_ERROR = f"A number of weeks from 1 to {LAST_WEEK}, or nothing: never again."


@dataclass
class Choices:
    """The layers of a course as chosen, checked but never thrown away: the rows of each layer's
    table of weeks as typed, and what is wrong by field."""

    layers: set[int]
    limits: dict[int, Limit | None] = field(default_factory=dict)
    rows: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    weeks: dict[int, dict[str, Limit]] = field(default_factory=dict)
    remind_after: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, course: Course) -> "Choices":
        return cls(
            layers={item.layer_id for item in course.layers},
            limits={item.layer_id: item.limit for item in course.layers},
            rows={item.layer_id: list(item.limits_by_week.items()) for item in course.layers},
            remind_after=str(course.remind_after or ""),
        )

    def table(self, layer_id: int) -> list[tuple[str, str]]:
        """The rows of a layer's weeks, and some to fill in."""
        return [*self.rows.get(layer_id, []), *[("", "")] * EMPTY_ROWS]


def read_choices(course: Course, form: MultiDict[str, str]) -> Choices:
    """Read the form. A week's row is `week-LAYER` with `from-week-LAYER`, in the same order."""
    found = Choices(
        layers=set(form.getlist("layer", type=row_number)),
        remind_after=form.get("remind_after", "").strip(),
    )
    for item in course.layers:
        layer_id = item.layer_id
        limit = form.get(f"limit-{layer_id}")
        found.limits[layer_id] = next((each for each in LIMITS if each == limit), None)
        weeks, limits = form.getlist(f"week-{layer_id}"), form.getlist(f"from-week-{layer_id}")
        rows = [row for row in zip(weeks, limits, strict=False) if any(row)]
        found.rows[layer_id] = rows
        found.weeks[layer_id], errors = read_weeks(rows)
        found.errors |= {f"week-{layer_id}-{row}": error for row, error in errors.items()}
    if found.remind_after and as_number(found.remind_after) is None:
        found.errors["remind_after"] = REMIND_ERROR
    return found


def choose_layers(session: Session, course: Course, chosen: Choices) -> None:
    """Read with the layers that were ticked; a layer new to the course is laid on its texts."""
    kept = {item.layer_id for item in course.layers}
    course.remind_after = as_number(chosen.remind_after)
    for item in list(course.layers):
        item.limit = chosen.limits[item.layer_id]
        item.limits_by_week = dict(chosen.weeks[item.layer_id])
        if item.layer_id not in chosen.layers:
            course.layers.remove(item)
    for layer in session.scalars(select(Layer).order_by(Layer.title)).all():
        if layer.id not in chosen.layers - kept:
            continue
        position = max((item.position for item in course.layers), default=0) + 1
        course.layers.append(CourseLayer(layer=layer, position=position))
        lay_where_read(session, layer=layer)
