"""What a page costs in Debian's Chromium: painted when, of how many nodes, in how much memory; a
mouse that moves over it, and scrolling.

A page is *painted* when its document is read, its marks are there, its layout is made, and two
frames have begun since; counted from the end of its response, by the browser's own clock. CPU time
is that of the renderer's process with all its threads, from Linux's /proc, so that work put off to
another thread counts too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from bench.serving import cpu_of

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",  # benchmarks run as root in containers
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-features=SpareRendererForSitePerProcess",  # one page, one renderer
]
PAINTED_WITHIN = 180_000  # milliseconds
MOVES = 40  # of the mouse, to and fro over the first and last line of a passage
ROUNDS = 4
STEPS = 60  # of scrolling, one a frame
STEP = 120  # pixels
SETTLES = 500  # milliseconds, for what a page does later

# Runs before anything else in the page.
WATCH = """
  const marks = "article.text mark, .r6o-annotation, [data-plain]";
  const isMarked = () => CSS.highlights.size > 0 || document.querySelector(marks);
  const frame = () => new Promise(requestAnimationFrame);
  window.painted = new Promise((resolve) => {
    addEventListener("DOMContentLoaded", async () => {
      while (!isMarked()) await frame();
      document.body.getBoundingClientRect();
      await frame();
      await frame();
      const [navigation] = performance.getEntriesByType("navigation");
      resolve(performance.now() - navigation.responseEnd);
    });
  });
"""
SCROLL = """async ([steps, step]) => {
  const frame = () => new Promise(requestAnimationFrame);
  scrollTo({top: 0, behavior: "instant"});
  await frame();
  const took = [];
  for (let last = await frame(), at = 0; at < steps; at += 1) {
    scrollBy({top: step, behavior: "instant"});
    const now = await frame();
    took.push(now - last);
    last = now;
  }
  return took;
}"""
BE_BUSY = "() => { const until = performance.now() + 100; while (performance.now() < until); }"
BRING = """([place, from, to]) => {
  const block = document.querySelectorAll("article.text [data-block]")[place];
  block.scrollIntoView({block: "center", behavior: "instant"});
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const boxes = [];
  for (let at = 0, text = texts.nextNode(); text; at += text.length, text = texts.nextNode()) {
    const range = new Range();
    range.setStart(text, Math.min(Math.max(from - at, 0), text.length));
    range.setEnd(text, Math.min(Math.max(to - at, 0), text.length));
    boxes.push(...range.getClientRects());
  }
  const lines = boxes.filter(({width}) => width).map(({top, bottom}) => (top + bottom) / 2);
  const {left, right} = block.getBoundingClientRect();
  return {left, right, lines: [Math.min(...lines), Math.max(...lines)]};
}"""


Passage = tuple[int, int, int]  # the place of its block, where in that it begins and ends


@dataclass(frozen=True, slots=True)
class Cost:
    painted_ms: float
    work_ms: float  # CPU of the page's main thread until then
    elements: int
    marks: int  # elements that draw marks
    heap_mb: float  # of JavaScript, after a collection
    memory_mb: float  # the renderer's own
    move_ms: float  # CPU of one move of the mouse
    script_ms: float  # and what of it is scripts'
    frame_ms: float  # median while scrolling
    slow_frame_ms: float  # of 20, the slowest
    scroll_ms: float  # CPU of one step of scrolling


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def page_in(browser: Browser, cookies: list[Any]) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies(cookies)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_default_timeout(PAINTED_WITHIN)
    yield page
    context.close()


def measure(browser: Browser, url: str, cookies: list[Any], passage: Passage) -> Cost:
    """Load a page twice, so that scripts and styles are had, and measure the second; the mouse
    moves over a passage."""
    with page_in(browser, cookies) as page:
        page.goto(url)
        page.evaluate("painted")
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})  # CPU, not hours
        page.goto(url)
        painted = float(page.evaluate("painted"))
        work = metric(session, "TaskDuration") * 1000
        page.wait_for_timeout(SETTLES)
        renderer = renderer_of(browser, page)
        elements, marks = page.evaluate(
            "[document.querySelectorAll('*').length,"
            " document.querySelectorAll('mark, .r6o-annotation').length]"
        )
        session.send("HeapProfiler.collectGarbage")
        heap = metric(session, "JSHeapUsedSize") / 1e6
        memory = own_memory(renderer)
        move, script = cost_of_moves(page, session, renderer, passage)
        frames, scroll = cost_of_scrolling(page, renderer)
    frames.sort()
    return Cost(
        painted_ms=painted,
        work_ms=work,
        elements=elements,
        marks=marks,
        heap_mb=heap,
        memory_mb=memory,
        move_ms=move,
        script_ms=script,
        frame_ms=median(frames),
        slow_frame_ms=frames[int(len(frames) * 0.95)],
        scroll_ms=scroll,
    )


def renderer_of(browser: Browser, page: Page) -> int:
    """The process of a page: of all renderers, the one that works while the page does."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    renderers = [int(each["id"]) for each in processes if each["type"] == "renderer"]
    before = {renderer: cpu_of(renderer) for renderer in renderers}
    page.evaluate(BE_BUSY)
    return max(renderers, key=lambda renderer: cpu_of(renderer) - before[renderer])


def metric(session: CDPSession, name: str) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(each["value"]) for each in metrics if each["name"] == name)


def own_memory(renderer: int) -> float:
    """Megabytes of a process that it shares with no other."""
    sizes = Path(f"/proc/{renderer}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in sizes if line.startswith("Private_")) / 1e3


def cost_of_moves(
    page: Page, session: CDPSession, renderer: int, passage: Passage
) -> tuple[float, float]:
    """Of one move: the CPU of the whole process, and of the page's scripts."""
    box = page.evaluate(BRING, list(passage))
    page.wait_for_timeout(SETTLES)
    each = MOVES // ROUNDS
    width = box["right"] - box["left"]
    before, script = cpu_of(renderer), metric(session, "ScriptDuration")
    for number in range(ROUNDS):
        line = box["lines"][number % 2]
        for step in range(each):
            page.mouse.move(box["left"] + width * (step + 0.5) / each, line)
            page.wait_for_timeout(20)  # what a move asks for is not swallowed by the next
    page.wait_for_timeout(SETTLES)
    scripts = (metric(session, "ScriptDuration") - script) * 1000
    return (cpu_of(renderer) - before) / MOVES, scripts / MOVES


def cost_of_scrolling(page: Page, renderer: int) -> tuple[list[float], float]:
    before = cpu_of(renderer)
    frames = page.evaluate(SCROLL, [STEPS, STEP])
    return frames, (cpu_of(renderer) - before) / STEPS
