"""Load packs into the database: all of them or, when one has a fault, none.

A file that was loaded before is known by its digest and not touched again. What an instructor
made in the app is never changed or taken away (`from_pack` is False); the rest follows the file.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.packs import Fault, Known, PackFaults, dangling, dead_anchors
from app.core.packs.layer import layer_digest
from app.core.packs.reading import reading_digest
from app.models import Course, Layer, Reading, Revision, Term
from app.services.layering import lay_changed
from app.services.packs.files import LAYERS, READINGS, Packs, files_in, read_packs, shown
from app.services.packs.layers import store_layer
from app.services.packs.pictures import missing_pictures, store_shown
from app.services.packs.readings import store_reading, store_rulings, store_senses
from app.services.packs.syllabus import put_on_syllabus


@dataclass(slots=True)
class LoadReport:
    """What became of the files, by path."""

    loaded: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # no longer in a pack, but a curator needs it
    detached: list[Fault] = field(default_factory=list)  # quotes that have no place
    laid: int = 0  # pairs of a layer and a reading


def load(
    session: Session,
    readings_dir: Path = READINGS,
    layers_dir: Path = LAYERS,
    home: Course | None = None,
) -> LoadReport:
    """Bring readings and layers to what the files say, put them on the syllabus of `home`, and
    lay each layer where it is read.

    Raises PackFaults, with nothing written, when a file is wrong or names what does not exist.
    """
    files = files_in([readings_dir, layers_dir])
    if all(_is_loaded(session, file) for file in files):
        report = LoadReport(unchanged=[shown(file) for file in files])
        readings: set[Reading] = set()
        layers: set[Layer] = set()
    else:
        report, readings, layers = _load(session, read_packs(files))
    if home is not None:
        slugs = [file.stem for file in files]
        new_readings, new_layers = put_on_syllabus(
            session,
            home,
            session.scalars(select(Reading).where(Reading.slug.in_(slugs))).all(),
            session.scalars(select(Layer).where(Layer.slug.in_(slugs))).all(),
        )
        readings.update(new_readings)
        layers.update(new_layers)
    report.laid = lay_changed(session, layers, readings)
    return report


def _is_loaded(session: Session, file: Path) -> bool:
    content = file.read_bytes()
    if file.suffix == ".md":
        held = session.scalar(select(Reading.pack_digest).where(Reading.slug == file.stem))
        return held is not None and held == reading_digest(content)
    held = session.scalar(select(Layer.pack_digest).where(Layer.slug == file.stem))
    return held is not None and held == layer_digest(content)


def _load(session: Session, packs: Packs) -> tuple[LoadReport, set[Reading], set[Layer]]:
    """Store what changed; returns it."""
    known = packs.added_to(_known(session, packs))
    missing = missing_pictures(session, packs.readings)
    if faults := [*packs.faults, *dangling(packs.readings, packs.layers, known), *missing]:
        raise PackFaults(sorted(faults))
    report = LoadReport(detached=_detached(packs, known))
    readings = _store_readings(session, packs, report)
    layers = _store_layers(session, packs, report)
    _store_decisions(session, packs, _slugs(readings), _slugs(layers))
    return report, readings, layers


def _detached(packs: Packs, known: Known) -> list[Fault]:
    found = dead_anchors(packs.layers, known)
    return [fault for fault in found if fault.level == "fault"]


def _store_readings(session: Session, packs: Packs, report: LoadReport) -> set[Reading]:
    held = dict(session.execute(select(Reading.slug, Reading.pack_digest)).all())
    changed = set()
    for pack in packs.readings:
        if held.get(pack.slug) == pack.digest:
            report.unchanged.append(pack.path)
        else:
            report.loaded.append(pack.path)
            reading = store_reading(session, pack)
            store_shown(session, pack, reading)
            changed.add(reading)
    return changed


def _store_layers(session: Session, packs: Packs, report: LoadReport) -> set[Layer]:
    held = dict(session.execute(select(Layer.slug, Layer.pack_digest)).all())
    changed = set()
    for pack in packs.layers:
        if held.get(pack.slug) == pack.digest:
            report.unchanged.append(pack.path)
        else:
            report.loaded.append(pack.path)
            layer, kept = store_layer(session, pack)
            changed.add(layer)
            report.kept += kept
    return changed


def _store_decisions(session: Session, packs: Packs, readings: set[str], layers: set[str]) -> None:
    """Senses set for a reading and rulings on its places, where either side changed."""
    for pack in packs.readings:
        if pack.slug in readings or any(here.layer in layers for here in pack.senses):
            store_senses(session, pack)
    for layer_pack in packs.layers:
        is_new = layer_pack.slug in layers
        store_rulings(
            session,
            layer_pack,
            [entry for entry in layer_pack.rulings if is_new or entry.reading in readings],
        )


def _slugs(rows: Iterable[Reading | Layer]) -> set[str]:
    return {row.slug for row in rows}


def _known(session: Session, packs: Packs) -> Known:
    """What is in the database and will not be replaced by these packs."""
    known = Known()
    replaced = {pack.slug for pack in packs.readings}
    for reading in session.scalars(select(Reading).where(Reading.slug.not_in(replaced))):
        known.readings[reading.slug] = session.scalars(Revision.newest_of(reading.id)).one().text
    replaced = {pack.slug for pack in packs.layers}
    for term in session.scalars(select(Term)):
        name = f"{term.layer.slug}/{term.slug}"
        stays = term.layer.slug not in replaced
        senses = [sense.slug for sense in term.senses if stays or not sense.from_pack]
        forms = [form.text for form in term.forms if stays or not form.from_pack]
        if stays or not term.from_pack or senses:
            known.add_term(name, senses, forms)
    return known
