"""Every benchmark, or those named, each in a process of its own.

python -m bench [--quick] [NAME ...]
"""

import argparse
import subprocess
import sys
from pathlib import Path

NAMES = sorted(
    path.stem for path in Path(__file__).parent.glob("*.py") if "def main(" in path.read_text()
)

parser = argparse.ArgumentParser(prog="python -m bench", description="Run benchmarks.")
parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(NAMES)}")
parser.add_argument("--quick", action="store_true", help="less text, fewer rounds")
options = parser.parse_args()
if unknown := set(options.names).difference(NAMES):
    parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
for name in options.names or NAMES:
    print(f"· {name}", flush=True)
    command = [sys.executable, "-m", f"bench.{name}", *["--quick"][: options.quick]]
    subprocess.run(command, check=True)  # noqa: S603 - the names are of our own files
