"""A server of its own process on loopback, and the CPU time that it takes: Linux's /proc tells."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
READY_WITHIN = 60  # seconds
STOPPED_WITHIN = 10  # seconds; then it is killed


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Milliseconds of CPU that its processes have taken."""
        return cpu_of(self.pid)

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=READY_WITHIN)


@contextmanager
def gunicorn(
    app: str,
    *,
    python: str | Path = sys.executable,
    environment: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    path: str = "/",
) -> Iterator[Server]:
    """Serve an application as `bin/run` does; `path` answers when it is ready."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        *(str(python), "-m", "gunicorn", app, "--bind", f"127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--workers", "1", "--threads", "32"),
        *("--no-control-socket", "--log-level", "error"),
    ]
    process = subprocess.Popen(command, cwd=folder, env=os.environ | (environment or {}))
    try:
        wait_for(f"http://127.0.0.1:{port}{path}", process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(url, timeout=1):  # noqa: S310 - on loopback
                return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"The server that was to answer at {url} did not start.")


def cpu_of(pid: int) -> float:
    """Milliseconds of CPU of a process and those that it started, as long as they run."""
    total = 0
    for each in [pid, *started_by(pid)]:
        for thread in Path(f"/proc/{each}/task").glob("*/schedstat"):
            try:
                total += int(thread.read_text().split()[0])
            except (FileNotFoundError, ProcessLookupError):
                continue  # a thread that ended meanwhile
    return total / 1_000_000


def started_by(pid: int) -> Iterator[int]:
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            yield child
            yield from started_by(child)
