"""The reading page by number of annotations: what it costs the server, and what the marks do of it.

    python -m bench.reading_page [--quick]

One text, all readings of the packs after one another, with the layers laid over it, on SQLite;
notes by twenty readers, nine in ten at ten popular passages, as classes do it. The page is asked
for through the whole application, but not compressed; times are CPU of the process, medians.

Each round is a process of its own, which has served another page and then serves, in turn:

- *cold*: the page, of which nothing is kept yet;
- *warm*: the same again, for the same reader;
- *next*: for another reader, who takes over what is common to both;
- *new*: for the first reader, after one more highlight, which changes a block or two.

*Marks* is what the marks alone cost of that: their rows read, the runs of text under them found,
and, where nothing is kept yet, laid over all blocks; not the threads that the margin shows.
"""

import argparse
import gc
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import compress
from pathlib import Path
from statistics import median

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from app.core.coverage import drawn_runs, within
from app.core.overlay import overlay
from app.database import db
from app.models import Course, Reading, Revision, User
from app.services.layering import lay_where_read
from app.services.marks import marks_on, told
from app.services.packs import load
from bench import crowd

COUNTS = (0, 100, 1_000, 5_000, 20_000)
PAGE = f"/courses/{crowd.COURSE}/readings/long"
OTHER = f"/courses/{crowd.COURSE}"
MARKS_COUNT, MARKS_TARGET = 5_000, 15  # at most so many CPU ms for so many marks, nothing kept
TIMES_ALONE = 5  # too short to be told from one time
KINDS = ("cold", "warm", "next", "new", "marks cold", "marks warm")

Costs = dict[str, float]  # CPU ms by kind, and queries, KB and elements of marks


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few annotations, few rounds")
    quick = parser.parse_args().quick
    counts, rounds = ((0, 100, 1_000), 3) if quick else (COUNTS, 7)
    heads = ["annotations", *KINDS, "queries", "KB", "elements"]
    print("CPU ms of the server for one page\n")
    print("".join(f"{head:>12}" for head in heads))
    with tempfile.TemporaryDirectory() as folder:
        app, present = application(Path(folder)), 0
        for count in counts:
            annotate(app, count - present, seed=count)
            present = count
            print_row(count, middle_of([in_its_own_process(app) for _ in range(rounds)]))


def print_row(count: int, costs: Costs) -> None:
    reached = "met" if costs["marks cold"] <= MARKS_TARGET else "missed"
    print(
        f"{count:>12,}"
        + "".join(f"{costs[kind]:>12.1f}" for kind in KINDS)
        + "".join(f"{costs[name]:>12,.0f}" for name in ("queries", "KB", "elements"))
        + (f"  (marks: target {MARKS_TARGET}, {reached})" if count == MARKS_COUNT else "")
    )


def middle_of(costs: list[Costs]) -> Costs:
    return {name: median(each[name] for each in costs) for name in costs[0]}


def in_its_own_process(app: Flask) -> Costs:
    """One round in a copy of this process, in which nothing of the page is kept."""
    with app.app_context():
        db.engine.dispose()  # connections are no good in two processes
    gc.collect()
    gc.freeze()  # else the copy pays for copying what the collector looks at
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        try:
            with os.fdopen(writes, "w") as told:
                json.dump(one_round(app), told)
        finally:
            os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as told:
        said = told.read()
    os.waitpid(child, 0)
    return dict(json.loads(said))


def one_round(app: Flask) -> Costs:
    first, second = client_of(app, 1), client_of(app, 2)
    for client in (first, second):  # connects, and compiles what queries and templates share
        client.get(OTHER)
        client.get(PAGE.replace("long", "short"))
    with app.app_context():
        engine = db.engine
    with counted(engine) as statements:
        page, cold = spent(first)
    costs = {"cold": cold, "warm": spent(first)[1], "next": spent(second)[1]}
    mark = {"start": "1000", "end": "1040", "kind": "highlight", "audience": "course"}
    assert second.post(f"{PAGE}/annotations", data=mark).status_code == 303
    costs["new"] = spent(first)[1]
    # The first compiles its queries, as the page did those of its own.
    alone = [marks_alone(app) for _ in range(1 + TIMES_ALONE)][1:]
    costs["marks cold"], costs["marks warm"] = map(median, zip(*alone, strict=True))
    return costs | {
        "queries": len(statements),
        "KB": len(page) / 1000,
        "elements": page.count("<mark"),
    }


def marks_alone(app: Flask) -> tuple[float, float]:
    """CPU milliseconds of a page for its marks: where nothing is kept, and where all blocks are."""
    with app.app_context():
        course = db.session.query(Course).one()
        reading = db.session.query(Reading).filter(Reading.slug == "long").one()
        revision, reader = reading.revisions[-1], db.session.get_one(User, 1)
        blocks = list(revision.blocks)
        began = time.process_time()
        found = marks_on(
            db.session, revision, told(course, reading, reader), (0, len(revision.text))
        )
        is_mine = [author == reader.id for author in found.authors]
        mine = compress(found.starts, is_mine), compress(found.ends, is_mine)
        runs = drawn_runs((found.starts, found.ends), mine)
        over = [within(runs, block.start, block.end) for block in blocks]
        warm = time.process_time()
        for block, its in zip(blocks, over, strict=True):
            overlay(block.html, its, block.start)
        cold = time.process_time()
    return 1000 * (cold - began), 1000 * (warm - began)


def spent(client: FlaskClient) -> tuple[str, float]:
    """The page, and the CPU milliseconds it took."""
    began = time.process_time()
    answer = client.get(PAGE)
    took = 1000 * (time.process_time() - began)
    assert answer.status_code == 200
    return answer.text, took


def client_of(app: Flask, number: int) -> FlaskClient:
    client = app.test_client()
    client.set_cookie("session", crowd.cookie_of(app, number))
    return client


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def application(folder: Path) -> Flask:
    """With one long reading of all the others, the layers laid over it, and a short one."""
    app = crowd.course_in(folder)
    with app.app_context():
        course = db.session.query(Course).filter(Course.slug == crowd.COURSE).one()
        load(db.session, home=course)
        others = db.session.query(Reading).all()
        source = "\n\n".join(reading.revisions[-1].source for reading in others)
        for slug, text in (("long", source), ("short", others[0].revisions[-1].source)):
            lay_where_read(db.session, reading=crowd.publish(db.session, slug, text))
        db.session.commit()
    return app


def annotate(app: Flask, count: int, seed: int) -> None:
    with app.app_context():
        reading = db.session.query(Reading).filter(Reading.slug == "long").one()
        revision = db.session.scalars(Revision.newest_of(reading.id)).one()
        places = crowd.make_places(len(revision.text), count, seed)
        crowd.mark(db.session, revision, places, "note", "A short note.")
        db.session.commit()


if __name__ == "__main__":
    main()
