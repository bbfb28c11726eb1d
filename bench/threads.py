"""A thread of 100 replies, read and written to, beside Isso: CPU of the server's processes.

    python -m bench.threads [--quick]

Both are served by gunicorn on loopback with one worker and threads, both keep their posts in
SQLite, both have the same 100 replies in Markdown and are asked by one client after another, in
turns. What is asked is what their pages ask: of ours the thread as a fragment of HTML, of Isso the
comments of a page as JSON with HTML in it; a reply by a form, with its event for the others, and a
comment as JSON. Isso makes HTML of each comment whenever it is read; ours when it is written.

Isso's packages clash with ours, so it lives in `.tools/isso/`, installed from bench/isso.lock.
One of them is compiled there: that takes a C compiler and Python's headers (Debian: gcc,
libc6-dev, libffi-dev, python3-dev).
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from app.database import db
from app.models import Reply, Revision
from app.settings import ROOT
from bench import crowd
from bench.serving import Server, gunicorn

REPLIES = 100
BODIES = (
    "I read it as *status*, not as a card: see [the second paragraph](https://example.org/a).",
    "The notice says **temporary**. Does `zanzhu` mean the same there?\n\nI am not sure.",
    "Three things speak against it:\n\n- the date\n- the office\n- who pays\n\n> It may be",
    "户口 is what the police wrote; the paper translates it in two ways, and that is the point.",
)
TEXT = "A first paragraph about papers and cities.\n\nA second one about points.\n"
READ_TARGET, POST_TARGET = 30, 3  # times less CPU than Isso

ISSO = ROOT / ".tools" / "isso"
LOCK = ROOT / "bench" / "isso.lock"
SETTINGS = """[general]
dbpath = {folder}/comments.db
host = http://127.0.0.1/
notify =
[guard]
enabled = false
[server]
listen = http://127.0.0.1/
"""
COMMENTS = "/?uri=%2Fa-text%2F"

Ask = Callable[[], None]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few requests, few rounds")
    quick = parser.parse_args().quick
    rounds, reads, posts = (2, 10, 5) if quick else (7, 40, 10)
    python = isso_installed()
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as other,
        interleaf(Path(folder)) as ours,
        isso(Path(other), python) as theirs,
    ):
        spent = take_turns([*ours, *theirs], rounds, (reads, posts, reads, posts))
    our_read, our_post, their_read, their_post = spent
    print(f"{REPLIES} replies; CPU ms of the server for one request, medians of {rounds} rounds\n")
    print(f"{'':<12}{'interleaf':>11}{'Isso':>11}{'ratio':>9}")
    print_row("read", our_read, their_read, READ_TARGET)
    print_row("post", our_post, their_post, POST_TARGET)


def take_turns(
    askers: list[tuple[Server, Ask]], rounds: int, times: tuple[int, ...]
) -> list[float]:
    """Median CPU milliseconds of each; the first round warms up and does not count."""
    spent: list[list[float]] = [[] for _ in askers]
    for _ in range(rounds + 1):
        for (server, ask), count, each in zip(askers, times, spent, strict=True):
            before = server.cpu()
            for _ in range(count):
                ask()
            each.append((server.cpu() - before) / count)
    return [median(each[1:]) for each in spent]


def print_row(name: str, ours: float, theirs: float, wanted: int) -> None:
    ratio = theirs / ours
    reached = "met" if ratio >= wanted else "missed"
    print(f"{name:<12}{ours:>11.2f}{theirs:>11.2f}{ratio:>9.1f}  (target {wanted}: {reached})")


@contextmanager
def interleaf(folder: Path) -> Iterator[list[tuple[Server, Ask]]]:
    app = crowd.course_in(folder)
    with app.app_context():
        reading = crowd.publish(db.session, "long", TEXT)
        revision = db.session.scalars(Revision.newest_of(reading.id)).one()
        read, written_to = crowd.mark(db.session, revision, [(2, 7)] * 2, "question", BODIES[0])
        for thread in (read, written_to):
            for number in range(REPLIES):
                reply = Reply(course_id=thread.course_id, author_id=number % crowd.READERS + 1)
                reply.write(body_of(number))
                thread.replies.append(reply)
        db.session.commit()
        to_read, to_write = f"/annotations/{read.id}", f"/annotations/{written_to.id}/replies"
    headers = {
        "Cookie": f"session={crowd.cookie_of(app, 1)}",
        "HX-Request": "true",
        "Accept-Encoding": "gzip",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    environment = crowd.settings_in(folder)
    with gunicorn("wsgi:app", environment=environment, path="/healthz") as server:
        post = urlencode({"body": body_of(0)})
        yield [
            (server, lambda: ask(server, "GET", to_read, headers)),
            (server, lambda: ask(server, "POST", to_write, headers, post)),
        ]


@contextmanager
def isso(folder: Path, python: Path) -> Iterator[list[tuple[Server, Ask]]]:
    settings = folder / "isso.cfg"
    settings.write_text(SETTINGS.format(folder=folder))
    headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
    with gunicorn(
        "isso.run:application",
        python=python,
        environment={"ISSO_SETTINGS": str(settings)},
        folder=folder,
        path="/info",
    ) as server:

        def post(number: int, page: str) -> None:
            body = {"text": body_of(number), "author": f"Reader {number}", "title": "A text"}
            ask(server, "POST", f"/new?uri=%2F{page}%2F", headers, json.dumps(body))

        for number in range(REPLIES):
            post(number, "a-text")
            post(number, "another")
        yield [
            (server, lambda: ask(server, "GET", COMMENTS, headers)),
            (server, lambda: post(0, "another")),
        ]


def ask(
    server: Server, method: str, path: str, headers: dict[str, str], body: str | None = None
) -> None:
    connection = server.connect()
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    assert answer.status in {200, 201}, (answer.status, path, said[:300])


def body_of(number: int) -> str:
    return BODIES[number % len(BODIES)]


def isso_installed() -> Path:
    """The Python that has Isso, installed if it is not yet. Exits with what is missing."""
    python, stamp = ISSO / "bin" / "python", ISSO / ".made-from"
    wanted = sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        print("Installing Isso in .tools/isso.", file=sys.stderr)
        shutil.rmtree(ISSO, ignore_errors=True)
        run(sys.executable, "-m", "venv", str(ISSO))
        run(
            str(python), *"-m pip install --quiet --no-input --require-hashes -r".split(), str(LOCK)
        )
        stamp.write_text(wanted)
    return python


def run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(
            f"{done.stdout[-2000:]}{done.stderr[-2000:]}\nThis failed: {' '.join(command)}\n"
            "It needs to be on line (or to have pip know a mirror), Python's venv module"
            " (Debian: python3-venv), a C compiler and Python's headers."
        )


if __name__ == "__main__":
    main()
