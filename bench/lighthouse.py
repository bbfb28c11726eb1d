"""Lighthouse on the demo's reading page, throttled as a phone; the weight of scripts and styles.

    python -m bench.lighthouse [--quick]

Lighthouse 12.8.2, from npm, in Debian's Chromium, with its usual throttling: a phone of middling
speed on slow 4G, as it simulates them from what it saw. Performance, accessibility and best
practices, as a signed-in student and as a guest; the median of the runs, and each fault that it
names. A busy machine lowers the first of them, and Lighthouse's own
measure of its speed, which is printed beside: a quiet laptop has 1,500. The weight is the same
everywhere.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from app.assets import SCRIPT, SHEET, gathered
from app.database import db
from app.factory import create_app
from app.models import Base, Course
from app.settings import ROOT, from_environment
from bench import crowd, npm
from bench.painting import ARGUMENTS, CHROMIUM
from bench.serving import gunicorn

CATEGORIES = ("performance", "accessibility", "best-practices")
TARGET = 95  # of 100, each
HEAVIEST = 60_000  # bytes of scripts and styles, by gzip
WITHIN = 180  # seconds for a run


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one run for each, not three")
    runs = 1 if parser.parse_args().quick else 3
    print_weight()
    lighthouse = npm.installed("lighthouse") / "lighthouse" / "cli" / "index.js"
    print(f"\n{'':<10}" + "".join(f"{name:>16}" for name in CATEGORIES))
    with tempfile.TemporaryDirectory() as folder:
        page, cookie = demo(Path(folder))
        environment = crowd.settings_in(Path(folder))
        with gunicorn("wsgi:app", environment=environment, path="/healthz") as server:
            for who, headers in (("student", {"Cookie": f"session={cookie}"}), ("guest", {})):
                told = [ask(lighthouse, server.url + page, headers) for _ in range(runs)]
                print_scores(who, told)


def print_weight() -> None:
    assets = gathered(ROOT / "static")
    scripts = [path for path in assets if path.startswith("vendor/") and path.endswith(".js")]
    scripts.append(SCRIPT)
    script, style = sum(len(assets[path].zipped) for path in scripts), len(assets[SHEET].zipped)
    reached = "met" if script + style <= HEAVIEST else "missed"
    print(
        f"JavaScript {script:,} bytes, CSS {style:,}, by gzip: {script + style:,}"
        f" (target {HEAVIEST:,}: {reached})"
    )


def demo(folder: Path) -> tuple[str, str]:
    """Fill the demo course, which guests may read; return the path of its first reading and the
    cookie of a student."""
    app = create_app(from_environment(crowd.settings_in(folder)))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        seeded = app.test_cli_runner().invoke(args=["demo", "seed"])
        assert seeded.exit_code == 0, seeded.output
        course = db.session.query(Course).one()
        path = f"/courses/{course.slug}/readings/{course.readings[0].reading.slug}"
        student = next(each.user_id for each in course.memberships if each.role == "student")
    return path, crowd.cookie_of(app, student)


def ask(lighthouse: Path, url: str, headers: dict[str, str]) -> dict[str, Any]:
    """Lighthouse's report on a page."""
    command = [
        *("node", str(lighthouse), url, "--output=json", "--quiet"),
        f"--only-categories={','.join(CATEGORIES)}",
        f"--extra-headers={json.dumps(headers)}",
        f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}",
    ]
    done = subprocess.run(
        command,
        env=os.environ | {"CHROME_PATH": CHROMIUM},
        capture_output=True,
        text=True,
        check=False,
        timeout=WITHIN,
    )
    if done.returncode:
        sys.exit(f"{done.stderr[-2000:]}\nLighthouse failed at {url}.")
    return dict(json.loads(done.stdout))


def print_scores(who: str, reports: list[dict[str, Any]]) -> None:
    scores = [
        100 * median(report["categories"][name]["score"] for report in reports)
        for name in CATEGORIES
    ]
    reached = "met" if min(scores) >= TARGET else "missed"
    print(
        f"{who:<10}"
        + "".join(f"{score:>16.0f}" for score in scores)
        + f"  (target {TARGET}: {reached})"
    )
    report = reports[-1]
    print(f"  this machine's speed, by Lighthouse: {report['environment']['benchmarkIndex']:.0f}")
    for name in CATEGORIES:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and (audit["score"] is not None and audit["score"] < 0.9):
                print(f"  {name}: {audit['title']} {audit.get('displayValue', '')}".rstrip())


if __name__ == "__main__":
    main()
