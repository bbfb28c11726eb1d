"""A file is read by a process that can do nothing else."""

import sys

import pytest

from app.core.importing import Converted, Fact, Form, Picture
from app.services.converting import Unreadable, apart
from app.services.converting.formats import Format
from app.services.converting.limits import Limits
from app.services.converting.passing import dumped, loaded

FOUND = Converted(
    "a.pdf",
    Form.MARKDOWN,
    "# 一\n\n![](/pictures/ab)",
    {"title": Fact("一", "the file", is_guessed=False)},
    (Picture("ab", b"\x89PNG", "image/png", 3, 4),),
    ("A page was left out.",),
)


def test_what_is_found_comes_out_as_it_went_in() -> None:
    assert loaded(dumped(FOUND)) == FOUND


def test_what_no_database_takes_is_left_out() -> None:
    odd = Converted("a", Form.PLAIN, "a\0b\ud83dc\x07")
    assert loaded(dumped(odd)).text == "abc"


def doing(monkeypatch: pytest.MonkeyPatch, *, code: str, limits: Limits) -> str:
    """Have the process do something else under its limits; what is said about the file."""
    kept = "from app.services.converting.limits import Limits, keep_within\n"
    kept += f"keep_within({limits!r})\n"
    run = apart.subprocess.run  # type: ignore[attr-defined]  # patched just below

    def otherwise(command: list[str], **options: object) -> object:
        return run([sys.executable, "-c", kept + code], **options)

    monkeypatch.setattr(apart.subprocess, "run", otherwise)  # type: ignore[attr-defined]
    with pytest.raises(Unreadable) as fault:
        apart.apart(Format.PDF, "a.pdf", b"", limits)
    return str(fault.value)


@pytest.mark.parametrize(
    ("code", "limits", "said"),
    [
        ("while True: pass", Limits(seconds=1), apart.TOO_SLOW),
        ("import time; time.sleep(9)", Limits(seconds=1), apart.TOO_SLOW),
        ("b'a' * 4_000_000_000", Limits(), apart.TOO_BIG),
        ("print('a' * 9_000_000)", Limits(written=1_000_000), apart.BROKEN),
        ("print('{}')", Limits(), apart.BROKEN),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", Limits(), apart.BROKEN),
    ],
)
def test_a_process_over_its_limits_ends_and_the_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, code: str, limits: Limits, said: str
) -> None:
    assert doing(monkeypatch, code=code, limits=limits) == said


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 1))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.remove('/tmp/no-such-file')",
        "import shutil; shutil.rmtree('/tmp/no-such-folder')",
    ],
)
def test_a_converter_may_not_reach_out(code: str) -> None:
    kept = "from app.services.converting.limits import Limits, keep_within; keep_within(Limits())\n"
    asked = f"{kept}try:\n    {code.replace('; ', chr(10) + '    ')}\n"
    asked += "except PermissionError as no:\n    print(no)"
    ended = apart.subprocess.run(  # type: ignore[attr-defined]
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False
    )
    assert "a converter may not" in ended.stdout
