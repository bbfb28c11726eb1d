import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import Annotation, Revision
from app.views.blocks import THREADS
from tests.conftest import Cast


def test_a_crowded_block_is_read_in_pages(
    app: Flask, cast: Cast, as_: Callable[[int | None], FlaskClient]
) -> None:
    count = 2 * THREADS + 3
    with app.app_context():
        revision = db.session.get_one(Revision, 1)
        block = revision.blocks[1]
        for number in range(count):
            annotation = Annotation(
                course_id=cast.hukou,
                reading_id=cast.reading,
                author_id=cast.ming,
                kind="note",
                visibility="course",
            )
            annotation.anchor(revision, block.start + number % 9, block.start + 20)
            annotation.write("One of many")
            db.session.add(annotation)
        db.session.commit()
        address = f"/courses/hukou/readings/a-card/blocks/{block.ident}"
    found: list[str] = []
    while address:
        page = as_(cast.ming).get(address).text
        found += re.findall('<article id="annotation-([0-9]+)"', page)
        following = re.search(r'href="([^"]*from=[0-9]+)#threads">[0-9]+ more', page)
        address = following[1] if following else ""
    assert len(found) == len(set(found)) == count
