"""Who looks at which reading of which course, and what of it they want to see."""

from collections.abc import Collection
from dataclasses import dataclass, field

from app.core.pace import Pace
from app.core.talk import EVERYTHING, TalkQuery
from app.models import Course, Reading, User


@dataclass(frozen=True, slots=True)
class View:
    course: Course
    reading: Reading
    user: User | None
    hidden: Collection[str] = ()  # layers, by slug, that they have switched off
    focus: int | None = None  # an annotation that must be shown, whatever the leaf's length
    occurrence: int | None = None  # a term's place that must be marked, whatever its layer's limit
    query: TalkQuery = EVERYTHING  # which of the readers' marks, in which order
    pace: Pace = field(default_factory=Pace)  # how often layers mark, and whether what is known
