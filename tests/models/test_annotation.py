"""The one rule of who may see a mark."""

import pytest
from sqlalchemy.orm import Session

from app.models import Annotation, User
from app.models.audience import Visibility
from tests.conftest import Cast

EVERYBODY = ("ines", "tom", "ming", "mei", "lin", "ola", "sven", "zoe")


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        ("private", {"ming"}),
        ("staff", {"ming", "ines", "tom"}),
        ("group", {"ming", "mei", "ines", "tom"}),
        ("course", {"ming", "mei", "lin", "ines", "tom"}),
    ],
)
def test_a_mark_is_seen_by_its_audience_and_nobody_else(
    session: Session, cast: Cast, visibility: Visibility, who: set[str]
) -> None:
    session.add(
        Annotation(
            course_id=cast.hukou,
            reading_id=cast.reading,
            revision_id=1,
            author_id=cast.ming,
            group_id=cast.plum if visibility == "group" else None,
            visibility=visibility,
            kind="note",
            start=0,
            end=4,
            exact="A ca",
            prefix="",
            suffix="rd",
        )
    )
    session.commit()
    seen = {
        name
        for name in EVERYBODY
        if session.scalars(Annotation.visible_to(session.get_one(User, getattr(cast, name)))).all()
    }
    assert seen == who
    assert not session.scalars(Annotation.visible_to(None)).all()
