"""Points systems: what is said of them (`rows`), what a choice adds up to (`system`, `case`), the
scale as a drawing (`marks`, `drawing`), and the sheet that a card shows of it all (`sheet`)."""

from app.core.points.sheet import Sheet, sheet_of
from app.core.points.system import PointsSystem

__all__ = ["PointsSystem", "Sheet", "sheet_of"]
