"""The terms of a reading as they are laid over its text for one reader."""

from collections.abc import Mapping

from app.core import overlay
from app.models import CourseLayer, Layer
from app.services.density import Density, Spot
from app.services.view import View


def terms_over(
    view: View, shown: Mapping[int, CourseLayer], dense: Density, stretch: tuple[int, int]
) -> list[overlay.Term]:
    """Those of the marked places that touch a stretch of the text, none over another."""
    start, end = stretch
    return overlay.without_overlaps(
        _term(view, spot, shown[spot.layer_id].layer)
        for spot in dense.marked
        if spot.start < end and spot.end > start
    )


def _term(view: View, spot: Spot, layer: Layer) -> overlay.Term:
    reading = f"/courses/{view.course.slug}/readings/{view.reading.slug}"
    return overlay.Term(
        start=spot.start,
        end=spot.end,
        occurrence=spot.id,
        term=spot.slug,
        layer=layer.slug,
        href=f"{reading}/occurrences/{spot.id}",
        glyph=layer.glyph,
        hue=layer.hue,
        is_changed=spot.is_changed,
    )
