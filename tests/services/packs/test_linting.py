"""What lint says of packs."""

from pathlib import Path

from sqlalchemy.orm import Session

from app.services.packs.files import LAYERS, READINGS
from app.services.packs.linting import lint
from tests.services.packs_at_hand import (
    edit,
)


def said(folder: Path, level: str = "fault") -> list[str]:
    """What lint says of a folder of packs, in short."""
    found = lint([folder / "readings", folder / "annotations"])
    return [f"{Path(f.path).name}:{f.line}: {f.message}" for f in found if f.level == level]


def test_names_that_nothing_answers_to_are_faults(session: Session, folder: Path) -> None:
    file = folder / "annotations" / "registration.yml"
    edit(file, "codes/confidential", "codes/secret")
    edit(file, "reading: telegram\n    kind", "reading: telegraph\n    kind")
    edit(folder / "readings" / "telegram.md", "form: residence permit", "form: permit to stay")
    assert said(folder) == [
        "registration.yml:31: hukou: there is no related term codes/secret",
        "registration.yml:70: no-paper: there is no reading telegraph",
        "telegram.md:16: registration/hukou has no form “permit to stay”,"
        " so the sense is never used",
    ]


def test_our_own_packs_lint_clean() -> None:
    assert [str(fault) for fault in lint([READINGS, LAYERS]) if fault.level == "fault"] == []


def test_lint_names_claims_without_a_source_and_dead_anchors(folder: Path) -> None:
    file = folder / "annotations" / "registration.yml"
    edit(file, "exact: Nobody is handed", "exact: The residence permit")
    sources = (
        "sources:\n          - title: Hukou\n            url: https://example.org/hukou\n        "
    )
    edit(file, sources, "")
    assert said(folder) == [
        "registration.yml:16: hukou#status: verified, but names no source",
        "registration.yml:71: dead anchor: “The residence permit” occurs 3 times;"
        " give prefix and suffix",
    ]


def test_lint_asks_about_acronyms_and_about_forms_that_nothing_decides(folder: Path) -> None:
    edit(folder / "readings" / "city.md", "The city hands", "The PSB hands")
    edit(folder / "readings" / "city.md", "voice: press", "voice: migrant")
    assert said(folder, "warning") == [
        "city.md:16: PSB has no card in any layer",
        "city.md:16: “residence permit” may be registration/hukou or registration/certificate,"
        " and neither date nor voice decides: set its sense",
    ]


def test_lint_notes_terms_that_stand_nowhere(folder: Path) -> None:
    assert said(folder, "note") == ["codes.yml:6: confidential: no form of it stands in a text"]


def test_a_sense_set_for_a_reading_must_hold_at_its_date(folder: Path) -> None:
    edit(folder / "readings" / "telegram.md", "hukou#status", "certificate#card")
    assert said(folder) == [
        "telegram.md:16: registration/certificate#card holds from 2016-01 to today,"
        " and the reading is of 2007-04-13"
    ]
