"""Marks by the thousand in Debian's Chromium, beside Recogito's text annotator, on the same text.

    python -m bench.marks [--quick] [--counts 5000 20000] [--rounds 1]

One text of 100 KB; readers' highlights of 5 to 120 characters, nine in ten on ten popular
passages. Ours is the real page of the real application, asked for by a signed-in reader: text,
margin, panel and marks. Beside it stands `@recogito/text-annotator` 4.1.1 by either of its
renderers, SPANS (its usual one: a layer of elements over the text) and CSS_HIGHLIGHTS, on a page
with that text in the same elements and style sheet, and nothing else; its annotations come in the
same response, as offsets. It is used with `@annotorious/core` 3.8.2: later ones, which npm takes
by itself (3.8.10), copy annotations without their ranges, and CSS_HIGHLIGHTS fails on them. *Plain*
is that page without an annotator: what the text costs by itself, and nobody can cost less than.

All are measured in the same way (bench/painting.py) and take turns, round by round; medians.
Both renderers of Recogito draw only what is in view, ours marks the whole text. *Here* is the
question which marks are at a place: ours asks the server, whose CPU it is, with the threads for
the answer; Recogito looks into its tree in the page.
"""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from app.database import db
from app.models import Revision
from bench import crowd, npm
from bench.glossary_text import make_text
from bench.painting import Cost, Passage, chromium, measure, page_in
from bench.recogito import recogito
from bench.serving import Server, gunicorn

LENGTH = 100_000  # code points of the text
COUNTS = (100, 1_000, 5_000, 20_000)
OURS = "interleaf"
RENDERERS = ("SPANS", "CSS_HIGHLIGHTS")
PLAIN = "plain"  # the page of the renderers without any
TARGETS = {5_000: 6, 20_000: 12}  # times sooner painted than the better renderer
MOVE_TARGET = 30  # times less CPU for a move of the mouse
PAGE = f"/courses/{crowd.COURSE}/readings/long"
ASKED = 40  # times what stands at a place

HERE_BESIDE = """(times) => {
  const {left, top, width, height} = document.querySelector("article").getBoundingClientRect();
  const began = performance.now();
  for (let time = 0; time < times; time += 1) {
    annotator.state.store.getAt(width * time / times, height / 20 + time, true);
  }
  return (performance.now() - began) / times;
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few marks, one round")
    parser.add_argument("--counts", type=int, nargs="+", help="of marks, each more than the last")
    parser.add_argument("--rounds", type=int, help="3 unless told")
    told = parser.parse_args()
    counts = told.counts or (COUNTS[:2] if told.quick else COUNTS)
    rounds = told.rounds or (1 if told.quick else 3)
    modules = npm.installed("marks")
    print(f"{LENGTH:,} code points; medians of {rounds} rounds in turns; @recogito/text-annotator")
    print("4.1.1 with @annotorious/core 3.8.2; times in ms, CPU of the renderer's process\n")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        bench = Bench(Path(folder), modules, browser)
        for count in counts:
            bench.compare(count, rounds)
    print_notes()


class Bench:
    def __init__(self, folder: Path, modules: Path, browser: Browser) -> None:
        self.folder, self.modules, self.browser = folder, modules, browser
        self.app = crowd.course_in(folder)
        source = make_text(LENGTH, ["so"]).replace("\n", "\n\n")
        self.places: list[crowd.Place] = []
        with self.app.app_context():
            self.reading = crowd.publish(db.session, "long", source).id
            db.session.commit()
            revision = db.session.scalars(Revision.newest_of(self.reading)).one()
            self.text = "\n".join(
                f'<div class="page-row"><div class="block" data-block>{block.html}</div></div>'
                for block in revision.blocks
            )
            self.length = len(revision.text)
            self.passage = popular_passage(revision)

    def compare(self, count: int, rounds: int) -> None:
        more = crowd.make_places(self.length, count - len(self.places), seed=count)
        self.places += more
        with self.app.app_context():
            revision = db.session.scalars(Revision.newest_of(self.reading)).one()
            crowd.mark(db.session, revision, more, "highlight")
            db.session.commit()
        told = crowd.boundaries(self.places)
        print(f"{count:,} marks with {told:,} boundaries")
        cookie = {"name": "session", "value": crowd.cookie_of(self.app, 1)}
        costs: dict[str, list[Cost]] = {name: [] for name in (OURS, *RENDERERS, PLAIN)}
        with (
            gunicorn(
                "wsgi:app", environment=crowd.settings_in(self.folder), path="/healthz"
            ) as our,
            recogito(self.modules, self.text, self.places) as their,
        ):
            ours = our.url + PAGE
            cookies = [cookie | {"url": our.url}]
            for _ in range(rounds):
                costs[OURS].append(measure(self.browser, ours, cookies, self.passage))
                for renderer in (*RENDERERS, PLAIN):
                    url = f"{their}/?renderer={renderer}"
                    costs[renderer].append(measure(self.browser, url, [], self.passage))
            here = self.here(our, cookie["value"]), self.here_beside(their)
        print_table({name: middle_of(each) for name, each in costs.items()}, here, count)

    def here(self, server: Server, cookie: str) -> float:
        """CPU milliseconds of the server for what stands at a place of a popular passage."""
        connection = server.connect()
        headers = {"Cookie": f"session={cookie}", "HX-Request": "true", "Accept-Encoding": "gzip"}

        def ask(offset: int) -> None:
            connection.request("GET", f"{PAGE}/annotations?at={offset}", headers=headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status

        ask(self.length // 2)
        before = server.cpu()
        for number in range(ASKED):
            ask(self.length // 2 + number)
        return (server.cpu() - before) / ASKED

    def here_beside(self, url: str) -> float:
        """Milliseconds in the browser for the same."""
        with page_in(self.browser, []) as page:
            page.goto(f"{url}/?renderer=SPANS")
            page.evaluate("painted")
            return float(page.evaluate(HERE_BESIDE, ASKED))


def popular_passage(revision: Revision) -> Passage:
    """One that lies in one block, from which the text is as long as any mark there reaches."""
    reach = crowd.SPREAD + crowd.LENGTHS[1]
    blocks = list(revision.blocks)
    for number in range(crowd.POPULAR // 2, crowd.POPULAR):
        start = len(revision.text) * number // crowd.POPULAR
        block = revision.block_at(start)
        within = start - block.start
        if within + reach <= len(block.text):
            return blocks.index(block), within, within + reach
    raise AssertionError("each popular passage is parted by the end of a block")


def middle_of(costs: Sequence[Cost]) -> Cost:
    """Each figure's median."""
    return Cost(
        **{each.name: median(getattr(cost, each.name) for cost in costs) for each in fields(Cost)}
    )


COLUMNS: tuple[tuple[str, Callable[[Cost], str]], ...] = (
    ("painted", lambda cost: f"{cost.painted_ms:,.0f}"),
    ("work", lambda cost: f"{cost.work_ms:,.0f}"),
    ("elements", lambda cost: f"{cost.elements:,.0f}"),
    ("marks", lambda cost: f"{cost.marks:,.0f}"),
    ("JS MB", lambda cost: f"{cost.heap_mb:.1f}"),
    ("all MB", lambda cost: f"{cost.memory_mb:.0f}"),
    ("move", lambda cost: f"{cost.move_ms:.2f}"),
    ("its script", lambda cost: f"{cost.script_ms:.3f}"),
    ("frame", lambda cost: f"{cost.frame_ms:.0f}"),
    ("slow frame", lambda cost: f"{cost.slow_frame_ms:.0f}"),
    ("scroll", lambda cost: f"{cost.scroll_ms:.1f}"),
)


def print_table(costs: dict[str, Cost], here: tuple[float, float], count: int) -> None:
    heads = "".join(f"{head:>11}" for head, _ in COLUMNS)
    print(f"  {'':<15}{heads}{'here':>11}")
    for name, cost in costs.items():
        cells = "".join(f"{tell(cost):>11}" for _, tell in COLUMNS)
        at = f"{here[name != OURS]:>11.2f}" if name != PLAIN else ""
        print(f"  {name:<15}{cells}{at}")
    ours, plain = costs.pop(OURS), costs.pop(PLAIN)
    wanted = TARGETS.get(count)
    print(f"  painted sooner than the better: {ratio(costs, ours, 'painted_ms', wanted)}")
    print(f"  less work until then:           {ratio(costs, ours, 'work_ms', wanted)}")
    print(f"  less work for a move:           {ratio(costs, ours, 'move_ms', MOVE_TARGET)}")
    print(f"  of which plain text at most:    {ratio(costs, plain, 'move_ms', None)}")
    print(f"  less script for a move:         {ratio(costs, ours, 'script_ms', None)}\n")


def ratio(theirs: dict[str, Cost], ours: Cost, name: str, wanted: float | None) -> str:
    """How many times ours goes into the best of theirs, and whether that is enough."""
    times = min(getattr(cost, name) for cost in theirs.values()) / max(getattr(ours, name), 0.001)
    if wanted is None:
        return f"{times:.1f} times"
    return f"{times:.1f} times (target {wanted}: {'met' if times >= wanted else 'missed'})"


def print_notes() -> None:
    print("""painted: from the end of the response until two frames after the marks are there.
elements: of the whole page; marks: of those, what draws marks, Recogito's in view only.
all MB: what the renderer's process shares with no other.
move: CPU of one mouse move over a popular passage, the browser's own finding of what is under it
included, which plain text costs too. its script: what of that is the page's scripts.
frame, slow frame: one of scrolling, the median and the slowest of twenty; 17 is 60 Hz.
scroll: CPU for one step of it. here: which marks stand at a place: ours on the server, with the
first threads as HTML; Recogito's in the page, ids only.""")


if __name__ == "__main__":
    main()
