"""A page beside ours: the same text in the same elements and style sheet, and Recogito's annotator
on it, by the renderer that its address names; with *plain* for a renderer there is none."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from app.assets import SHEET, gathered
from app.settings import ROOT
from bench import crowd

MODULES = {
    "@recogito/text-annotator": "@recogito/text-annotator/dist/text-annotator.es.js",
    "@annotorious/core": "@annotorious/core/dist/annotorious-core.es.js",
    "uuid": "uuid/dist/index.js",
    "nanoevents": "nanoevents/index.js",
    "colord": "colord/index.mjs",
    "dequal/lite": "dequal/lite/index.mjs",
    "rbush": "rbush/index.js",
    "quickselect": "quickselect/index.js",
    "debounce": "debounce/index.js",
    "hotkeys-js": "hotkeys-js/dist/hotkeys-js.js",
    "poll": "poll/dist/poll.js",
}
BESIDE = """<!doctype html>
<html lang="en">
<meta charset="utf-8"><title>Recogito</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/sheet.css">
<link rel="stylesheet" href="/@recogito/text-annotator/dist/text-annotator.css">
<script type="importmap">{imports}</script>
{preloads}
<body><main class="reading-page"><div id="reading"><aside class="panel"></aside>
<article class="text">{text}</article></div></main>
<script id="marks" type="application/json">{marks}</script>
<script>globalThis.process = {{env: {{NODE_ENV: "production"}}}}; // a bundler would say so</script>
<script type="module">
  import {{createTextAnnotator}} from "@recogito/text-annotator";
  const renderer = new URLSearchParams(location.search).get("renderer");
  const mark = () => {{
    window.annotator = createTextAnnotator(document.querySelector("article"), {{renderer}});
    const marks = JSON.parse(document.getElementById("marks").textContent);
    annotator.setAnnotations(marks.map(([start, end], at) => ({{
      id: `a${{at}}`,
      bodies: [],
      target: {{annotation: `a${{at}}`, selector: [{{quote: "", start, end}}]}},
    }})));
  }};
  if (renderer === "plain") document.body.dataset.plain = "";
  else mark();
</script>
"""


@contextmanager
def recogito(modules: Path, text: str, places: Sequence[crowd.Place]) -> Iterator[str]:
    """A page with the annotator on it, at the address given."""
    own = "@recogito/text-annotator/node_modules/nanoevents/index.js"
    imports = {name: f"/{path}" for name, path in MODULES.items()}
    scopes = {"/@recogito/": {"nanoevents": f"/{own}"}} if (modules / own).exists() else {}
    page = BESIDE.format(
        imports=json.dumps({"imports": imports, "scopes": scopes}),
        preloads="\n".join(
            f'<link rel="modulepreload" href="{path}">' for path in imports.values()
        ),
        text=text,
        marks=json.dumps(places),
    ).encode()
    made = {
        "/": ("text/html", page),
        "/sheet.css": ("text/css", gathered(ROOT / "static")[SHEET].body),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            kind, body = made.get(path) or read(modules, path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-cache" if path == "/" else "max-age=3600")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def read(modules: Path, path: str) -> tuple[str, bytes]:
    kinds = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css"}
    file = modules / path.lstrip("/")
    if "/fonts/" in path:  # of the sheet, at an address with a digest
        file = ROOT / "static" / path.split("/", 2)[2]
    body = file.read_bytes() if file.is_file() and ".." not in path else b""
    return kinds.get(file.suffix, "font/woff2"), body
