"""Packs: readings and layers as files that are loaded, checked and written."""

from app.services.packs.exporting import export
from app.services.packs.files import LAYERS, READINGS
from app.services.packs.linting import lint
from app.services.packs.loading import LoadReport, load

__all__ = ["LAYERS", "READINGS", "LoadReport", "export", "lint", "load"]
