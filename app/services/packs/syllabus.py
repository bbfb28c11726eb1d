"""What a course reads, and with which layers."""

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from app.models import Course, CourseLayer, CourseReading, Layer, Reading

Row = TypeVar("Row", Reading, Layer)


def put_on_syllabus(
    session: Session, course: Course, readings: Iterable[Reading], layers: Iterable[Layer]
) -> tuple[list[Reading], list[Layer]]:
    """Add what the course lacks behind what it has: readings by the date of their document.

    What has its home here already, and is missing, was taken off by the staff: it stays off.
    Returns what was added.
    """
    on_it = {row.reading_id for row in course.readings}
    new_readings = _to_add(course, sorted(readings, key=lambda r: (r.date, r.slug)), on_it)
    last = max((row.position for row in course.readings), default=0)
    for position, reading in enumerate(new_readings, last + 1):
        course.readings.append(CourseReading(reading=reading, position=position, week=position))
    with_it = {row.layer_id for row in course.layers}
    new_layers = _to_add(course, sorted(layers, key=lambda layer: layer.slug), with_it)
    last = max((row.position for row in course.layers), default=0)
    for position, layer in enumerate(new_layers, last + 1):
        course.layers.append(CourseLayer(layer=layer, position=position))
    session.flush()
    return new_readings, new_layers


def _to_add(course: Course, rows: Sequence[Row], present: Collection[int]) -> list[Row]:
    added = [row for row in rows if row.id not in present and row.home_id != course.id]
    for row in rows:
        if row.home_id is None:
            row.home_id = course.id
    return added
