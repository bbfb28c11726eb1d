"""Packages from npm that benchmarks measure beside, in `.tools/npm/`: nothing else needs Node.js.

Each folder in bench/npm/ has a package.json and its lock, with a hash for each package and no
address. To make a lock again, in that folder:

    npm install --package-lock-only --omit-lockfile-registry-resolved

and take out each "funding".
"""

import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent / "npm"
TOOLS = Path(__file__).parent.parent / ".tools" / "npm"
OLDEST = 20  # of Node.js
NEEDED = f"""This benchmark needs Node.js {OLDEST} or later, with npm, and {{fault}}.
Debian 12's own is older. Get one from https://nodejs.org/en/download, unpack it, and put its bin
folder on the PATH. Only benchmarks beside packages of npm need it, no other command does."""


def installed(name: str) -> Path:
    """The folder in which the packages of bench/npm/NAME are, installed if they are not yet.
    Exits with what is missing, if something is."""
    npm = find_npm()
    locked = [HERE / name / file for file in ("package.json", "package-lock.json")]
    wanted = sha256(b"".join(file.read_bytes() for file in locked)).hexdigest()
    folder = TOOLS / name
    stamp = folder / ".made-from"
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"Installing the packages of bench/npm/{name} in .tools.", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for file in locked:
            shutil.copy(file, folder)
        install(npm, folder)
        stamp.write_text(wanted)
    return folder / "node_modules"


def find_npm() -> str:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        sys.exit(NEEDED.format(fault="there is none here"))
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)", told)
    if not version or int(version[1]) < OLDEST:
        sys.exit(NEEDED.format(fault=f"{node} is {told.strip() or 'none that runs'}"))
    return npm


def install(npm: str, folder: Path) -> None:
    """Scripts of packages are not run: none is needed, and one would fetch a browser."""
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(
            f"{done.stderr.strip()}\n\nnpm could not install the packages. See that this machine is"
            " on line, or that npm knows its proxy or mirror."
        )
