"""How many pages a second each format is read in, and in how much memory.

    python -m bench.importing [--quick]

One text of 500 pages (--quick: 50), of 300 words each, is written as plain text, HTML, Word, EPUB
and PDF, and read as it is when somebody sends it: by a process of its own, from its start to its
end. Word, EPUB and PDF are written by LibreOffice (Debian's libreoffice-writer-nogui), if it is
there. Beside them stands `cat`, started the same way: what any process costs.
"""

import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from app.services.converting.convert import convert

WORDS = 300  # of a page
PARAGRAPH = 100  # words
ONE = "--one"  # file
VOCABULARY = "the clerk card city window contract office permit year point school queue".split()


def main(pages: int) -> None:
    print(f"{pages} pages of {WORDS} words\n")
    print(f"{'format':8}{'seconds':>9}{'pages/s':>9}{'MB at most':>12}{'MB file':>9}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for path in _written(Path(folder), pages):  # by a process each, which knows its own most
            command = [sys.executable, "-m", "bench.importing", ONE, str(path), str(pages)]
            subprocess.run(command, check=True)
    began = perf_counter()
    subprocess.run(["/bin/cat", __file__], stdout=subprocess.DEVNULL, check=True)
    print(f"{'(cat)':8}{perf_counter() - began:9.3f}")


def measure(path: Path, pages: int) -> None:
    content = path.read_bytes()
    began = perf_counter()
    found = convert(path.name, content)
    seconds = perf_counter() - began
    assert len(found.text.split()) > 0.9 * pages * WORDS, "words are missing"
    who = resource.RUSAGE_SELF if path.suffix == ".txt" else resource.RUSAGE_CHILDREN
    peak = resource.getrusage(who).ru_maxrss / 1024
    size = len(content) / 1024 / 1024
    print(f"{path.suffix[1:]:8}{seconds:9.2f}{pages / seconds:9.0f}{peak:12.0f}{size:9.1f}")


def _written(folder: Path, pages: int) -> list[Path]:
    """The text in each format."""
    dice = random.Random(7)
    paragraphs = [
        " ".join(dice.choices(VOCABULARY, k=PARAGRAPH)).capitalize() + "."
        for _ in range(pages * WORDS // PARAGRAPH)
    ]
    plain, page = folder / "book.txt", folder / "book.html"
    plain.write_text("\n\n".join(paragraphs))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page.write_text(f"<!DOCTYPE html><title>A book</title><body>{body}")
    files = [plain]
    office = shutil.which("soffice")
    for name, filter in (("pdf", "pdf:writer_web_pdf_Export"), ("epub", "epub"), ("docx", "docx")):
        if office is None:
            print(f"{name:8} not measured: LibreOffice is not here")
            continue
        _convert(office, page, folder, filter)
        files.append(folder / f"book.{name}")
    return [*files, page]


def _convert(office: str, page: Path, folder: Path, filter: str) -> None:
    """LibreOffice reads HTML as a web page, which it writes as PDF only; others go by way of its
    own format."""
    if not filter.startswith("pdf"):
        odt = folder / "book.odt"
        if not odt.exists():
            _run(office, "odt:writer8", folder, page, "HTML (StarWriter)")
        _run(office, filter, folder, odt)
    else:
        _run(office, filter, folder, page)


def _run(office: str, filter: str, folder: Path, path: Path, read_as: str = "") -> None:
    given = [f"--infilter={read_as}"] if read_as else []
    command = [office, "--headless", *given, "--convert-to", filter]
    command += ["--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    if ONE in sys.argv:
        measure(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(50 if "--quick" in sys.argv else 500)
